"""Nothing travels on at a length that nobody needs, and the feed's note says what was cut."""

import pytest

from monitor.feeds.limits import ENTRY_LIMIT, MARKUP
from monitor.feeds.parse import parse
from monitor.model import Fetched, ParsedFeed

URL = "https://outlet.example/feed"


def feed(*items: str, tail: str = "</channel></rss>") -> ParsedFeed:
    body = f"<rss version='2.0'><channel><title>Outlet</title>{''.join(items)}{tail}"
    found = parse(Fetched(URL, body.encode(), {}))
    assert isinstance(found, ParsedFeed)
    return found


def items(number: int, text: str = "") -> list[str]:
    return [
        f"<item><title>T{n}</title><guid isPermaLink='false'>{n}</guid><description>{text}</description></item>"
        for n in range(number)
    ]


@pytest.mark.reliability(19)
@pytest.mark.parametrize("text", ["", "x" * 300])
def test_of_very_many_items_the_first_are_read(text: str) -> None:
    found = feed(*items(ENTRY_LIMIT + 50, text))
    assert [entry.id for entry in found.entries] == [str(number) for number in range(ENTRY_LIMIT)]
    assert found.damaged == "1,050 items, of which the first 1,000 are read"


@pytest.mark.reliability(19)
@pytest.mark.timeout(30)
def test_twenty_thousand_items_are_read_in_time_and_what_stands_behind_them_too() -> None:
    found = feed(*items(20_000, "text" * 10), tail="<link>https://outlet.example/</link></channel></rss>")
    assert len(found.entries) == ENTRY_LIMIT
    assert found.site == "https://outlet.example/"
    assert found.damaged == "20,000 items, of which the first 1,000 are read"


@pytest.mark.reliability(19)
def test_long_fields_are_cut_and_long_addresses_dropped() -> None:
    categories = "".join(f"<category>{number}{'c' * 200}</category>" for number in range(60))
    found = feed(
        f"<item><title>{'t' * 4_000_000}</title><link>https://outlet.example/{'l' * 1_000_000}</link>"
        f"<description>{'d' * 100_000}</description><author>{'a' * 5_000}</author>"
        f"{categories}"
        f'<enclosure type="image/png" url="https://outlet.example/{"i" * 3_000}"/></item>'
    )
    (entry,) = found.entries
    lengths = (len(entry.title), entry.link, len(entry.summary), len(entry.author), entry.image)
    assert lengths == (2_000, "", MARKUP, 500, "")
    assert (len(entry.categories), {len(category) for category in entry.categories}) == (50, {100})
    assert found.damaged == (
        "1 x list of categories cut to 50; 1 x link dropped: over 2,000 characters; "
        "1 x title cut to 2,000 characters; 1 x summary cut to 64,000 characters; "
        "1 x author cut to 500 characters; 50 x category cut to 100 characters; "
        "1 x image dropped: over 2,000 characters"
    )


@pytest.mark.reliability(19, 20)
def test_long_ids_that_begin_alike_stay_two() -> None:
    found = feed(
        *(
            f"<item><title>t</title><guid isPermaLink='false'>{'g' * 5_000}{number}</guid></item>"
            for number in (1, 2, 1)
        )
    )
    first, second, again = (entry.id for entry in found.entries)
    assert len(first) == 2_000
    assert first == again != second


def test_what_is_of_sane_length_is_not_remarked_on() -> None:
    assert feed(*items(3, "x" * MARKUP)).damaged == ""
