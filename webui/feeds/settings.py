"""What an admin has set for a feed, and which of it is out of the ordinary. Pure."""

from dataclasses import dataclass

from monitor.languages import language_name
from monitor.model import Feed, Rights
from webui.display import country_name

_RIGHTS = {
    Rights.HEADLINE: "the headline and a link only",
    Rights.EXTRACT: "the headline and a short extract",
    Rights.FULL: "the full text, to people who have signed in",
}


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    value: str
    is_default: bool


def settings_of(feed: Feed) -> list[Setting]:
    """Every setting in words, those that differ from a new feed's first."""
    new = Feed(feed.url, feed.name)
    found = [
        Setting("Kind", feed.kind or "not given", feed.kind == new.kind),
        Setting("Language", _language(feed), feed.language == new.language),
        Setting("Country", country_name(feed.country) if feed.country else "not given", not feed.country),
        Setting("Shown", _RIGHTS[feed.rights], feed.rights is new.rights),
        Setting("Full text", _pages(feed), feed.full_text == new.full_text),
    ]
    return sorted(found, key=lambda setting: setting.is_default)


def _language(feed: Feed) -> str:
    return language_name(feed.language) if feed.language else "found out for each article"


def _pages(feed: Feed) -> str:
    return "read from the pages of its items" if feed.full_text else "as the feed gives it"
