from datetime import UTC, datetime, timedelta

from monitor.demo import pages
from monitor.demo.model import NewsItem, Outlet, Seeds

HOSTILE = 'Tom & "Jerry" <script>alert(1)</script>'
MOMENT = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


def _hostile(seeds: Seeds) -> tuple[Outlet, NewsItem]:
    outlet = seeds.outlets["sweepline"].model_copy(update={"name": HOSTILE})
    later = MOMENT + timedelta(minutes=5)
    return outlet, NewsItem("sweepline", "x", MOMENT, later, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (), "en")


def test_no_text_of_a_seed_is_taken_for_markup(seeds: Seeds) -> None:
    outlet, item = _hostile(seeds)
    for page in (pages.article(outlet, item), pages.front(outlet, [item]), pages.index([outlet])):
        assert "<script>" not in page
        assert "Tom &amp; &quot;Jerry&quot; &lt;script&gt;" in page
    # the item's title and the outlet's name twice each, author, lead and paragraph once
    assert pages.article(outlet, item).count("&lt;script&gt;") == 7


def test_an_edited_article_says_when(seeds: Seeds) -> None:
    assert "11 March 2026, 09:30 UTC (updated 09:35 UTC)" in pages.article(*_hostile(seeds))
