"""Which words of a text ascribe a quotation, and to whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex as re  # type: ignore[import-untyped]

from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.quotes.marks import Marked
from monitor.stories.quotes.people import Cast, Person, people
from monitor.stories.quotes.words import (
    ACCORDING,
    FOR,
    HE,
    HIS,
    INQUIT,
    NAMING,
    NOT_NAMES,
    SAYS,
    SAYS_FIRST,
    SO,
)

_FARTHEST = 240  # characters between a quotation and its speaker's name
_PRONOUN = 700  # and to the name that "he" stands for
_BESIDE_VERB = 14  # between a subject and its verb, for an auxiliary and an adverb
_TITLES = (
    r"(?<!\b\p{L})(?<!\b(?:Dr|Mr|Ms|Mrs|Gen|Col|Lt|Sgt|Prof|Sen|Rep|Gov|St|Jr|bzw|Nr|Art|ca|im|гр|ст|ім))"
)
_SENTENCE_END = re.compile(rf"{_TITLES}[.!?…]+[»”“’'\")\]]*\s+(?=[\p{{Lu}}\p{{N}}«„“‘\"'»—–])|\n")
_GERMAN = re.compile(
    r"\b(?:(?<!\bv[oa]n )der|das|und|eine?|einem|einen|einer|nicht|sagte?|ist|wird|werden|wir|im|zu|auf|für|dem|sich|"
    r"schreibt|keine|aus|bei|hatte|haben|heißt|jede[nrms]?)\b",
    re.IGNORECASE,
)
_AFTER_VERB = 6
_TITLE = 70  # characters of a title and a name
_COMMA = re.compile("[,;:]")
_TELLING = 2000  # characters by which it is told
_DASHES = frozenset("—–-")
_LEAD = re.compile(r"[\s,—–-]*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A clause, from `start` to `end`, that ascribes a quotation; to nobody named where `speaker` is None."""

    speaker: Person | None
    start: int
    end: int
    indirect: bool = False


