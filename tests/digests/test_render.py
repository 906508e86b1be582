"""A digest as letter: what stands in it, and that nothing of a feed's text does any harm there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from monitor.digests import letters
from monitor.digests.compose import compose
from monitor.digests.message import Letter
from monitor.digests.render import digest_letter
from monitor.model import Decision, DigestItem, Evidence, Ruling, Subscription, Window
from tests.digests.newsroom import CONFIRMED, MORNING, PUBLIC_URL, TOPICS, item, subscription

WINDOW = Window(CONFIRMED, MORNING)
STOP = f"{PUBLIC_URL}/subscriptions/stop/TOKEN"


def letter(*candidates: DigestItem, reader: Subscription | None = None, max_items: int = 60) -> Letter:
    digest = compose(reader or subscription(), WINDOW, candidates, TOPICS, max_items)
    return digest_letter(digest, TOPICS, PUBLIC_URL, STOP)


def page(made: Letter) -> BeautifulSoup:
    return BeautifulSoup(made.html, "lxml")


def test_both_forms_say_the_same() -> None:
    made = letter(item(1), item(2, "coproduction"))
    on_page = page(made).get_text(" ", strip=True)
    for words in ("Export bans", "Norrland Press", "The export ban stays in force", "anna@norrland.example"):
        assert words in on_page.replace("  ", " ")
        assert words.upper() in made.text.upper()


def test_a_report_links_to_the_original_and_to_the_desk() -> None:
    made = letter(item(1))
    links = {link["href"] for link in page(made).find_all("a")}
    assert {"https://outlet.example/1", f"{PUBLIC_URL}/articles/1", STOP} <= links
    assert "https://outlet.example/1" in made.text
    assert f"{PUBLIC_URL}/articles/1" in made.text
    assert STOP in made.text


def test_an_article_without_an_address_links_to_the_desk() -> None:
    assert page(letter(item(1, url=""))).h3.a["href"] == f"{PUBLIC_URL}/articles/1"


def test_evidence_is_marked_in_the_excerpt_or_else_in_the_headline() -> None:
    with_excerpt = page(letter(item(1, title="Ministry keeps its export ban")))
    assert [mark.parent.name for mark in with_excerpt.find_all("mark")] == ["p"]
    without = page(letter(item(1, title="Ministry keeps its export ban", excerpt="")))
    assert [mark.parent.parent.name for mark in without.find_all("mark")] == ["h3"]


def test_times_are_those_of_the_subscribers_zone() -> None:
    made = letter(item(1), reader=subscription(zone="Asia/Tokyo", hour=16))
    assert "Norrland Press, 14:54" in made.text
    assert "since Fri 20 Nov, 15:30, up to 16:00 (Asia/Tokyo time)" in made.text


def test_a_foreign_language_is_named_and_english_is_not() -> None:
    made = letter(item(1, language="uk"), item(2, language="en"), item(3, language=""))
    assert made.text.count("Ukrainian") == 1
    assert "English" not in made.text
    assert page(made).h3["lang"] == "uk"


def test_an_article_that_came_in_long_after_its_publication_is_marked_as_late() -> None:
    seen = MORNING - timedelta(hours=1)
    made = letter(item(1, first_seen=seen, published=seen - timedelta(hours=13)), item(2))
    assert made.text.count("arrived late") == 1


def test_other_outlets_and_topics_are_named() -> None:
    title = "Varland lifts its ban on exporting drone optics"
    made = letter(
        item(9, title=title),
        item(9, "coproduction", title=title, score=0.4),
        item(1, title=title, outlet="Parapet Weekly"),
    )
    assert "Also about Coproduction" in made.text
    assert "Also in Parapet Weekly" in made.text


def test_what_is_left_out_is_counted_with_a_link_to_the_desk() -> None:
    made = letter(*(item(number) for number in range(1, 6)), max_items=2)
    assert "3 more reports did not fit" in made.text
    assert "3 more reports did not fit" in page(made).get_text()


def test_the_subject_is_the_day_and_the_top_headline() -> None:
    made = letter(item(1), item(2))
    assert made.subject == "21 Nov: Ministry keeps its export ban on sensors, day 1 and 1 more"
    long = letter(item(1, title="Optics " * 40)).subject
    assert len(long) < 100
    assert long.endswith("…")


def test_the_plain_text_is_wrapped_at_72_columns() -> None:
    made = letter(*(item(number, excerpt="The export ban stays in force. " * 7) for number in range(1, 5)))
    long = [line for line in made.text.splitlines() if len(line) > 72]
    assert all(line.strip().split(": ")[-1].startswith("https://") for line in long)


def test_styles_are_inline_and_dark_colours_are_kept() -> None:
    made = letter(item(1))
    assert "font-size:16px" in page(made).find(class_="excerpt")["style"]
    assert "prefers-color-scheme: dark" in made.html
    assert "http" not in page(made).style.string


def test_sixty_reports_stay_below_what_large_providers_cut_off() -> None:
    wordy = {"url": "https://outlet.example/" + "x" * 120, "excerpt": "Про заборону " * 18}
    many = letter(*(item(number, title=f"Заборона на вивіз {number}" * 5, **wordy) for number in range(60)))
    assert len(many.html.encode()) < 102_000


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_text_stays_text(text: str) -> None:
    plain = page(letter(item(1)))
    evidence = (Evidence("summary", 0, 3, text[:3], text),)
    one = item(1, title=text, outlet=text, excerpt=text, language=text[:8])
    hostile = replace(one, match=replace(one.match, evidence=evidence))
    copy = item(2, title="Optics are on hold again today", outlet=text)
    made = letter(hostile, copy, item(3, title="Optics are on hold again today"))
    found = page(made)
    assert {tag.name for tag in found.find_all()} == {tag.name for tag in plain.find_all()}
    attributes = {name for tag in found.find_all() for name in tag.attrs}
    assert attributes == {name for tag in plain.find_all() for name in tag.attrs}
    assert found.h3.get_text() == text
    assert not [link for link in found.find_all("a") if not link["href"].startswith(("https://", "#"))]


def test_a_letter_to_confirm_says_what_was_asked_by_when_and_that_ignoring_it_is_enough() -> None:
    url = f"{PUBLIC_URL}/subscriptions/confirm/TOKEN"
    made = letters.to_confirm(subscription(zone="Europe/Kyiv"), TOPICS, url, MORNING)
    for text in (page(made).get_text(" ", strip=True), " ".join(made.text.split())):
        assert "Export bans, Coproduction and Procurement scandals" in text
        assert "every day at 07:00 (Europe/Kyiv time)" in text
        assert "by 09:00 on Saturday 21 November (Europe/Kyiv time)" in text
        assert "Ignore this mail" in text
        assert url in text


def test_a_letter_to_a_subscriber_who_signs_up_again_holds_the_link_to_stop() -> None:
    made = letters.already_subscribed(subscription(), TOPICS, STOP)
    assert page(made).find("a", string="Stop the digest")["href"] == STOP
    assert STOP in made.text


def test_a_report_says_who_decided_that_it_carries_the_topic() -> None:
    decision = Decision(Ruling.ADDED, "Anna <b>", MORNING)
    decided = letter(
        item(1, match=replace(item(1).match, decision=decision)), reader=subscription(zone="Asia/Tokyo")
    )
    assert "Decided by Anna <b>, 21 Nov" in page(decided).select_one(".links").text
    assert "Decided by Anna <b>, 21 Nov" in decided.text
    assert "Decided" not in letter(item(1)).text
