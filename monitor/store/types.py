"""Column types that both databases keep the same promise for."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from monitor.model import Habits, Reason, Rights

_HABITS = TypeAdapter(Habits)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored and returned in UTC. Naive values are refused: they have no meaning here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give it a time zone")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002
        """In one step from what the driver gives: pages read thousands."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class HabitsText(TypeDecorator[Habits]):
    """The habits of a feed as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Habits | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else _HABITS.dump_json(value, exclude_defaults=True).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Habits | None:  # noqa: ARG002
        return None if value is None else _HABITS.validate_json(value)


class RightsText(TypeDecorator[Rights]):
    """How much of a feed's text may be shown."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: Rights | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else Rights(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Rights | None:  # noqa: ARG002
        return None if value is None else Rights(value)


class ReasonText(TypeDecorator[Reason]):
    """Why a poll failed."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Reason | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Reason | None:  # noqa: ARG002
        return None if value is None else Reason(value)
