"""The page for publishers, and the name that leads them to it."""

from flask.testing import FlaskClient

from monitor.feeds.request import user_agent
from monitor.settings import PollingSettings, ServerSettings, Settings


def test_the_name_links_to_the_desks_own_page_and_tells_the_contact() -> None:
    settings = Settings(
        server=ServerSettings(base_url="https://desk.example.org/"),
        polling=PollingSettings(contact="desk@example.org"),
    )
    assert user_agent(settings).endswith(" (+https://desk.example.org/robot; desk@example.org)")


def test_a_desk_that_nobody_else_reaches_links_nowhere() -> None:
    assert "(" not in user_agent(Settings())
    assert user_agent(Settings(polling=PollingSettings(contact="desk@example.org"))).endswith(
        "(+desk@example.org)"
    )


def test_a_stranger_reads_who_is_asking_and_how_to_be_left_alone(stranger: FlaskClient) -> None:
    page = stranger.get("/robot")
    assert page.status_code == 200
    assert user_agent(Settings()).encode() in page.data
    for word in (b"Retry-After", b"410", b"max-age", b"skipHours"):
        assert word in page.data
