from dataclasses import replace
from datetime import UTC, datetime

from monitor.stories.copies.finding import Copies
from monitor.stories.grouping.assign import LARGEST, LONGEST
from monitor.stories.grouping.listing import grouped

WORDS = [
    f"{a}{b}{c}ton"
    for a in ("bal", "cor", "dem", "fal", "gor", "hes")
    for b in "aeiou"
    for c in ("rd", "lm", "sk", "nt", "rg")
]


def test_empty_texts_are_stories_of_their_own(article, reader, window):
    items = [article(f"e{n}", "", "") for n in range(50)]
    found = [answer["story"] for answer in grouped(items, reader, window.likeness, window.rarity)]
    assert found == [f"e{n}" for n in range(50)]


def test_twenty_thousand_identical_texts_are_copies_of_the_first(article):
    text = "The yard has stopped work on nine patrol boats because nobody paid the welders since the summer began."
    copies = Copies()
    found = [copies.add(article(f"i{n}", "Boats", text, day=n / 20_000)) for n in range(20_000)]
    assert found[0] == ""
    assert all(found[1:])
    assert copies.origin_of("i19999").id == "i0"


def test_a_stream_in_which_each_is_like_the_next_does_not_become_one_story(article, reader, window):
    items = [article(f"s{n}", " ".join(WORDS[n : n + 8]), day=n / 10) for n in range(len(WORDS) - 8)]
    for item in items:
        window.add(reader.read(item))
    assert max(story.size for story in window.stories.values()) < len(items) / 4


def test_no_story_outgrows_its_limits(article, reader, window):
    for n in range(LARGEST + 40):
        window.add(reader.read(article(f"g{n}", "Norrhamn yard halts nine Kolvarra boats", day=n / 8)))
    for story in window.stories.values():
        assert story.size <= LARGEST
        assert story.last - story.first <= LONGEST


def test_clocks_that_jump_break_nothing(article, reader, window):
    here = article("a", "Norrhamn yard halts nine Kolvarra boats")
    ages = [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
    ]
    window.add(reader.read(here))
    for number, at in enumerate(ages):
        window.add(reader.read(replace(here, key=f"j{number}", published=at, first_seen=at)))
    back = reader.read(replace(here, key="back"))
    window.add(back)
    assert window.story_of("back") == window.story_of("a")
    assert window.story_of("j0") != window.story_of("a")
