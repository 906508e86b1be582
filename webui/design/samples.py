"""Invented things to show components with. Pure."""

from collections.abc import Sequence

from markupsafe import Markup
from wtforms import Form, SelectField, StringField, TextAreaField

from monitor.topics.intervals import Share
from webui.charts.bars import Bar, bars
from webui.charts.line import Band, Line, Mark, Stop, line
from webui.charts.shares import Series, shares
from webui.charts.spans import Span, Spread, spans
from webui.evidence import Segment

_VOLUME = (4, 7, 6, 9, 8, 3, 2, 5, 8, 7, 19, 21, 6, 3, 6)
_MINUTE, _HOUR = 60.0, 3600.0
_TICKS = ((_MINUTE, "1 min"), (_HOUR, "1 h"), (24 * _HOUR, "1 day"))
_CLOSE = (Mark(3, "9 Nov"), Mark(4, "10 Nov"))  # names that would touch on a phone


class SampleForm(Form):
    name = StringField("Name", description="As readers know the outlet.")
    address = StringField("Feed address", description="Of the feed itself.")
    rights = SelectField("What the desk may show", choices={"extract": "An extract", "full": "All of it"})
    note = TextAreaField("Note")


def form() -> SampleForm:
    """A form of which one field was filled in wrongly."""
    made = SampleForm(data={"name": "Norrland Press", "address": "ftp://norrlandpress.example"})
    made.address.errors = ["The address must begin with https:// or http://."]
    return made


def marked(topics: Sequence[str]) -> list[Segment]:
    """A headline in which each topic has its evidence, and two overlap."""
    segments = [Segment("The ministry ")]
    for place, slug in enumerate(topics):
        segments += [Segment(f"evidence {place + 1}", (slug,)), Segment(" and ")]
    return [*segments, Segment("both at once", tuple(topics[:2])), Segment(" are marked.")]


def charts() -> list[tuple[str, Markup]]:
    """Each kind of drawing with its name."""
    return [
        ("A line before what is normal", line(_line(is_partial=True))),
        ("A line with a spike", line(_line(is_partial=False))),
        ("A line alone", line(Line("Reports, normal not known", _VOLUME[:7], marks=_CLOSE))),
        ("Bars", bars([Bar("Norrland Press", 34, "34", "/design"), Bar("Wehrkurier", 9, "9")])),
        ("Shares with their intervals", _shares()),
        ("Spreads", spans([Span("Norrland Press", Spread(90, 240, 600, 1_900, 7_000), "10 min", "")], _TICKS)),
    ]  # fmt: skip


def _shares() -> Markup:
    return shares("Precision and recall", _series(), [Mark(0, "2 Nov"), Mark(2, "16 Nov")])


def _line(*, is_partial: bool) -> Line:
    bands: list[Band | None] = [Band(6, 2, 11) for _ in _VOLUME[:-1]]
    return Line(
        label="Reports a day, at most 21",
        values=_VOLUME,
        bands=[*bands, None if is_partial else bands[0]],
        spikes=() if is_partial else ((9.5, 2),),
        marks=[Mark(2, "8 Nov"), Mark(8, "14 Nov")],
        stops=[Stop(f"{value} reports") for value in _VOLUME],
        is_partial=is_partial,
    )


def _series() -> list[Series]:
    precision = (Share(0.9, 0.7, 0.97, 20), None, Share(0.8, 0.6, 0.9, 24))
    recall = (Share(0.7, 0.4, 0.9, 12), Share(0.75, 0.5, 0.9, 14), None)
    return [
        Series("Precision", precision, ["90%", "", "80%"]),
        Series("Recall", recall, ["70%", "75%", ""]),
    ]
