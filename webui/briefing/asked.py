"""What a briefing is asked to be: its stories, its title and its note. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from webui.stories.reference import story_number

MOST = 40  # stories
LONGEST_TITLE, LONGEST_NOTE = 200, 5_000  # characters


@dataclass(frozen=True, slots=True)
class Asked:
    stories: tuple[int, ...]  # numbers, in the order in which they are told
    title: str = ""
    note: str = ""

    @classmethod
    def read(cls, stories: Iterable[str], title: str, note: str) -> Self:
        """What a form or an address asks for; numbers of stories that are none are left out, and repeated ones."""
        numbers = dict.fromkeys(number for text in stories if (number := story_number(text)))
        plain = note.replace("\r\n", "\n").strip()
        return cls(tuple(numbers)[:MOST], " ".join(title.split())[:LONGEST_TITLE], plain[:LONGEST_NOTE])

    @property
    def paragraphs(self) -> list[str]:
        """The note, parted at its empty lines."""
        return [part.strip() for part in self.note.split("\n\n") if part.strip()]
