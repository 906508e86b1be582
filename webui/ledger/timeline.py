"""What became of an article, as moments in words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.digests.wording import topic_names
from monitor.model import DeliveryState, Says, Topic, Verdict
from monitor.store.articles.traces import ArticleTrace, Mailing, PageTrace

_MAIL = {
    DeliveryState.QUEUED: "waits to be sent",
    DeliveryState.SENDING: "is being sent",
    DeliveryState.SENT: "was sent",
    DeliveryState.FAILED: "was refused for good",
    DeliveryState.UNKNOWN: "was cut off while being sent, and may have arrived",
}
_VERDICT = {
    Says.CARRIES: "decided that it carries",
    Says.NOT: "decided that it does not carry",
    Says.WITHDRAWN: "has withdrawn the decision on",
}


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    what: str
    feed_id: int | None = None
    outlet: str = ""  # of that feed; it comes before the words
    quoted: str = ""  # somebody else's words, which come after
    language: str = ""  # of what is quoted


def timeline(trace: ArticleTrace, topics: Sequence[Topic], *, with_mails: bool) -> list[Moment]:
    """The moments of an article, the earliest first. Who got it by mail is for admins only."""
    moments = [*_brought(trace), *_edited(trace), *(_decided(one, topics) for one in trace.verdicts)]
    if trace.reissued_at:
        words = "Brought again under a later date: it is no news again, and keeps its place in time."
        moments.append(Moment(trace.reissued_at, words))
    if with_mails:
        moments += [_mailed(mailing) for mailing in trace.mailings]
    return sorted(moments, key=lambda moment: moment.at)


def reading_of_page(page: PageTrace | None, *, is_wanted: bool) -> str:
    """How far the reading of the article's own page is."""
    if page is None:
        return "Not to be read yet." if is_wanted else "Not read: its feed does not ask for it."
    told = page.reason.sentence if page.reason else ""
    told += f" ({page.detail})" if page.detail else ""
    tries = f"{page.tries} {'try' if page.tries == 1 else 'tries'}"
    return f"{page.state.capitalize()} after {tries}" + (f": {told}." if told else ".")


def _brought(trace: ArticleTrace) -> Iterator[Moment]:
    first = next((one for one in trace.brought if one.feed_id == trace.feed_id), None)
    for one in trace.brought:
        if one is first:
            words = f"brought it first, and it was stored as article {trace.article_id}; in the feed it is"
        elif one.feed_id == trace.feed_id:
            words = "brought it again under another name; in the feed it is"
        else:
            words = "brought it too: the same address, so it stays one article; in the feed it is"
        yield Moment(one.at, words, one.feed_id, one.outlet, one.entry_id)


def _edited(trace: ArticleTrace) -> Iterator[Moment]:
    titles = [*(edit.former_title for edit in trace.edits), trace.article.title]
    for edit, following in zip(trace.edits, titles[1:], strict=True):
        if edit.former_title == following:
            yield Moment(edit.at, "Its text was edited; the headline stayed.")
        else:
            words = "Its headline was edited; until then it was"
            yield Moment(edit.at, words, quoted=edit.former_title, language=trace.article.language)


def _decided(verdict: Verdict, topics: Sequence[Topic]) -> Moment:
    name = next(iter(topic_names([verdict.topic], topics)), verdict.topic)
    words = f"{verdict.who} {_VERDICT[verdict.says]} {name}"
    return Moment(verdict.at, f"{words}:" if verdict.note else f"{words}.", quoted=verdict.note)


def _mailed(mailing: Mailing) -> Moment:
    if mailing.state is None:
        return Moment(mailing.made_at, f"Put into digest {mailing.digest_id}; no mail of it was written.")
    words = f"Put into digest {mailing.digest_id} to {mailing.recipient}, which {_MAIL[mailing.state]}"
    return Moment(mailing.made_at, words + (f" ({mailing.error})." if mailing.error else "."))
