"""The page of the radar shows what is out of the ordinary, and says so where it cannot tell."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import delete

from monitor.settings import Settings
from monitor.store import Store
from monitor.store.tables import articles
from tests.webui.newsroom import NOW, TOPICS, Newsroom
from tests.webui.visits import page
from tests.webui.weeks import EVENT, EVENT_AT, NAME, Weeks, fill_weeks
from webui import create_app
from webui.display import stamp


@pytest.fixture
def weeks(newsroom: Newsroom) -> Weeks:
    return fill_weeks(newsroom.store)


def words(element) -> str:
    return " ".join(element.get_text().split())


def shown(client: FlaskClient) -> BeautifulSoup:
    response = client.get("/radar")
    assert response.status_code == 200
    return page(response)


def test_a_spike_stands_on_top_with_its_stories_and_what_is_usual(reader: FlaskClient, weeks: Weeks) -> None:
    found = shown(reader)
    topic, name = found.select(".radar-sighting")
    assert words(topic.h3).startswith("Export bans over")
    assert "19 reports from" in words(topic)  # 15 texts of the event, and four of the usual kind
    assert topic.select_one("time")["datetime"] == stamp(EVENT_AT)
    stories = topic.select(".radar-stories > li")
    assert [story.a["href"] for story in stories] == [
        f"/stories/{weeks.event}",
        f"/stories/{weeks.follow_up}",
    ]
    assert stories[0].a.text == EVENT
    assert "11 of the 19" in words(stories[0])
    assert words(name.h3).startswith("Gepard")


def test_importance_is_shown_with_each_term_and_beside_the_standing_of_the_source(
    reader: FlaskClient, weeks: Weeks, newsroom: Newsroom
) -> None:
    story = shown(reader).select_one(".radar-stories > li")
    known = newsroom.store.importance.of([weeks.event])[weeks.event]
    summary = words(story.select_one(".importance summary"))
    assert summary == f"Importance {known.score:.2f} Source Norrland Press: tier 1, agency"
    rows = [[words(cell) for cell in row] for row in story.select(".importance-terms tbody tr")]
    rows = [[cell for cell in row if cell] for row in rows]
    assert rows[0] == ["Outlets 8 independent outlets", "0.75", "40 %", "0.30"]
    adds = [float(row[-1]) for row in rows]
    assert sum(adds) == pytest.approx(known.score, abs=0.02)


def test_every_topic_has_a_drawing_with_its_band_and_the_same_in_figures(
    reader: FlaskClient, weeks: Weeks
) -> None:
    panels = shown(reader).select("section[aria-labelledby=topics] .radar-topic")
    assert [words(panel.h3) for panel in panels] == [topic.name for topic in TOPICS]
    for panel in panels:
        drawing = panel.select_one("svg.chart")
        assert drawing["role"] == "img"
        assert TOPICS[panels.index(panel)].name in drawing["aria-label"]
        assert len(drawing.select_one(".chart-line")["points"].split()) == 7 * 24 + 1
        assert len(drawing.select_one(".chart-band")["points"].split()) == 2 * (7 * 24 + 1)
        assert len(panel.select(".radar-days tbody tr")) == 8
    assert [len(panel.select("svg.chart .chart-spike")) for panel in panels] == [1, 0, 0]
    assert "are normal" in words(panels[0].header)


def test_the_figures_of_the_days_are_those_of_the_week(
    reader: FlaskClient, weeks: Weeks, newsroom: Newsroom
) -> None:
    panel = shown(reader).select_one("section[aria-labelledby=topics] .radar-topic")
    counts = newsroom.store.volumes.topics(NOW.replace(minute=0) - timedelta(days=7))["export-bans"]
    assert sum(int(row.select("td")[0].text) for row in panel.select(".radar-days tbody tr")) == sum(
        number for at, number in counts.items() if at >= NOW.replace(minute=0) - timedelta(days=7)
    )


def test_a_young_desk_says_when_it_will_know_what_is_normal(reader: FlaskClient, newsroom: Newsroom) -> None:
    found = shown(reader)
    assert "It is not known yet what is normal" in words(found.select_one(".notice"))
    begun = newsroom.store.volumes.recorded_since()
    known = found.select_one(".notice time")["datetime"]
    assert known >= stamp(begun + timedelta(days=21))
    assert found.select(".chart-band") == []
    assert found.select("#spikes") == []


def test_a_quiet_week_says_that_nothing_is_out_of_the_ordinary(
    reader: FlaskClient, newsroom: Newsroom, weeks: Weeks
) -> None:
    with newsroom.store.database.writing() as connection:
        connection.execute(delete(articles).where(articles.c.key.like("event-%")))
    found = shown(reader)
    assert found.select(".radar-sighting") == []
    assert "kept within its normal" in words(found)


def test_without_topics_it_says_what_to_do(sqlite_store: Store) -> None:
    app = create_app(sqlite_store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True)
    found = page(app.test_client().get("/radar", base_url="http://localhost"))
    assert "wiredesk config apply" in words(found.select_one(".empty"))


def test_for_a_minute_it_is_not_looked_at_anew(reader: FlaskClient, newsroom: Newsroom) -> None:
    before = reader.get("/api/radar").get_json()
    fill_weeks(newsroom.store)
    assert reader.get("/api/radar").get_json() == before


def test_the_api_gives_every_hour_and_the_spikes_with_their_stories(
    reader: FlaskClient, weeks: Weeks
) -> None:
    told = reader.get("/api/radar").get_json()
    assert told["zone"] == "UTC"
    assert [one["key"] for one in told["radar"]["topics"]] == [topic.slug for topic in TOPICS]
    points = told["radar"]["topics"][0]["course"]["points"]
    assert len(points) == 7 * 24 + 1
    assert points[-1]["end"] == stamp(NOW)
    assert {spike["of"]["key"] for spike in told["radar"]["spikes"]} == {"export-bans", NAME}
    (story, _) = told["radar"]["spikes"][0]["stories"]
    assert story["story"]["headline"] == EVENT
    assert 0 < story["importance"]["score"] < 1


def test_strangers_see_neither(stranger: FlaskClient) -> None:
    assert stranger.get("/radar").status_code == 303
    assert stranger.get("/api/radar").status_code == 401
