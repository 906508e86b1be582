"""Who said what: quotations with their speakers, in English, Ukrainian, Russian, German and French.

A quotation is told by its marks, its speaker by the words before or after it. Words that stand in marks for another
reason (names, titles, scare quotes) have no verb of saying beside them and are left out, and so is what nobody named
says: "said a person familiar with the matter".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.quotes.attribution import Attribution, Scene
from monitor.stories.quotes.incise import Piece, pieces
from monitor.stories.quotes.marks import Marked, marked
from monitor.stories.quotes.people import Person
from monitor.stories.quotes.role import role_of

_FEWEST = 3  # words of a fragment that is a quotation, and long ones of a title
_SMALL = 3  # letters of words that a title may write small


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that someone said, from `start` to `end` (characters, without the marks)."""

    text: str
    start: int
    end: int
    speaker: str  # the fullest name that the text has given so far, else the gazetteer's
    role: str  # as the text tells it, else as the gazetteer does; "" where neither does
    key: str  # the speaker's in the gazetteer; "" for a person it does not know
    indirect: bool  # ascribed by "according to" and the like


def quotes(text: str, gazetteer: Gazetteer) -> list[Quote]:
    """The quotations of a text whose speakers it names, in order of place."""
    marks = marked(text)
    if not marks:
        return []
    scene = Scene(text, marks, gazetteer)
    found: list[Quote] = []
    waiting: list[Piece] = []  # of a quotation that goes on in the next paragraph
    before: tuple[Marked, Attribution] | None = None
    for mark in marks:
        said = pieces(text, mark)
        attribution = _attribution(scene, mark, said, before)
        waiting += said
        before = (mark, attribution) if attribution else None
        if mark.goes_on:
            continue
        if attribution and attribution.speaker:
            found += _quotes(scene, waiting, attribution.speaker, attribution)
        waiting = []
    return found


def _attribution(
    scene: Scene, mark: Marked, said: Sequence[Piece], before: tuple[Marked, Attribution] | None
) -> Attribution | None:
    """By what stands within the marks, after them, before them, or as the quotation before goes on."""
    words = scene.text[mark.start : mark.end].split()
    if mark.goes_on or _is_headline(words):
        return None
    if inside := next((piece.clause for piece in said if piece.clause), None):
        return scene.within(*inside)
    if scene.fragment(mark) and len(words) < _FEWEST:
        return None
    return scene.after(mark) or scene.before(mark) or (scene.goes_on(mark, *before) if before else None)


def _is_headline(words: Sequence[str]) -> bool:
    """Whether words are a title written in English fashion, every longer one with a capital."""
    long = [word for word in words if len(word) > _SMALL]
    return len(long) >= _FEWEST and all(word[0].isupper() for word in long)


def _quotes(
    scene: Scene, said: Sequence[Piece], speaker: Person, attribution: Attribution
) -> Iterator[Quote]:
    whole = scene.people.fuller(speaker)
    key = whole.key if whole.full else speaker.key
    known = scene.gazetteer.entries.get(key)
    role = role_of(scene.text, speaker, attribution.start, attribution.end)
    role = role or role_of(scene.text, whole, *scene.sentence(whole.start))
    for piece in said:
        yield Quote(
            text=scene.text[piece.start : piece.end],
            start=piece.start,
            end=piece.end,
            speaker=known.name if known and not whole.full else whole.name,
            role=role or (known.role if known else ""),
            key=key,
            indirect=attribution.indirect,
        )
