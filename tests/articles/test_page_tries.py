"""When a page is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.articles.page_tries import next_try
from monitor.model import Reason

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
NO_WAIT = timedelta(0)


@pytest.mark.parametrize("reason", list(Reason))
def test_no_page_is_asked_for_more_than_three_times(reason: Reason) -> None:
    assert next_try(reason, 3, timedelta(hours=1), NOW) is None


def test_the_wait_grows_and_is_never_shorter_than_the_server_asks() -> None:
    first, second = (next_try(Reason.TIMEOUT, tries, NO_WAIT, NOW) for tries in (1, 2))
    assert first is not None
    assert second is not None
    assert NOW < first < second
    assert next_try(Reason.RATE_LIMITED, 1, timedelta(days=2), NOW) == NOW + timedelta(days=2)


@pytest.mark.parametrize(
    "reason", [Reason.GONE, Reason.FORBIDDEN, Reason.NOT_A_PAGE, Reason.WALL, Reason.NO_TEXT]
)
def test_what_the_next_request_would_not_mend_is_given_up(reason: Reason) -> None:
    assert next_try(reason, 1, NO_WAIT, NOW) is None