@dataclass
class Scene:
    """A text with its quotations and people, in which clauses are looked for; what is quoted is no clause."""

    text: str
    marks: Sequence[Marked]
    gazetteer: Gazetteer
    people: Cast = field(init=False)
    _blank: str = field(init=False)  # the text with the quoted words blanked out
    _german: bool = field(init=False)
    _ends: list[int] = field(init=False)  # where sentences end outside of quotations

    def __post_init__(self) -> None:
        self._blank = _blanked(self.text, self.marks)
        self._ends = [match.end() for match in _SENTENCE_END.finditer(self._blank)]
        self._german = len(_GERMAN.findall(self.text[:_TELLING])) > 1
        self.people = Cast(people(self._blank, self.gazetteer, german=self._german))

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        number = bisect_right(self._ends, at)
        begins = self._ends[number - 1] if number else 0
        return begins, self._ends[number] if number < len(self._ends) else len(self.text)

    def fragment(self, mark: Marked) -> bool:
        """Whether a quotation stands within a sentence as a part of it."""
        start = max(self.sentence(mark.opens)[0], mark.opens - _FARTHEST)
        before = self._blank[start : mark.opens].rstrip()
        return bool(before) and before[-1] not in ":,—–.!?"

    def within(self, start: int, end: int) -> Attribution:
        """By a clause inside the quotation's own marks."""
        named = [
            _moved(person, start)
            for person in people(self.text[start:end], self.gazetteer, german=self._german)
        ]
        speaker = next((person for person in named if not person.beside), None)
        if speaker is None and HE.search(self.text, start, end):
            speaker = self._meant(start)
        return Attribution(speaker, start, end)

    def after(self, mark: Marked) -> Attribution | None:
        """By what follows the quotation in its sentence: "...", said X; "...", X said."""
        end = min(self._stop(mark), mark.closes + _FARTHEST)
        tail = self._blank[mark.closes : end]
        last = self.text[mark.closes - 2 : mark.closes - 1]
        lead = _LEAD.match(tail)[0]
        start = mark.closes + len(lead)
        said = SAYS_FIRST.match(self._blank, start, end) or (
            "," in lead and SO.match(self._blank, start, end)
        )
        if (last == "." and "," not in lead) or self._title(mark):
            return None
        if last != "," and "," not in lead and tail.rstrip().endswith(":"):
            return None  # it leads to the next quotation
        if said:
            return Attribution(self._subject_after(said.end(), start, end), start, end)
        if last not in ",?!…" and not ({",", "—", "–"} & set(lead)):
            return None
        verb = SAYS.search(self._blank, start, end)
        if not verb:
            return None if self.fragment(mark) else self._by_position(start, end)
        speaker = self._subject_before(start, verb.start())
        if speaker or HE.match(self._blank, start, end) or last in ",?!…":
            return Attribution(speaker, start, end)
        return None

    def _by_position(self, start: int, end: int) -> Attribution | None:
        """By a verb of whatever meaning that stands between a quotation and its subject: "...", sighed X."""
        verb = INQUIT.match(self._blank, start, end)
        if not verb or verb[0] in NOT_NAMES:
            return None
        speaker = self._subject_after(verb.end(), start, min(end, verb.end() + _TITLE))
        if speaker is None or _COMMA.search(self._blank, verb.end(), speaker.start):
            return None
        sure = self.people.known(speaker) or speaker.start - verb.end() <= 1
        return Attribution(speaker, start, end) if sure else None

    def before(self, mark: Marked) -> Attribution | None:
        """By what leads to the quotation in its sentence: X said: "..."; according to X, "..."."""
        start = max(self.sentence(mark.opens)[0], self._previous(mark))
        if start and self._blank[start : mark.opens].strip() in _DASHES:
            start = self.sentence(start - 1)[0]  # ... , said X. — "..."
        clause = self._blank[start : mark.opens]
        if HIS.search(clause):
            return Attribution(self._meant(start), start, mark.opens, indirect=True)
        if according := list(ACCORDING.finditer(clause)):
            speaker = self._first(start + according[-1].end(), mark.opens, beside=True)
            return Attribution(speaker, start, mark.opens, indirect=True)
        opinion = FOR.search(clause)
        speaker = self._first(start + opinion.end(), mark.opens, beside=True) if opinion else None
        if speaker and self.people.known(speaker):
            return Attribution(speaker, start, mark.opens)
        colon = clause.rstrip().endswith(":")
        if not colon and self._title(mark) and not NAMING.search(clause):
            return None
        verbs = list(SAYS.finditer(clause))
        if verbs:
            verb = verbs[-1]
            speaker = self._subject_before(start, start + verb.start())
            speaker = speaker or self._subject_after(start + verb.end(), start + verb.start(), mark.opens)
            if speaker is None and start == self._previous(mark) > 0:
                return None  # "..." and added: "..."
            return Attribution(speaker, start, mark.opens)
        speaker = self._first(start, mark.opens) if colon else None
        if speaker and (self.people.known(speaker) or not speaker.opens):
            return Attribution(speaker, start, mark.opens)
        return None

    def goes_on(self, mark: Marked, previous: Marked, attribution: Attribution) -> Attribution | None:
        """By the quotation before: nothing stands between but the clause that ascribes that one."""
        first, last = (bisect_right(self._ends, place) for place in (previous.closes, mark.opens))
        between = self._ends[first:last]
        gap = self._blank[(between[0] if between else previous.closes) : mark.opens].strip()
        same_sentence = not between and not self._first(attribution.end, mark.opens)
        if (len(between) <= 1 and not gap) or (same_sentence and not self._title(mark)):
            return attribution
        return None

    def _stop(self, mark: Marked) -> int:
        """Where what follows a quotation ends: its sentence, or the next quotation."""
        number = bisect_left(self.marks, mark.closes, key=lambda other: other.opens)
        following = self.marks[number].opens if number < len(self.marks) else len(self.text)
        return min(following, self.sentence(mark.closes)[1])

    def _previous(self, mark: Marked) -> int:
        number = bisect_left(self.marks, mark.opens, key=lambda other: other.opens)
        return self.marks[number - 1].closes if number else 0

    def _title(self, mark: Marked) -> bool:
        """Whether the marked words are a name rather than said: within a sentence, yet with a capital."""
        return self.fragment(mark) and self.text[mark.start].isupper()

    def _speaks(self, person: Person) -> bool:
        """Whether a name can be the subject: a lone word that begins a sentence may be no name."""
        if person.beside:
            return False
        plural = person.opens and person.name.endswith("s") and person.name.isascii()
        return not plural or self.people.known(person)

    def _first(self, start: int, end: int, *, beside: bool = False) -> Person | None:
        """The first person named in a span who can be its subject; `beside`, also one after a preposition."""
        inside = [p for p in self.people.within(start, end) if beside or self._speaks(p)]
        sure = (person for person in inside if self.people.known(person))
        near = inside and inside[0].start - start <= _AFTER_VERB
        return inside[0] if near else next(sure, inside[0] if inside else None)

    def _subject_before(self, start: int, verb: int) -> Person | None:
        """The subject of a verb that it follows: the name beside it, else the first before it, else who is meant."""
        named = [person for person in self.people.within(start, verb) if self._speaks(person)]
        near = [person for person in named if verb - person.end <= _BESIDE_VERB]
        if near:
            return near[-1]
        if sure := [person for person in named if self.people.known(person) or not person.opens]:
            return next(filter(self.people.known, sure), sure[0])
        return self._meant(start) if HE.search(self._blank, start, verb) else None

    def _subject_after(self, verb: int, start: int, end: int) -> Person | None:
        """The subject of a verb that it precedes: "he" right beside the verb, else the first name after it."""
        if HE.search(self._blank, start, min(end, verb + 6)):
            return self._meant(start)
        return self._first(verb, end)

    def _meant(self, at: int) -> Person | None:
        """Whom "he" or "she" means: the last one named before who was the subject of something."""
        named = self.people.last(at - _PRONOUN, at)
        return next((person for person in named if self._speaks(person)), None)


def _blanked(text: str, marks: Sequence[Marked]) -> str:
    parts, at = [], 0
    for mark in marks:
        parts += [text[at : mark.start], "_" * (mark.end - mark.start)]
        at = mark.end
    return "".join([*parts, text[at:]])


def _moved(person: Person, offset: int) -> Person:
    return replace(person, start=person.start + offset, end=person.end + offset)
