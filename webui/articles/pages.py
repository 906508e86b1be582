"""The page of an article."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from monitor.model import FIELDS, Role
from monitor.store.desk import ArticlePage
from webui.access import needs
from webui.evidence import Segment, segments, spans_in
from webui.site import site

blueprint = Blueprint("articles", __name__, url_prefix="/articles")


@blueprint.get("/<id:article_id>")
@needs(Role.READER)
def show(article_id: int) -> ResponseReturnValue:
    article = site().store.desk.article(article_id)
    if article is None:
        abort(404)
    return render_template(
        "articles/show.html", article=article, texts=_texts(article), topics=site().store.topics.all()
    )


def _texts(article: ArticlePage) -> dict[str, list[Segment]]:
    spans = {name: spans_in(name, article.matches) for name in FIELDS}
    texts = {name: segments(article.text(name), spans[name]) for name in FIELDS}
    if article.content.startswith(article.summary):  # told once, with the evidence of both
        texts["summary"], texts["content"] = (
            [],
            segments(article.content, spans["summary"] + spans["content"]),
        )
    return texts
