"""Reads the standing of outlets: what comes with the product, and over it the installation's own file. (I/O)"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from monitor.configuration.feed_fields import Line, name_of_outlet
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import TomlFile, dotted, read_toml
from monitor.configuration.wording import problem_of
from monitor.setting_rules import Host, refused
from monitor.shipped import SEEDS
from monitor.stories.outlets import Outlet, Outlets

OUTLETS = SEEDS / "outlets.toml"


def _domain(host: str) -> str:
    if "." not in host:
        raise refused("must be a whole host name", "write it like example.org")
    return host.removeprefix("www.")


class WrittenOutlet(BaseModel):
    """One [[outlet]] table."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[Line, AfterValidator(name_of_outlet)] = Field(max_length=200)
    hosts: list[Annotated[Host, AfterValidator(_domain)]] = []
    tier: Annotated[int, Field(ge=1, le=3)]
    agency: bool = False
    first_hand: bool = False
    state_owned: bool = False

    def outlet(self) -> Outlet:
        return Outlet(**{**self.model_dump(), "hosts": tuple(self.hosts)})


def load_outlets(own: Path) -> Outlets:
    """The outlets that come with the product, and over them those of the file `own`, if there is one.

    Raises ConfigurationError with every problem, each with file, line, outlet and key.
    """
    return Outlets([*read_outlets(OUTLETS), *(read_outlets(own) if own.exists() else [])])


def read_outlets(path: Path) -> list[Outlet]:
    """The outlets of one file. Raises ConfigurationError with every problem of it."""
    file = read_toml(path)
    problems = [
        Problem(file.where((key,)), "unknown key", "remove it; the file holds [[outlet]] tables only")
        for key in file.data
        if key != "outlet"
    ]
    rows = file.data.get("outlet", [])
    if not isinstance(rows, list):
        problems.append(Problem(file.where(("outlet",)), "must be a list of tables", "write [[outlet]]"))
        rows = []
    found: dict[int, Outlet] = {}
    for number, row in enumerate(rows):
        try:
            found[number] = WrittenOutlet.model_validate(row).outlet()
        except ValidationError as error:
            problems += _faults(file, number, row, error)
    problems += _claimed_twice(file, found)
    if problems:
        raise ConfigurationError(problems)
    return list(found.values())


def _faults(file: TomlFile, number: int, row: object, error: ValidationError) -> Iterator[Problem]:
    name = row.get("name") if isinstance(row, dict) else None
    label = f'outlet "{name[:60]}"' if isinstance(name, str) and name.strip() else f"outlet {number + 1}"
    for one in error.errors():
        where = file.where(
            ("outlet", number, *one["loc"]), f"{label}: {dotted(one['loc'])}".removesuffix(": ")
        )
        yield problem_of(one, WrittenOutlet, where)


def _claimed_twice(file: TomlFile, found: dict[int, Outlet]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, outlet in found.items():
        for place, host in enumerate(outlet.hosts):
            earlier = first.setdefault(host, number)
            if earlier != number:
                keys = ("outlet", number, "hosts", place)
                where = file.where(keys, f'outlet "{outlet.name}": hosts #{place + 1}')
                yield Problem(
                    where, f"{host} stands with {found[earlier].name!r} too", "remove one of the two"
                )
