"""No mail holds more of an article than its publisher allows, and never more than an extract. On both databases."""

from email import message_from_bytes, policy

import pytest

from monitor.digests.excerpt import LIMIT
from monitor.model import Rights
from monitor.pipeline.digests import prepare
from monitor.store import Store
from tests.digests.newsroom import MORNING, SECRET, article, open_newsroom, publish, settings, subscribe

SUMMARY = "The export ban stays in force, the minister said. " + "He gave no date for its end. " * 40
CONTENT = "And in the whole text stands a sentence that no mail may hold. " * 60


def mailed(store: Store, rights: Rights) -> list[str]:
    """Both forms of the digest, each on one line."""
    open_newsroom(store)
    subscribe(store)
    publish(store, article(1, summary=SUMMARY, content=CONTENT), rights=rights)
    assert prepare(store, settings(), SECRET, MORNING) == 1
    (row,) = store.deliveries.latest(9)
    mail = message_from_bytes(row.delivery.message, policy=policy.default)
    return [" ".join(mail.get_body((kind,)).get_content().split()) for kind in ("plain", "html")]


def test_an_article_of_a_headline_feed_is_mailed_as_headline_outlet_and_link(store: Store) -> None:
    for text in mailed(store, Rights.HEADLINE):
        assert "sensors, day 1" in text.replace("</mark>", "").replace("<mark>", "")
        assert "https://outlet.example/1" in text
        assert "stays in force" not in text
        assert "gave no date" not in text
        assert "no mail may hold" not in text


@pytest.mark.parametrize("rights", [Rights.EXTRACT, Rights.FULL])
def test_others_are_mailed_with_an_extract_and_no_more(store: Store, rights: Rights) -> None:
    plain, html = mailed(store, rights)
    assert "stays in force" in plain
    assert "stays in force" in html
    for text in (plain, html):
        assert 0 < text.count("He gave no date for its end.") * len("He gave no date for its end.") <= LIMIT
        assert "no mail may hold" not in text
