"""The page of an article."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.articles.history import edits
from webui.articles.named import named_here
from webui.articles.shown import shown
from webui.articles.verdicts import decisions
from webui.site import site

blueprint = Blueprint("articles", __name__, url_prefix="/articles")


@blueprint.get("/<id:article_id>")
@needs(Role.READER)
def show(article_id: int) -> ResponseReturnValue:
    article = site().store.desk.article(article_id)
    if article is None:
        abort(404)
    topics = site().store.topics.all()
    named = named_here(article_id, request.args.get("quote", ""))
    return render_template(
        "articles/show.html",
        article=article,
        shown=shown(article, named.marked),
        named=named,
        edits=edits(article, site().store.versions.of(article_id)),
        decisions=decisions(article, site().store.verdicts.of(article_id), topics),
        topics=topics,
        place=site().store.story_places.of_articles([article_id]).get(article_id),
    )
