"""How values read on a page: times, numbers, names of languages and topics."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from monitor.feeds.health import span, volume
from monitor.languages import language_name
from monitor.model import Role, Source, Topic
from webui import site, zones

STYLES = 6  # underline and colour pairs that components.css holds; further topics begin anew
IMPORTANT = (0.3, 0.5, 0.7)  # steps of a story's importance that a list is narrowed down by
_SURE = ((0.9, "almost certainly"), (0.75, "very likely"), (0.6, "likely"))  # from that figure on


def register(app: Flask) -> None:
    app.jinja_env.filters.update(
        clock=clock, moment=moment, stamp=stamp, ago=ago, until=until, language=language_name,
        country=country_name, web_address=web_address, host=host, count=count, style=style_of, topic_name=topic_name,
        day_name=day_name, days=days, given=given, volume=volume, span=span,
        how_sure=how_sure, options=options, aged=aged, importance_bars=importance_bars,
    )  # fmt: skip
    app.jinja_env.globals.update(
        Role=Role,
        zones=zones.by_region,
        visitor=site.visitor,
        zone=site.zone,
        now=site.now,
        warnings=site.warnings,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def installation() -> dict[str, object]:
        return {"open_desk": site.site().open_desk}


def clock(when: datetime) -> str:
    """07:42, in the visitor's zone."""
    return when.astimezone(site.zone()).strftime("%H:%M")


def moment(when: datetime) -> str:
    """Fri 21 Nov 2025, 07:42 EET, in the visitor's zone."""
    return _moment(when, site.zone())


@lru_cache(maxsize=4096)  # a list shows the same moments again and again
def _moment(when: datetime, zone: ZoneInfo) -> str:
    local = when.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} {local:%Z}".strip()


def stamp(when: datetime) -> str:
    """The instant as ISO 8601, in UTC, to the second."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def day_name(day: datetime) -> str:
    """Today, Yesterday or the date, as the visitor's zone has it."""
    today = site.now().astimezone(site.zone()).date()
    name = f"{day:%A} {day.day} {day:%B}"
    if day.date() == today:
        return f"Today, {name}"
    if day.date() == today - timedelta(days=1):
        return f"Yesterday, {name}"
    return name if day.year == today.year else f"{name} {day.year}"


def days(since: date | None, until: date | None) -> str:
    """2 Nov 2025 to 9 Nov 2025; both days belong to it, and where one is none there is no end on that side."""
    if since and until and since != until:
        return f"{_day(since)} to {_day(until)}"
    if since:
        return _day(since) if until else f"since {_day(since)}"
    return f"until {_day(until)}" if until else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def ago(when: datetime) -> str:
    """5 min ago, 3 h ago, 2 days ago."""
    return "just now" if site.now() - when < timedelta(minutes=1) else f"{_span(site.now() - when)} ago"


def until(when: datetime) -> str:
    """in 5 min; now, for what is due."""
    return "now" if when - site.now() < timedelta(minutes=1) else f"in {_span(when - site.now())}"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // 1440} days"


def count(number: int) -> str:
    """12 345, with thin spaces that do not break."""
    return f"{number:,}".replace(",", "\u202f")


@cache
def country_name(code: str) -> str:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    names = dict(line.split("\t")[:2] for line in table.splitlines() if not line.startswith("#"))
    return {**names, "EU": "European Union", "GB": "United Kingdom"}.get(code, code)


def web_address(url: str) -> str:
    """The address where it is one that a browser may safely open; else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and url.isprintable() and " " not in url
    return url if sound else ""


def host(url: str) -> str:
    """The host of a sound address, to show where a link leads."""
    return urlsplit(url).hostname or ""


def how_sure(source: Source) -> str:
    """How sure it is whose text a report is, in words."""
    return next((words for least, words in _SURE if source.sure >= least), "perhaps")


def aged(when: datetime) -> Markup:
    """How long ago; when it was in the visitor's zone, on hover."""
    said = f'<time datetime="{stamp(when)}" title="{moment(when)}">{ago(when)}</time>'
    return Markup(said)  # noqa: S704  figures, and names of days, months and zones


def importance_bars(score: float | None) -> Markup:
    """How important a story is, as so many bars; the figure stands in words too. Its place, where it is not known."""
    return _bars(f"{score:.2f}", sum(score >= step for step in IMPORTANT)) if score is not None else _NO_BARS


_NO_BARS = Markup('<span class="desk-weight"></span>')


@lru_cache(maxsize=512)
def _bars(figure: str, steps: int) -> Markup:
    return Markup(
        '<span class="desk-weight weight-{steps}" title="Importance {figure}, from 0 to 1">'
        '<svg viewBox="0 0 12 10" aria-hidden="true" focusable="false"><rect x="0" y="6" width="3" height="4"/>'
        '<rect x="4.5" y="3" width="3" height="7"/><rect x="9" y="0" width="3" height="10"/></svg>'
        '<span class="visually-hidden">Importance {figure}</span></span>'
    ).format(steps=steps, figure=figure)


class Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


def options(offered: Iterable[Named], chosen: int | None) -> Markup:
    """The options of a field that chooses one of many, by their names; put together anew only where these change."""
    made = _options(tuple((one.id, one.name) for one in offered))
    return made if chosen is None else Markup(str(made).replace(f'"{chosen}"', f'"{chosen}" selected', 1))  # noqa: S704


@lru_cache(maxsize=8)
def _options(offered: tuple[tuple[int, str], ...]) -> Markup:
    return Markup().join(Markup('<option value="{}">{}</option>').format(*one) for one in offered)


def given(attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes of an element that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}


def topic_name(slug: str, topics: list[Topic]) -> str:
    """The name of a topic; of one that is gone its slug."""
    return next((topic.name for topic in topics if topic.slug == slug), "") or slug


def style_of(slug: str, topics: list[Topic]) -> int:
    """Which of the mark styles a topic has: its place on the desk, counted from 1."""
    place = next((place for place, topic in enumerate(topics) if topic.slug == slug), 0)
    return place % STYLES + 1
