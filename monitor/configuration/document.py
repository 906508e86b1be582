"""The text of config/wiredesk.toml, made from the settings themselves.

After a change to monitor/settings.py: `python -m monitor.configuration.document > config/wiredesk.toml`.
"""

import sys
from collections.abc import Iterator
from textwrap import fill

import tomlkit
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from monitor.configuration.wording import bounds
from monitor.setting_rules import Section
from monitor.settings import Settings

_HEADER = """\
# Settings of Wiredesk. Every setting stands here with its default: to change one, remove the # before it.
# An environment variable WIREDESK_<SECTION>_<KEY>, for instance WIREDESK_MAIL_HOST, goes before this file;
# lists are written there with commas. `wiredesk check` names every mistake.
"""


def settings_document() -> str:
    """A TOML document with every section and, commented out, every setting: help, bounds, default."""
    return "\n".join([_HEADER, *_sections()])


def _sections() -> Iterator[str]:
    for name, section in Settings():
        yield f"# {type(section).__doc__}\n[{name}]\n"
        yield from _keys(section)


def _keys(section: Section) -> Iterator[str]:
    for name, value in section:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        yield f"{_help(type(section).model_fields[name])}\n#{name} = {tomlkit.item(plain).as_string()}\n"


def _help(field: FieldInfo) -> str:
    least, greatest = bounds(field)
    range_ = "" if least is None or greatest is None else f" From {least} to {greatest}."
    return fill(f"{field.description}{range_}", 110, initial_indent="# ", subsequent_indent="# ")


if __name__ == "__main__":
    sys.stdout.write(settings_document())
