"""Dates that a text names: "5 March 2024", "am 5. März", "5 марта", "2024-03-05", "March 5"."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "jan* januar* janvier enero ener* gennaio janeiro styczn* ocak січ* январ*",
    "feb* februar* fevrier febrero febbraio fevereiro lut* subat лют* феврал*",
    "mar march marz mars marzo marco marca mart берез* март*",
    "apr* april* avril abril aprile kwietn* nisan квіт* апрел*",
    "may mai mayo maggio maio maja mayis трав* мая май",
    "jun* june juin junio giugno junho czerwc* haziran черв* июн*",
    "jul* july juillet julio luglio julho lipc* temmuz лип* июл*",
    "aug* august* aout agosto sierpn* agustos серп* август*",
    "sep* sept* settembre setembro wrzes* eylul верес* сентябр*",
    "oct* okt* octobre ottobre outubro pazdz* ekim жовт* октябр*",
    "nov* novembre listopad* kasim листопад* ноябр*",
    "dec* dez* dicembre diciembre grudn* aralik груд* декабр*",
)


def _shape(words: str) -> str:
    """Abbreviations may end in a full stop; a star stands for further letters."""
    return "|".join(w.replace("*", r"\w*") for w in sorted(words.split(), key=len, reverse=True))


_MONTH = "|".join(f"(?P<m{number}>{_shape(words)})" for number, words in enumerate(_MONTHS, start=1))
# Each begins with a figure, and then looks back: to look for figures is quick, to look back everywhere is not.
_ISO = re.compile(r"(\d(?<!\d\d)\d{3})[- /](\d{2})[- /](\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?P<day>\d(?<!\w\d)\d?)(?:\.|st|nd|rd|th|er|º)? (?:de |of )?(?:{_MONTH})\.?(?:,? (?:de )?(?P<year>\d{{4}}))?(?!\w)"  # noqa: E501
)
_SPACED_FIGURE = re.compile(r" \d")
# From where the word before the day begins, or what stands before it without a space: '"March 5'.
_MONTH_FIRST = re.compile(
    rf"[^ ]*?(?<!\w)(?P<date>(?:{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?(?![\w:]))"
)
_HALF_A_YEAR = 183  # days


@dataclass(frozen=True, slots=True)
class Day:
    """A date met in a text, from `start` to `end` (characters)."""

    day: date
    start: int
    end: int


def days(folded: str, told: date) -> list[Day]:
    """The dates of a folded text, in order of place. One without a year is the one nearest to the day it was told."""
    found: dict[int, Day] = {}
    for match in _ISO.finditer(folded):
        _put(found, match.span(), _date(int(match[1]), int(match[2]), int(match[3])))
    for match in _DAY_FIRST.finditer(folded):
        _put(found, match.span(), _named(match, told))
    for figure in _SPACED_FIGURE.finditer(folded):
        if named := _MONTH_FIRST.match(folded, folded.rfind(" ", 0, figure.start()) + 1):
            _put(found, named.span("date"), _named(named, told))
    return [found[start] for start in sorted(found)]


def _named(match: re.Match[str], told: date) -> date | None:
    month = next(n for n in range(1, 13) if match[f"m{n}"])
    year = int(match["year"]) if match["year"] else 0
    return _date(year, month, int(match["day"])) if year else _nearest(month, int(match["day"]), told)


def _put(found: dict[int, Day], span: tuple[int, int], day: date | None) -> None:
    start, end = span
    taken = any(known.start < end and start < known.end for known in found.values())
    if day and not taken:
        found[start] = Day(day, start, end)


def _nearest(month: int, day: int, told: date) -> date | None:
    near = (_date(told.year + step, month, day) for step in (0, -1, 1))
    return next((found for found in near if found and abs((found - told).days) <= _HALF_A_YEAR), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
