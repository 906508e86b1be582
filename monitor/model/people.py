"""Who uses the desk."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    READER = "reader"  # reads the desk
    EDITOR = "editor"  # decides on what it shows
    ADMIN = "admin"  # sets up feeds, topics and people

    def may(self, needed: "Role") -> bool:
        """Whether this role includes `needed`: an admin may all that an editor may, and so on."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    role: Role
    zone: str  # IANA name: the times of the desk are shown in it
