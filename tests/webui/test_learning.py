"""What the classifier would learn is shown to everybody and taken by an admin."""

from flask.testing import FlaskClient

from monitor.topics.measuring.proposal import Change, Compared, Moved
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page, post


def propose(newsroom: Newsroom, then: float = 0.825) -> int:
    moved = (Moved(newsroom.articles[0], "<b>Licences</b> on hold", "export-bans"),)
    compared = Compared(3, 903, (0.8, then), {"export-bans": (0.8, then)})
    change = Change(compared, 2_000, {"export-bans": 1}, {}, moved, ())
    return newsroom.store.proposals.add(NOW, 7, change).number


def told(client: FlaskClient) -> str:
    return " ".join(page(client.get("/topics")).select_one(".learning").get_text(" ").split())


def test_without_decisions_nothing_is_said_of_learning(admin: FlaskClient) -> None:
    assert not page(admin.get("/topics")).select(".learning")


def test_everybody_sees_what_would_change_and_an_admin_takes_it(
    admin: FlaskClient, reader: FlaskClient, newsroom: Newsroom
) -> None:
    number = propose(newsroom)
    for client in (admin, reader):
        assert "3 decided texts beside 900 shipped ones" in told(client)
        assert "Export bans 0.800 0.825 1 0" in told(client)
        assert "<b>Licences</b> on hold" in told(client)
    assert not page(reader.get("/topics")).select(".learning form")
    assert post(reader, f"/topics/proposals/{number}/take").status_code == 403
    (form,) = page(admin.get("/topics")).select(".learning form")
    assert post(admin, form["action"]).location == "/topics"
    assert "Taken by admin one" in told(admin)
    assert newsroom.store.proposals.taught_up_to() == 7
    post(admin, form["action"])
    assert "no longer the latest" in page(admin.get("/topics")).select_one(".notice").text


def test_what_would_lower_the_quality_cannot_be_taken(admin: FlaskClient, newsroom: Newsroom) -> None:
    number = propose(newsroom, 0.79)
    assert "the quality would fall" in told(admin)
    assert not page(admin.get("/topics")).select(".learning form")
    post(admin, f"/topics/proposals/{number}/take")
    assert newsroom.store.proposals.taught_up_to() == 0
