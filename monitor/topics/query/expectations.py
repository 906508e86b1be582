"""What the parser expected and found, in words for people who write queries."""

from collections.abc import Set

_CHARACTERS = {
    '"': ("this quotation mark is never closed", 'write another " at the end of the phrase'),
    "“": ("this quotation mark is never closed", "write ” at the end of the phrase"),
    "„": ("this quotation mark is never closed", "write “ at the end of the phrase"),
    "«": ("this quotation mark is never closed", "write » at the end of the phrase"),
    "/": ("this regular expression is never closed", r"write / at its end, and \/ for a slash within it"),
    "@": ("no concept is named", "write its name directly after the @"),
    "=": ("nothing stands after the =", "write a word, a phrase or a regular expression directly after it"),
    ":": ("no field stands before the colon", "write one of title: lead: body: lang: outlet: country: kind:"),
}
_OPERATORS = {"_AND": "AND", "_OR": "OR", "_NOT": "NOT", "SAME": "SAME", "NEAR": "NEAR/5"}


def of_character(character: str) -> tuple[str, str]:
    """What is wrong, and what to write, where no word, phrase or operator begins with this character."""
    return _CHARACTERS.get(character, (f"{character!r} means nothing here", "write a word or a phrase"))


def of_token(found: str, accepted: Set[str]) -> tuple[str, str]:
    """What is wrong, and what to write, where another token was found (none: the query ended)."""
    what = f"found {_shown(found)}" if found else "the query ends too early"
    if "WORD" not in accepted:
        joining = [word for name, word in _OPERATORS.items() if name in accepted and name != "_NOT"]
        return what, f"expected {', '.join(joining) or 'the end'}"
    places = 'a word, a "phrase", a /regular expression/, a @concept'
    if "FIELD" in accepted:
        places += ", a field such as title:"
    if "_NOT" in accepted:
        places += ", NOT"
    return what, f"expected {places} or an opening parenthesis"


def _shown(found: str) -> str:
    if found == ")":
        return "a closing parenthesis"
    return found if len(found) <= 40 else f"{found[:40]}…"
