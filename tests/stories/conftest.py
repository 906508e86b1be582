from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model import Article, Circumstances
from monitor.stories.grouping.reading import Reader
from monitor.stories.grouping.seed_file import shipped_seed
from monitor.stories.grouping.window import Window
from monitor.topics.text.concepts import Matcher
from monitor.topics.text.lexicon import Finder
from monitor.topics.text.terms import Terms

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def article() -> Callable[..., Article]:
    def made(
        key: str, title: str, text: str = "", *, day: float = 0, outlet: str = "", lang: str = "en"
    ) -> Article:
        at = START + timedelta(days=day)
        return Article(
            key=key, entry_id=key, url=f"https://{outlet or key}.example/{key}", title=title, summary=text, content="",
            author="", language=lang, published=at, first_seen=at, content_hash=b"",
            circumstances=Circumstances(lang, outlet or f"{key}-paper"),
        )  # fmt: skip

    return made


@pytest.fixture(scope="session")
def reader() -> Reader:
    concepts = Terms(
        {"export": ["export*", "експорт*"], "tank": ["tank*", "panzer*"], "bribe": ["bribe*", "schmiergeld*"]}
    )
    nations = {
        "de/names": ["german*", "berlin", "deutsch*"],
        "no/names": ["norway", "oslo", "norweg*"],
    }
    return Reader(Finder(concepts, Terms(nations), frozenset(nations)), Matcher({}))


@pytest.fixture
def window() -> Window:
    return Window(*shipped_seed())
