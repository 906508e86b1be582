"""What a text calls a speaker beside the name: "the minister, X", "X, head of the agency"."""

import regex as re  # type: ignore[import-untyped]

from monitor.stories.quotes.people import Person
from monitor.stories.quotes.words import ROLE, SAYS

_LONGEST = 10  # words
_REACH = 200  # characters before and after a name in which its role stands
_WHO = ("who ", "der ", "die ", "qui ", "який ", "яка ")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BOUND = re.compile(r"[,;:()«»“”„\"—–]|[.!?…]\s")
_ARTICLE = re.compile(
    r"the|a|an|der|die|das|ein|eine|le|la|les|un|une|his|her|its|sein|seine|ihr|ihre|son|sa", re.I
)
_LINK = re.compile(
    r"how|as|that|when|while|where|if|dass|weil|wenn|wie|comme|que|quand|що|як|коли|что|как|когда", re.I
)
_ELISION = re.compile(r"^[LlDd]['’]")
_AND = re.compile(
    r"^(?:and|und|so|et|та|і|й|и|but|aber|mais|але|also|auch|wie|au|за словами|according to|laut|selon|d['’]après)\s+",
    re.I,
)


def role_of(text: str, person: Person, start: int, end: int) -> str:
    """The speaker's role within the clause from `start` to `end`; "" if it tells none."""
    before = _before(text[max(start, person.start - _REACH) : person.start])
    if before:
        return before
    after = re.match(
        r"(?:\s\(\d+\))?,\s*([^,.;:!?«»“”„\"]+)", text[person.end : min(end, person.end + _REACH)]
    )
    if not after:
        return ""
    return after[1].strip() if after[1].startswith(_WHO) else _fit(after[1])


def _before(text: str) -> str:
    """The words between the last mark or verb of saying and the name, were they to hold a title."""
    stripped = text.rstrip()
    apposed = stripped.endswith(",")
    segment = _last(stripped.rstrip(","))
    verbs = list(SAYS.finditer(segment))
    if verbs:
        segment = segment[verbs[-1].end() :]
    segment = _AND.sub("", segment.strip())
    return _fit(segment) if segment and (apposed or not stripped.endswith(".") or len(segment) < 5) else ""


def _last(text: str) -> str:
    ends = [match.end() for match in _BOUND.finditer(text)]
    return text[ends[-1] :] if ends else text


def _fit(segment: str) -> str:
    """The segment from its title on, with one word before that, or two after an article; "" if it holds none."""
    words = list(_WORD.finditer(segment))
    title = next((number for number, word in enumerate(words) if _is_title(word[0])), -1)
    if title < 0 or len(words) > _LONGEST or SAYS.match(segment.strip()):
        return ""
    kept = max(0, title - (2 if title > 1 and _ARTICLE.fullmatch(words[title - 2][0]) else 1))
    kept += kept < title and bool(_LINK.fullmatch(words[kept][0]))
    return segment[words[kept].start() :].strip()


def _is_title(word: str) -> bool:
    bare = _ELISION.sub("", word)
    return bool(ROLE.fullmatch(bare) or ROLE.fullmatch(bare.rpartition("-")[2]))
