"""The outbox, where admins read what was written."""

from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient

from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page


@pytest.fixture
def letter(newsroom: Newsroom) -> str:
    """The path of a message with both bodies."""
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = "Your digest", "anna@example.org", "desk@example.org"
    message["List-Unsubscribe"] = "<https://desk.example/stop>"
    message.set_content("Plain <words>\n")
    message.add_alternative("<p>Styled</p><script>document.title='x'</script>", subtype="html")
    store = newsroom.store.deliveries
    number = store.queue("anna@example.org", "Your digest", "<1@example.org>", message.as_bytes(), NOW)
    store.failed(number, "550 <no> such mailbox")
    store.queue(
        "boris@example.org", "Second", "<2@example.org>", b"Subject: Second\r\n\r\nonly text\r\n", NOW
    )
    return f"/outbox/{number}"


def test_messages_are_listed_newest_first_with_counts_by_state(admin: FlaskClient, letter: str) -> None:
    shown = page(admin.get("/outbox"))
    assert [row.a.text for row in shown.select("tbody tr")] == ["Second", "Your digest"]
    assert [chip.text for chip in shown.select(".summary-line .chip")] == ["1 queued", "1 failed"]
    assert "550 <no> such mailbox" in shown.select("tbody tr")[1].text
    assert "No mail server is set" in shown.text


def test_a_message_shows_its_headers_and_both_bodies(admin: FlaskClient, letter: str) -> None:
    response = admin.get(letter)
    shown = page(response)
    headers = dict(
        zip(
            (d.text for d in shown.select(".letter-headers dt")),
            (d.text for d in shown.select(".letter-headers dd")),
            strict=True,
        )
    )
    assert headers["List-Unsubscribe"] == "<https://desk.example/stop>"
    assert shown.select_one(".letter-text").text.strip() == "Plain <words>"
    frame = shown.select_one("iframe")
    assert (frame["src"], frame.get_attribute_list("sandbox")) == (f"{letter}/html", [])
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]


def test_the_html_part_may_run_and_load_nothing(admin: FlaskClient, letter: str) -> None:
    response = admin.get(f"{letter}/html")
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert not any(rule.startswith("script-src") for rule in policy)
    assert response.text.startswith("<p>Styled</p>")


def test_the_whole_message_is_a_download(admin: FlaskClient, letter: str, newsroom: Newsroom) -> None:
    response = admin.get(f"{letter}/message.eml")
    assert response.mimetype == "message/rfc822"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.data == newsroom.store.deliveries.get(int(letter.split("/")[-1])).delivery.message


def test_a_message_without_an_html_part_has_no_frame(admin: FlaskClient, letter: str) -> None:
    number = int(letter.rpartition("/")[2]) + 1
    shown = page(admin.get(f"/outbox/{number}"))
    assert not shown.select("iframe")
    assert shown.select_one(".letter-text").text.strip() == "only text"
    assert admin.get(f"/outbox/{number}/html").text == ""


def test_a_message_that_is_not_there_is_not_found(admin: FlaskClient) -> None:
    for path in ("/outbox/9999", "/outbox/9999/html", "/outbox/9999/message.eml"):
        assert admin.get(path).status_code == 404


def test_an_empty_outbox_says_what_will_come(admin: FlaskClient) -> None:
    assert "Nothing written yet" in admin.get("/outbox").text
