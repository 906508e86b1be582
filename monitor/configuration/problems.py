"""What is wrong with a file or a setting, told so that one line is enough to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands (file, line and key, or variable), what is wrong, and what to do.

    No part may hold a value that could be a secret.
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """The problem as one line, without the control characters that a key in a file may hold."""
        line = f"{self.where}: {self.what}: {self.remedy}"
        return "".join(character if character.isprintable() else " " for character in line)


class ConfigurationError(Exception):
    """Configuration that is refused as a whole; it holds every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        """One problem a line."""
        return "\n".join(map(str, self.problems))
