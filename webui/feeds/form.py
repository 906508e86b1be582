"""The form of a feed; its rules are those of the configuration file."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Form, SelectField, StringField

from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.admission import refusal_to_save
from monitor.model import Feed, Rights
from monitor.settings import PollingSettings
from monitor.store.polling.feed_rows import FeedRow


def stripped(text: str | None) -> str:
    return (text or "").strip()


class FeedForm(Form):
    url = StringField(
        "Feed address", filters=[stripped], description="Of the feed itself: RSS, Atom, RDF or JSON Feed."
    )
    name = StringField("Name", filters=[stripped], description="As readers know the outlet.")
    site = StringField("Web site", filters=[stripped], description="Optional.")
    language = StringField(
        "Language",
        filters=[stripped],
        description="Two letters, such as uk. Empty: found out for each article.",
    )
    country = StringField(
        "Country", filters=[stripped], description="Two capital letters, such as UA. Optional."
    )
    kind = StringField("Kind", filters=[stripped], description="Wire, trade press, ministry … Optional.")

    rights = SelectField(
        "What the desk may show",
        choices={
            Rights.HEADLINE.value: "The headline and a link",
            Rights.EXTRACT.value: "A short extract too",
            Rights.FULL.value: "The full text, to people who have signed in",
        },
        default=Rights.EXTRACT.value,
        coerce=str,
        description="By the publisher's terms. Topics are found in the whole text in any case.",
    )
    full_text = BooleanField("Read the pages that its items link to, for their full text")

    def checked(
        self, others: Iterable[FeedRow], polling: PollingSettings, paused: bool = False
    ) -> Feed | None:
        """The feed that was typed in; None where something is wrong, which then stands at its field."""
        values: dict[str, Any] = {**self.data, "paused": paused}
        try:
            feed = checked_feed(values)
        except ConfigurationError as error:
            for problem in error.problems:
                self.complain(problem.where, f"{problem.what}: {problem.remedy}.")
            return None
        if refusal := refusal_to_save(feed.url, polling):
            self.complain("url", f"{refusal.what}: {refusal.remedy}.")
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
