"""Verdicts on an article: what was said of it, and saying it."""

from flask import abort, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from monitor.model import Role, Says, Verdict
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.articles.verdicts import LONGEST_NOTE
from webui.display import stamp
from webui.site import now, reader, site


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")

    topic: str
    says: Says
    note: str = Field(default="", max_length=LONGEST_NOTE)


@blueprint.get("/articles/<id:article_id>/verdicts")
@needs(Role.READER)
def verdicts(article_id: int) -> ResponseReturnValue:
    """Every verdict on the article and its copies, the earliest first."""
    article = site().store.desk.article(article_id)
    if article is None:
        abort(404)
    found = site().store.verdicts.of(article_id)
    return jsonify(verdicts=[_plain(one, article.content_hash) for one in found])


@blueprint.post("/articles/<id:article_id>/verdicts")
@needs(Role.EDITOR)
def give_verdict(article_id: int) -> ResponseReturnValue:
    """Say that the article carries a topic, that it does not, or that what was said is withdrawn."""
    said = sent(Said)
    if said.topic not in {topic.slug for topic in site().store.topics.all()}:
        abort(422, f"topic: the desk has none with the slug {said.topic!r}")
    given = site().store.verdicts.give(
        article_id, said.topic, said.says, reader().name, now(), said.note.strip()
    )
    if not given:
        abort(404)
    return verdicts(article_id)


def _plain(verdict: Verdict, content_hash: bytes) -> dict[str, object]:
    return {
        "topic": verdict.topic,
        "says": verdict.says,
        "who": verdict.who,
        "at": stamp(verdict.at),
        "note": verdict.note,
        "article": verdict.article_id,
        "classifier": round(verdict.machine.score, 4) if verdict.machine else None,
        "text_changed": verdict.judged.content_hash != content_hash,
    }
