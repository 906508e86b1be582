"""The form of a feed; its rules are those of the configuration file."""

from collections.abc import Iterable
from typing import Any

from wtforms import Form, StringField

from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError
from monitor.model import Feed
from monitor.store.feed_rows import FeedRow


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class FeedForm(Form):
    url = StringField("Feed address", filters=[_stripped], description="Of the RSS, Atom or RDF file itself.")
    name = StringField("Name", filters=[_stripped], description="As readers know the outlet.")
    site = StringField("Web site", filters=[_stripped], description="Optional.")
    language = StringField(
        "Language",
        filters=[_stripped],
        description="Two letters, such as uk. Empty: found out for each article.",
    )
    country = StringField(
        "Country", filters=[_stripped], description="Two capital letters, such as UA. Optional."
    )
    kind = StringField("Kind", filters=[_stripped], description="Wire, trade press, ministry … Optional.")

    def checked(self, others: Iterable[FeedRow], paused: bool = False) -> Feed | None:
        """The feed that was typed in; None where something is wrong, which then stands at its field."""
        values: dict[str, Any] = {**self.data, "paused": paused}
        try:
            feed = checked_feed(values)
        except ConfigurationError as error:
            for problem in error.problems:
                self.complain(problem.where, f"{problem.what}: {problem.remedy}.")
            return None
        twin = _twin(feed, others)
        if twin is None:
            return feed
        self.complain(
            "url", f"is the address of “{twin.feed.name}” already: change that feed, or give another address."
        )
        return None

    def complain(self, field: str, sentence: str) -> None:
        held = self[field]
        held.errors = [*held.errors, sentence[0].upper() + sentence[1:]]


def _twin(feed: Feed, others: Iterable[FeedRow]) -> FeedRow | None:
    key = same_feed_key(feed.url)
    return next((row for row in others if same_feed_key(row.feed.url) == key), None)
