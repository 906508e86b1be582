"""The settings of this installation: the file, overridden by the environment."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import KeyPath, TomlFile, dotted, read_toml
from monitor.configuration.wording import problem_of
from monitor.settings import Settings

PREFIX = "WIREDESK_"
READ_BY_THE_COMMAND_LINE = frozenset({"WIREDESK_CONFIG", "WIREDESK_DATA", "WIREDESK_ENCODER"})

Setting = tuple[str, str]  # section and key
Variables = Mapping[Setting, str]  # the text of each variable that is set


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings in the file at `path` (None: the defaults) with WIREDESK_<SECTION>_<KEY> put over them.

    Raises ConfigurationError with every problem of file and environment.
    """
    file, problems = _file(path)
    known = variables()
    problems += _unknown_variables(environ, known)
    given = {keys: environ[name] for name, keys in known.items() if name in environ}
    try:
        settings = Settings.model_validate(_merged(file.data if file else {}, given))
    except ValidationError as error:
        problems += _problems(error, file, given)
    if problems:
        raise ConfigurationError(problems)
    return settings


def variables() -> dict[str, Setting]:
    """The environment variable of each setting: WIREDESK_MAIL_HOST -> ("mail", "host")."""
    return {
        f"{PREFIX}{section}_{key}".upper(): (section, key)
        for section in Settings.model_fields
        for key in _fields(section)
    }


def _fields(section: str) -> Mapping[str, FieldInfo]:
    fields: Mapping[str, FieldInfo] = type(Settings.model_fields[section].default).model_fields
    return fields


def _file(path: Path | None) -> tuple[TomlFile | None, list[Problem]]:
    try:
        return (read_toml(path) if path else None), []
    except ConfigurationError as error:
        return None, list(error.problems)


def _unknown_variables(environ: Mapping[str, str], known: Mapping[str, Setting]) -> list[Problem]:
    candidates = {name for name in environ if name.startswith(PREFIX)} - READ_BY_THE_COMMAND_LINE
    return [
        Problem(name, "no such setting", _suggestion(name, known))
        for name in sorted(candidates - known.keys())
    ]


def _suggestion(name: str, known: Mapping[str, Setting]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"set {close[0]}" if close else "unset it; config/wiredesk.toml lists every setting"


def _merged(data: Mapping[str, Any], given: Variables) -> dict[str, Any]:
    merged = {name: dict(value) if isinstance(value, dict) else value for name, value in data.items()}
    for (section, key), text in given.items():
        table = merged.setdefault(section, {})
        if isinstance(table, dict):  # else it is reported as no table
            table[key] = _value(text, _fields(section)[key].default)
    return merged


def _value(text: str, like: object) -> object:
    """The text of a variable as a value of the kind of `like`; the text itself if it is none."""
    if isinstance(like, tuple):
        parts = (part.strip() for part in text.split(","))
        return [_value(part, like[0] if like else "") for part in parts if part]
    if isinstance(like, int):
        try:
            return int(text)
        except ValueError:
            return text
    return text


def _problems(error: ValidationError, file: TomlFile | None, given: Variables) -> list[Problem]:
    """The refusals of the model in the order of the file's lines, those of variables last."""

    def order(keys: KeyPath) -> tuple[bool, int]:
        return keys[:2] in given, file.line(keys) if file else 0

    errors = sorted(error.errors(), key=lambda one: order(one["loc"]))
    return [problem_of(one, Settings, _where(one["loc"], file, given)) for one in errors]


def _where(keys: KeyPath, file: TomlFile | None, given: Variables) -> str:
    if keys[:2] in given:
        return f"{PREFIX}{keys[0]}_{keys[1]}".upper()
    return file.where(keys) if file else dotted(keys)
