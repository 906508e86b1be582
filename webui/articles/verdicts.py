"""Editors decide what an article is about; and what its page says of their decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, Says, Topic, Verdict
from monitor.store.articles.article_page import ArticlePage
from monitor.topics.verdicts import standing
from webui.access import needs
from webui.site import now, reader, site

LONGEST_NOTE = 500  # characters

_DONE = {
    Says.CARRIES: "Kept: it carries {topic}. The classifier will not change that.",
    Says.NOT: "Kept: it does not carry {topic}. The classifier will not change that.",
    Says.WITHDRAWN: "Withdrawn: the classifier decides on {topic} again, and judges the article anew within a minute.",
}

blueprint = Blueprint("verdicts", __name__, url_prefix="/articles")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people have said of an article, as its page tells it."""

    stand: Mapping[str, Verdict]  # by topic
    others: Sequence[Topic]  # that may be added: neither carried nor decided on
    history: Sequence[Verdict]  # the latest first
    text: bytes  # the hash of what the article says now

    def before_edit(self, verdict: Verdict) -> bool:
        """Whether the text has changed since this was said."""
        return verdict.judged.content_hash != self.text

    @property
    def refused(self) -> list[Verdict]:
        """Those by which the article does not carry a topic."""
        return [verdict for verdict in self.stand.values() if verdict.says is Says.NOT]


def decisions(article: ArticlePage, verdicts: Sequence[Verdict], topics: Sequence[Topic]) -> Decisions:
    """What the page tells, by the verdicts on the article in the order in which they fell."""
    stand = standing(verdicts)
    settled = {*stand, *(match.topic for match in article.matches)}
    others = [topic for topic in topics if topic.slug not in settled]
    return Decisions(stand, others, verdicts[::-1], article.content_hash)


@blueprint.post("/<id:article_id>/verdicts")
@needs(Role.EDITOR)
def give(article_id: int) -> ResponseReturnValue:
    names = {topic.slug: topic.name for topic in site().store.topics.all()}
    slug, says = request.form.get("topic", ""), request.form.get("says", "")
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    if slug not in names or says not in set(Says):
        abort(400)
    if not site().store.verdicts.give(article_id, slug, Says(says), reader().name, now(), note):
        abort(404)
    flash(_DONE[Says(says)].format(topic=names[slug]))
    return redirect(url_for("articles.show", article_id=article_id), 303)
