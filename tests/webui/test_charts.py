"""Drawings hold what they are given, at its place, and escape all of it."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from monitor.topics.intervals import Share
from webui.charts.bars import Bar, bars
from webui.charts.line import Band, Line, Mark, Stop, key, line
from webui.charts.scale import on_log, top_of
from webui.charts.shares import Series, shares
from webui.charts.spans import Span, Spread, spans

BAD = "<script>alert(1)</script>\"'&"
SPREAD = Spread(60, 120, 600, 3600, 7200)
TICKS = ((60.0, "1 min"), (600.0, "10 min"), (6000.0, "100 min"))


def read(markup: Markup) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml")


def points(shape) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in shape["points"].split()]


@given(st.floats(0, 1e9))
def test_a_scale_holds_its_values_has_a_plain_middle_and_wastes_under_two_fifths(highest: float) -> None:
    top = top_of(highest)
    assert top >= highest
    assert top % 2 == 0
    assert top == 4 or highest > top * 0.6


@given(st.floats(0, 1e9))
def test_a_place_on_a_logarithmic_scale_stays_on_it(value: float) -> None:
    assert 0 <= on_log(value, 60, 6000) <= 1


def test_equal_factors_are_equal_ways_on_a_logarithmic_scale() -> None:
    assert [on_log(value, 60, 6000) for value in (60, 600, 6000)] == pytest.approx([0, 0.5, 1])


def test_a_line_stands_as_high_as_its_values_and_says_them() -> None:
    drawn = read(line(Line("Volume", [0, 4, 2], stops=[Stop("a", "/a"), Stop("b"), Stop("c", "/c")], top=8)))
    assert drawn.svg["aria-label"] == "Volume"
    assert points(drawn.select_one(".chart-line")) == [(0, 100), (1, 50), (2, 75)]
    assert [title.text for title in drawn.select("title")] == ["a", "b", "c"]
    assert [link["href"] for link in drawn.select("a")] == ["/a", "/c"]
    assert [text.text for text in drawn.select(".chart-scale")] == ["4", "8"]


def test_a_band_is_drawn_where_it_is_known_and_only_there() -> None:
    known = Band(2, 1, 3)
    drawn = read(line(Line("", [1] * 6, [known, known, None, known, known, known], top=4)))
    assert [len(points(band)) for band in drawn.select(".chart-band")] == [4, 6]
    assert [points(usual)[0] for usual in drawn.select(".chart-usual")] == [(0, 50), (3, 50)]
    assert read(line(Line("", [1, 2]))).select(".chart-band") == []


def test_what_is_not_over_yet_is_drawn_apart() -> None:
    drawn = read(line(Line("", [4, 4, 1], top=4, is_partial=True)))
    whole, part = drawn.select(".chart-line")
    assert points(whole) == [(0, 0), (1, 0)]
    assert points(part) == [(1, 0), (2, 75)]
    assert drawn.select_one(".chart-so-far")["cx"] == "100%"


def test_names_at_the_ends_stay_inside() -> None:
    drawn = read(line(Line("", [1] * 101, marks=[Mark(0, "a"), Mark(50, "b"), Mark(100, "c")])))
    assert [name["text-anchor"] for name in drawn.select(".chart-name")] == ["start", "middle", "end"]


def test_of_names_that_stand_close_every_other_gives_way_on_a_phone() -> None:
    days = [Mark(place, day) for place, day in zip((100, 10, 27, 44, 61, 82), "fabcde", strict=True)]
    drawn = read(line(Line("", [1] * 101, marks=days)))
    assert [name.text for name in drawn.select(".chart-name")] == list("abcdef")
    assert [name.text for name in drawn.select(".chart-name-close")] == ["a", "c", "e"]


def test_the_longest_bar_takes_all_the_room_unless_others_share_the_scale() -> None:
    rows = [Bar("a", 8, "8", "/a"), Bar("b", 2, "2")]
    drawn = read(bars(rows))
    assert [bar["width"] for bar in drawn.select(".chart-fill")] == ["100%", "25%"]
    assert [bar["width"] for bar in read(bars(rows, 16)).select(".chart-fill")] == ["50%", "12.5%"]
    assert [link["href"] for link in drawn.select("a")] == ["/a"]
    assert read(bars([Bar("none", 0, "0")])).select_one(".chart-fill")["width"] == "0%"


def test_a_spread_has_its_median_at_its_place() -> None:
    drawn = read(spans([Span("a", SPREAD, "10 min", "title", "/feeds/1")], TICKS))
    assert drawn.select_one(".chart-dot")["cx"] == "50%"
    assert drawn.select_one(".chart-box")["x"] == "15.05%"
    assert drawn.a["href"] == "/feeds/1"


def test_shares_stand_between_their_limits_and_unknown_ones_not_at_all() -> None:
    found = Share(0.5, 0.25, 1.0, 8)
    drawn = read(
        shares("Quality", [Series("P", [None, found], ["", "said"]), Series("R", [None, None], ["", ""])], [])
    )
    assert len(drawn.select(".chart-dot")) == 1
    (reach,) = drawn.select(".chart-interval")
    middle = float(drawn.select_one(".chart-dot")["cy"])
    assert float(reach["y1"]) < middle < float(reach["y2"])
    assert drawn.select_one("title").text == "said"


@pytest.mark.parametrize(
    "draw",
    [
        lambda text: line(Line(text, [1, 2], marks=[Mark(0, text)], stops=[Stop(text, text), Stop(text)])),
        lambda text: bars([Bar(text, 1, text, text, title=text)]),
        lambda text: spans([Span(text, SPREAD, text, text, text)], TICKS),
        lambda text: shares(text, [Series(text, [Share(1, 1, 1, 1)], [text])], [Mark(0, text)]),
        lambda text: key([("chart-line", text)]),
    ],
)  # fmt: skip
def test_hostile_text_stays_text(draw: Callable[[str], Markup]) -> None:
    drawn = draw(BAD)
    assert "<script" not in drawn
    assert BAD in read(drawn).get_text() or BAD in str(read(drawn).find()["aria-label"])
