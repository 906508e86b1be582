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
_ISO = re.compile(r"(?<!\d)(\d{4})[- /](\d{2})[- /](\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\w)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)? (?:de |of )?(?:{_MONTH})\.?(?:,? (?:de )?(?P<year>\d{{4}}))?(?!\w)"  # noqa: E501
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?:{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?(?![\w:])"
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
        _put(found, match, _date(int(match[1]), int(match[2]), int(match[3])))
    for shape in (_DAY_FIRST, _MONTH_FIRST):
        for match in shape.finditer(folded):
            month = next(n for n in range(1, 13) if match[f"m{n}"])
            year = int(match["year"]) if match["year"] else 0
            _put(
                found,
                match,
                _nearest(month, int(match["day"]), told)
                if not year
                else _date(year, month, int(match["day"])),
            )
    return [found[start] for start in sorted(found)]


def _put(found: dict[int, Day], match: re.Match[str], day: date | None) -> None:
    taken = any(known.start < match.end() and match.start() < known.end for known in found.values())
    if day and not taken:
        found[match.start()] = Day(day, match.start(), match.end())


def _nearest(month: int, day: int, told: date) -> date | None:
    near = (_date(told.year + step, month, day) for step in (0, -1, 1))
    return next((found for found in near if found and abs((found - told).days) <= _HALF_A_YEAR), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
