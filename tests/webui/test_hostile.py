"""Text from strangers stays text, on every page."""

import html
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from monitor.model import Act, Article, Classified, Do, Evidence, Feed, Match, PollOutcome, Topic
from tests.samples import article
from tests.webui.desked import single_stories
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page

# What the sanitiser of a well-known feed library lets through, and its relatives.
HOSTILE = (
    "<svg/onload=alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="java&#10;script:alert(1)">x</a>',
    "<form action=//evil.example><button>x",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "{{7*7}} ${7*7} {% raw %}",
    "' OR 1=1 --",
    "a\u202egnp.exe \u200b\u0301\u0301\u0301",
    "<!-- --><!--[if IE]>",
)


def hostile_article(number: int, text: str, feed: Feed) -> Article:
    return article(
        number,
        key=f"hostile-{number}",
        entry_id=text,
        url=f"https://paper.example/{text}",
        title=text,
        summary=f"{text} and more",
        content=f"Other. {text} and more",
        author=text,
        published=NOW,
    )


@pytest.fixture
def hostile(newsroom: Newsroom) -> list[str]:
    """Paths of pages that show hostile text in every field."""
    feed = Feed("https://hostile.example/feed", HOSTILE[0], kind=HOSTILE[1])
    (feed_id,) = newsroom.store.feeds.add([feed], NOW)
    lease = newsroom.store.feeds.claim([feed.url], NOW)[0]
    found = []
    for number, text in enumerate(HOSTILE):
        span = Evidence("title", 0, len(text), text, f"why {text}")
        found.append(
            Classified(hostile_article(number, text, feed), (Match(HOSTILE[0], 0.9, True, (span,)),))
        )
    failing = replace(lease.polling, detail=HOSTILE[5])
    newsroom.store.feeds.record(lease, PollOutcome(failing, tuple(found)))
    newsroom.store.topics.put([Topic("h", HOSTILE[2], HOSTILE[3], {HOSTILE[4]: {"en": (HOSTILE[5],)}})])
    number = newsroom.store.deliveries.queue(
        HOSTILE[1], HOSTILE[5], "<h@example.org>", b"Subject: x\n\n<b>x", NOW
    )
    ids = newsroom.store.desk.page(_of(feed_id), 50).lines
    single_stories(newsroom.store)
    stories = list(newsroom.store.stories.of_articles([line.article_id for line in ids]).values())
    for act in (
        Act(Do.REFUSE, HOSTILE[6]),
        Act(Do.TAG, HOSTILE[0]),
        Act(Do.NOTE, HOSTILE[1]),
        Act(Do.REOPEN),
    ):
        newsroom.store.triage.act(stories, act, HOSTILE[8], NOW)
    chosen = "&".join(f"story={number}" for number in stories)
    return [
        "/?topic=all&state=any", f"/?{urlencode({'words': HOSTILE[5], 'tag': HOSTILE[0]})}", "/shift", "/numbers",
        f"/go?{urlencode({'q': HOSTILE[0]})}", "/numbers/articles?topic=all", f"/briefing/new?{chosen}",
        *(f"/stories/{number}" for number in stories), *(f"/stories/{number}/aside" for number in stories),
        "/", f"/items?feed={feed_id}&topic=all", f"/items?words={HOSTILE[5]}", "/feeds", f"/feeds/{feed_id}/edit",
        f"/feeds/{feed_id}", f"/feeds/{feed_id}/delete", "/topics", "/outbox", f"/outbox/{number}", "/subscribe",
        *(f"/articles/{line.article_id}" for line in ids),
    ]  # fmt: skip


def _of(feed_id: int):
    from monitor.store.articles.desk import ALL, DeskFilter

    return DeskFilter(ALL, feed_id=feed_id)


def test_hostile_text_makes_no_element_and_no_attribute(admin: FlaskClient, hostile: list[str]) -> None:
    assert len(hostile) == 18 + 3 * len(HOSTILE)
    for path in hostile:
        response = admin.get(path)
        shown = page(response)
        assert response.status_code == 200
        assert all(script["src"].startswith("/static/") for script in shown.select("script")), path
        assert not shown.select(
            "svg[onload], [onerror], [onmouseover], style, base, meta[http-equiv], math"
        ), path
        assert all(form.get("action", "/").startswith("/") for form in shown.select("form")), path
        links = [link["href"] for link in shown.select("a[href]")]
        strange = [link for link in links if not link.startswith(("/", "#", "https://paper.example/"))]
        assert strange == [], path


def test_hostile_text_is_shown_as_it_was_written(admin: FlaskClient, hostile: list[str]) -> None:
    items = next(path for path in hostile if path.startswith("/items"))
    listed = html.unescape(admin.get(items).text)
    shown = [link.get_text() for link in page(admin.get(items)).select(".row-headline a")]
    rows = page(admin.get(hostile[0])).select(".desk-headline a")
    assert set(HOSTILE) <= {link.get_text().strip() for link in rows}
    assert set(shown) == set(HOSTILE)
    assert "49" not in {text.strip() for text in listed.split("\n")}


def test_a_word_without_end_and_an_endless_text_are_shown(admin: FlaskClient, newsroom: Newsroom) -> None:
    (feed_id,) = newsroom.store.feeds.add([Feed("https://long.example/feed", "L" * 200)], NOW)
    lease = newsroom.store.feeds.claim(["https://long.example/feed"], NOW)[0]
    long = article(1, key="long", title="W" * 5000, summary="y" * 64_000, content="z" * 64_000)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, (Classified(long, ()),)))
    line = newsroom.store.desk.page(_of(feed_id), 1).lines[0]
    assert admin.get(f"/articles/{line.article_id}").status_code == 200
    listed = page(admin.get(f"/items?topic=all&feed={feed_id}"))
    assert len(listed.select_one(".row-evidence").text) <= 280
