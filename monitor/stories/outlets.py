"""The standing of outlets as the desk sees it, found by host or name. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes; what each field means stands at the head of seeds/outlets.toml."""

    name: str
    hosts: tuple[str, ...]
    tier: int  # 1, the highest, to 3
    agency: bool = False
    first_hand: bool = False
    state_owned: bool = False


class Outlets:
    """All that are ranked; where two entries claim a host or a name, the later one has it."""

    def __init__(self, ranked: Iterable[Outlet]) -> None:
        known = list(ranked)
        self._by_host = {host: one for one in known for host in one.hosts}
        self._by_name = {_letters(one.name): one for one in known}
        self.version = hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def find(self, name: str, addresses: Sequence[str] = ()) -> Outlet | None:
        """The outlet behind one of these addresses (an article's, its feed's), else the one called so.

        An address belongs to the entry that names its host, or else the nearest domain above it.
        """
        for address in addresses:
            if found := self._of_host(host_of(address)):
                return found
        return self._by_name.get(_letters(name)) or self._of_host(name.casefold())

    def _of_host(self, host: str) -> Outlet | None:
        while "." in host:
            if found := self._by_host.get(host):
                return found
            host = host.partition(".")[2]
        return None


def host_of(address: str) -> str:
    """The host of an address, in small letters; empty where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().removeprefix("the ")))
