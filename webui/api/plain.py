"""Values of the engine as JSON holds them."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime

from webui.display import stamp


def plain(value: object) -> object:
    """The value with its dataclasses as objects, its moments and days in ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value
