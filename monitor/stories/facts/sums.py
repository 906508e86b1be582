"""Sums of money in a text: "€1.2bn", "1,2 Mrd. Euro", "two million dollars", "Rs 5,000 crore"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.stories.facts.numerals import Quantity

# By ISO 4217. Where several states call theirs so, the currency that most reports mean.
_CURRENCIES = {
    "USD": "us$ u.s.+dollar* us+dollar* dollar* dolar* dollari долар* доллар* usd $",
    "EUR": "euro euros euroa eur € євро евро avro",
    "GBP": "pound* £ gbp sterling funt* фунт* libras pfund sterline",
    "UAH": "hryvnia* hryvnya* uah ₴ грн гривен* гривн*",
    "RUB": "rouble* ruble* rubel rubli rublos руб рубл* ₽",
    "PLN": "zloty* złot* zlot* zl pln злот*",
    "TRY": "turkish+lira* lira liras tl ₺",
    "INR": "rupee* rs rs. ₹ inr roupies rupien рупи* рупі*",
    "JPY": "yen ¥ jpy",
    "CNY": "yuan* юан* renminbi cny",
    "KRW": "won ₩ krw",
    "SEK": "swedish+kron* kronor sek",
    "NOK": "norwegian+kron* kroner nok",
    "CHF": "franken swiss+franc* chf",
    "CZK": "koruna korun koruny kc czk крон",
    "BRL": "reais r$ brl",
    "RON": "lei ron",
    "ILS": "shekel* nis",
    "AUD": "a$ aud australian+dollar*",
    "CAD": "c$ cad canadian+dollar*",
    "HUF": "forint*",
    "PHP": "peso* ₱ php",
    "ZAR": "rand rands",
}


def _shape(term: str) -> str:
    escaped = re.escape(term).replace(r"\*", r"\w*").replace(r"\+", " ")
    return escaped + (r"(?!\w)" if term[-1].isalnum() or term[-1] == "*" else "")


_TERMS = sorted(
    ((t, code) for code, ts in _CURRENCIES.items() for t in ts.split()), key=lambda pair: -len(pair[0])
)
_ANY = "|".join(_shape(term) for term, _ in _TERMS)
_AFTER = re.compile(rf" ?(?:of |de |di |d'|in )?({_ANY})")
_BEFORE = re.compile(rf"(?<!\w)({_ANY}) ?$")
_REACH = 20  # characters before a number where its currency may stand


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money met in a text, from `start` to `end` (characters)."""

    amount: float
    currency: str  # ISO 4217
    start: int
    end: int

    @property
    def key(self) -> str:
        """The same for the same sum told in another language, to two digits: "1.24 billion" is "1.2bn"."""
        return f"{self.currency} {self.amount:.1e}"


def sums(folded: str, numbers: Iterable[Quantity]) -> list[Sum]:
    """Those of a folded text's numbers that are money."""
    found = []
    for number in numbers:
        after = _AFTER.match(folded, number.end)
        before = _BEFORE.search(folded[max(0, number.start - _REACH) : number.start])
        # "$5 million", and "1.5 million in US dollars": the sign before a number is the surer one.
        if before:
            found.append(Sum(number.value, _code(before[1]), number.start - len(before[0]), number.end))
        elif after:
            found.append(Sum(number.value, _code(after[1]), number.start, after.end()))
    return found


@lru_cache(maxsize=1024)
def _code(written: str) -> str:
    return next(code for term, code in _TERMS if re.fullmatch(_shape(term), written))
