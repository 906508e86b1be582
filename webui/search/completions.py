"""What can be written into the box of the search, with what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.configuration.codes import LANGUAGES
from monitor.languages import language_name
from monitor.model import Topic
from monitor.store.polling.feed_rows import FeedRow
from monitor.topics.query.tree import Quality
from monitor.topics.text import glossary
from webui.display import country_name
from webui.search.narrowing import condition

_WRITTEN = (
    ("title:", "in the headline"),
    ("lead:", "in the first two sentences below the headline"),
    ("body:", "below the headline"),
    ("lang:", "the language of the article"),
    ("outlet:", "words in the outlet’s name"),
    ("country:", "the outlet’s country"),
    ("kind:", "the outlet’s kind"),
    ("OR", "one of both"),
    ("NOT", "without what follows"),
    ("NEAR/5", "at most 5 words apart"),
    ("ONEAR/5", "at most 5 words apart, in this order"),
    ("SAME", "in one sentence"),
)


@dataclass(frozen=True, slots=True)
class Completion:
    text: str  # to write
    means: str


def completions(topics: Sequence[Topic], feeds: Sequence[FeedRow]) -> list[Completion]:
    """Fields and operators, the desk's concepts, and the outlets, languages, countries and kinds of its feeds."""
    return [
        *(Completion(*one) for one in _WRITTEN),
        *(
            Completion(f"@{name}", f"any word for {glossary.plain(name)}, in all languages")
            for name in glossary.terms(topics)
        ),
        *_origins(feeds),
    ]


def _origins(feeds: Sequence[FeedRow]) -> Iterator[Completion]:
    languages = {row.feed.language.partition("-")[0].lower() for row in feeds} & set(LANGUAGES)
    for code in sorted(languages, key=language_name):
        yield Completion(f"lang:{code}", language_name(code))
    for country in sorted({row.feed.country for row in feeds if row.feed.country}, key=country_name):
        yield Completion(f"country:{country}", country_name(country))
    for kind in sorted({row.feed.kind for row in feeds}):
        if one := condition(Quality.KIND, kind):
            yield Completion(str(one), kind)
    for name in sorted({row.feed.name for row in feeds}, key=str.lower):
        if one := condition(Quality.OUTLET, name):
            yield Completion(str(one), name)
