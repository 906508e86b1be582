"""Take over the feeds of an OPML file: each once, all in one transaction, their first polls spread out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.feeds.admission import refusal_to_save
from monitor.feeds.opml import FeedList, Listed, read_opml
from monitor.model import Feed, Fetched, FetchFailed, FetchRequest, Reason
from monitor.pipeline.lookups import Tools
from monitor.settings import PollingSettings
from monitor.store import Store

_ACCEPT = "text/x-opml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_BETWEEN = timedelta(seconds=2)  # two first polls, so that many new feeds do not push the others out of turn
_LONGEST = timedelta(hours=1)  # until the last first poll


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each feed of a list."""

    added: tuple[Feed, ...]
    known: tuple[str, ...]  # a line of the file, and where that feed is already
    refused: tuple[Problem, ...]  # with the line and the reason
    repaired: bool  # the file was not well-formed

    @property
    def sentence(self) -> str:
        """The counts, for people."""
        counts = (
            f"{len(self.added):,} added, {len(self.known):,} known already, {len(self.refused):,} refused"
        )
        return (
            f"{counts}; the file was not well-formed and has been mended." if self.repaired else f"{counts}."
        )


def import_opml(store: Store, polling: PollingSettings, body: bytes, name: str, now: datetime) -> Imported:
    """Add the feeds of an OPML file; `name` is what messages call it. Repeated, it ends the same.

    Raises ConfigurationError for a file that is refused as a whole, and adds nothing then.
    """
    found = read_opml(body, name)
    if not found.feeds and not found.refused:
        raise ConfigurationError([Problem(name, "lists no feed", "export it again with the feeds in it")])
    refused, admitted = _admitted(found, polling, name)
    held = {same_feed_key(row.feed.url): row.feed for row in store.feeds.all()}
    new, known = _sorted_out(admitted, held, name)
    store.feeds.add(new, now, spread=min(_BETWEEN * len(new), _LONGEST))
    return Imported(tuple(new), tuple(known), (*found.refused, *refused), found.repaired)


async def fetch_opml(tools: Tools, url: str) -> bytes:
    """The file at an address. Raises ConfigurationError where there is none to be had."""
    answer = await tools.fetcher.fetch(FetchRequest(url, {"Accept": _ACCEPT}, person_waits=True))
    if isinstance(answer, Fetched):
        return answer.body
    reason = answer.reason if isinstance(answer, FetchFailed) else Reason.HTTP_STATUS
    raise ConfigurationError([Problem(url, reason.sentence, "save the file yourself and import that")])


def _admitted(found: FeedList, polling: PollingSettings, name: str) -> tuple[list[Problem], list[Listed]]:
    """Those that would never be polled, and the others."""
    refused: list[Problem] = []
    admitted: list[Listed] = []
    for listed in found.feeds:
        refusal = refusal_to_save(listed.feed.url, polling, f"{name}:{listed.line}: xmlUrl")
        if refusal is not None:
            refused.append(refusal)
        else:
            admitted.append(listed)
    return refused, admitted


def _sorted_out(
    admitted: Sequence[Listed], held: Mapping[str, Feed], name: str
) -> tuple[list[Feed], list[str]]:
    """Those that are new, and a sentence for each that the desk or an earlier line has."""
    new: dict[str, Listed] = {}
    known: list[str] = []
    for listed in admitted:
        key, where = same_feed_key(listed.feed.url), f"{name}:{listed.line}"
        if key in held:
            known.append(f"{where}: {listed.feed.url} is on the desk as “{held[key].name}”")
        elif key in new:
            known.append(f"{where}: {listed.feed.url} is the feed of line {new[key].line}")
        else:
            new[key] = listed
    return [listed.feed for listed in new.values()], known
