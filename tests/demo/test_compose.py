from datetime import UTC, datetime, timedelta

from monitor.demo import compose
from monitor.demo.model import Seeds

MIDNIGHT = datetime(2026, 3, 11, tzinfo=UTC)


def test_no_title_comes_twice_within_a_day(seeds: Seeds) -> None:
    first = compose.slot_at(MIDNIGHT)
    a_day = timedelta(days=1) // compose.EVERY
    last_use: dict[str, int] = {}
    for slot in range(first, first + 3 * a_day):
        title = compose.compose(seeds.phrasebook, slot).title
        assert slot - last_use.get(title, slot - a_day) >= a_day, title
        last_use[title] = slot


def test_every_template_has_titles_for_a_day(seeds: Seeds) -> None:
    book = seeds.phrasebook
    for template in book.templates:
        lasts = compose.title_count(book, template) * len(book.templates) * compose.EVERY
        assert lasts >= timedelta(days=1), template.title


def test_three_items_a_minute_come_out_each_in_its_own_slot(seeds: Seeds) -> None:
    first = compose.slot_at(MIDNIGHT)
    moments = [compose.compose(seeds.phrasebook, slot).published for slot in range(first, first + 180)]
    assert all(compose.slot_at(moment) == first + at for at, moment in enumerate(moments))
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] < timedelta(hours=1)


def test_sentences_are_whole(seeds: Seeds) -> None:
    first = compose.slot_at(MIDNIGHT)
    for slot in range(first, first + 500):
        item = compose.compose(seeds.phrasebook, slot)
        assert not set("{}") & set(item.title + item.summary)
        assert item.title[0] == item.title[0].upper()
        assert item.outlet in seeds.outlets
        assert seeds.outlets[item.outlet].language in (item.language, "")
