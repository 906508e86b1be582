"""The page of numbers: what it draws, its tables and CSV, and that each number leads to as many articles."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from monitor.model import Says
from monitor.settings import Settings
from monitor.store import Store, open_store
from monitor.store.tables import appearances, articles
from tests.webui.newsroom import NOW, TOPICS, Newsroom, furnish
from tests.webui.visits import page
from tests.webui.weeks import fill_weeks
from webui import create_app
from webui.numbers.delays import spread
from webui.numbers.period import Period
from webui.numbers.sections import SECTIONS
from webui.numbers.table import Cell, Column, Table, as_csv

SLUGS = ("volume", "outlets", "languages", "delays", "quality")


@pytest.fixture(scope="module")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Newsroom]:
    """Ten weeks in place of the newsroom's morning, each article brought ten minutes after it was published."""
    path = tmp_path_factory.mktemp("weeks") / "wiredesk.db"
    made = furnish(path)
    store = open_store(f"sqlite:///{path}")
    fill_weeks(store)
    with store.database.writing() as connection:
        for row in connection.execute(select(articles)).all():
            seen = row.published + timedelta(minutes=10)
            connection.execute(update(articles).where(articles.c.id == row.id).values(first_seen=seen))
            name = {"feed_id": row.feed_id, "entry_id": row.key, "article_id": row.id, "content_hash": b""}
            connection.execute(insert(appearances).values(name | {"first_seen": seen}))
    store.close()
    return path, made


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def shown(client: FlaskClient, path: str = "/numbers") -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return page(response)


def figures(found: BeautifulSoup, slug: str) -> list[list[Tag]]:
    return [row.select("th, td") for row in found.select(f"#{slug} tbody tr")]


def number(element: Tag) -> int:
    return int(element.get_text().split()[0].replace("\u202f", ""))


def test_each_part_has_its_drawings_and_the_same_in_figures(reader: FlaskClient) -> None:
    found = shown(reader)
    assert [part["id"] for part in found.select(".numbers-part")] == list(SLUGS)
    for slug in SLUGS[:4]:
        assert found.select(f"#{slug} figure svg"), slug
        assert found.select(f"#{slug} tbody tr"), slug
    assert [words(title) for title in found.select("#volume h3")] == [topic.name for topic in TOPICS]
    assert [len(line["points"].split()) for line in found.select("#volume polyline.chart-line")] == [
        27,
        2,
    ] * 3


@pytest.mark.parametrize(("weeks_asked", "rows"), [(1, 7), (4, 28), (12, 71), (52, 11)])
def test_the_period_stands_in_the_address(reader: FlaskClient, weeks_asked: int, rows: int) -> None:
    found = shown(reader, f"/numbers?weeks={weeks_asked}")
    assert len(figures(found, "volume")) == rows
    assert found.select_one(".segments a[aria-current]")["href"] == f"/numbers?weeks={weeks_asked}"
    assert f"weeks={weeks_asked}" in found.select_one("#volume .numbers-figures > a")["href"]


def test_days_before_the_desk_began_are_no_silence(reader: FlaskClient) -> None:
    """Its records are of ten weeks: of twelve, the first two would be drawn as if nothing had been reported."""
    note = "What was before the desk began is left out."
    assert note in words(shown(reader, "/numbers?weeks=12").select_one("#volume header"))
    assert note not in words(shown(reader, "/numbers?weeks=4").select_one("#volume header"))


def test_a_period_that_there_is_not_is_the_usual_one(reader: FlaskClient) -> None:
    for given in ("5", "x", "", "-1"):
        assert (
            words(shown(reader, f"/numbers?weeks={given}").select_one(".segments [aria-current]"))
            == "4 weeks"
        )


def test_every_number_leads_to_as_many_articles(reader: FlaskClient) -> None:
    found = shown(reader, "/numbers?weeks=1")
    checked = 0
    for slug in ("outlets", "languages"):
        for _, *cells in figures(found, slug):
            for cell in cells:
                if cell.a:
                    there = shown(reader, cell.a["href"])
                    assert number(there.h1) == number(cell)
                    assert len(there.select(".numbers-list > li")) == min(number(cell), 50)
                    checked += 1
    assert checked > 20


def test_the_volume_of_a_day_leads_to_its_reports_and_their_copies(reader: FlaskClient) -> None:
    rows = figures(shown(reader, "/numbers?weeks=1"), "volume")
    yesterday = rows[1][1]
    there = shown(reader, yesterday.a["href"])
    assert number(there.h1) == number(yesterday) + 1  # one of the event's is a copy of another
    assert f"{number(yesterday)} different texts" in words(there.select_one(".page-head"))


def test_a_spike_lies_above_what_is_normal(reader: FlaskClient) -> None:
    (_, cell, *_), *_ = figures(shown(reader, "/numbers?weeks=1"), "volume")[1:]
    high = int(words(cell).rpartition("–")[2])
    assert number(cell) > high
    assert "1 day above normal" in words(shown(reader, "/numbers?weeks=1").select_one("#volume figcaption"))


def test_the_days_are_those_of_the_reader() -> None:
    kyiv, tokyo = (
        Period.read({"weeks": "1"}, NOW.replace(hour=20), ZoneInfo(name))
        for name in ("Europe/Kyiv", "Asia/Tokyo")
    )
    assert (kyiv.today, tokyo.today) == (date(2026, 11, 20), date(2026, 11, 21))
    assert tokyo.since.isoformat() == "2026-11-14T15:00:00+00:00"
    assert sum(tokyo.counts([tokyo.since, tokyo.since - timedelta(seconds=1)])[-7:]) == 1


def test_records_count_from_their_first_whole_day() -> None:
    period = Period.read({"weeks": "1"}, NOW, ZoneInfo("UTC"))
    assert period.known(NOW - timedelta(days=400)) == 0
    assert period.known(NOW) == 8 * 7 + 7
    assert period.known(NOW - timedelta(days=10)) == 8 * 7 + 7 - 10


def test_delays_are_quantiles_of_each_feed(reader: FlaskClient) -> None:
    rows = figures(shown(reader), "delays")
    assert len(rows) == 7
    assert {words(row[4]) for row in rows} == {"10 minutes"}
    assert spread(range(101)).nine_tenths == 90


def test_known_quality_is_shown_week_by_week(reader: FlaskClient, newsroom: Newsroom) -> None:
    line = next(iter(newsroom.store.desk.lines(range(1, 5_000)).values()))
    topic = line.matches[0].topic
    newsroom.store.verdicts.give(line.article_id, topic, Says.CARRIES, "editor one", NOW)
    found = shown(reader)
    (panel,) = found.select("#quality figure")
    assert "precision 100%" in words(panel)
    latest = figures(found, "quality")[0]
    (cell,) = (cell for cell in latest if cell.a)
    assert cell.a["href"] == f"/topics/{topic}/quality"
    assert words(cell) == "100% 21%–100% of 1"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_csv_has_the_rows_of_the_table(reader: FlaskClient, slug: str) -> None:
    response = reader.get(f"/numbers/{slug}.csv?weeks=1")
    assert response.mimetype == "text/csv"
    assert slug in response.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert len(rows) - 1 == len(figures(shown(reader, "/numbers?weeks=1"), slug))
    assert len({len(row) for row in rows}) == 1
    assert rows[0][0] in {"Day from", "Outlet", "Language", "Feed", "Week of"}


def test_no_cell_of_a_csv_is_a_formula() -> None:
    table = Table("", [Column("Feed"), Column("n")], [[Cell("", ("=cmd()",)), Cell("", (-3,))]])
    assert as_csv(table).splitlines()[1] == "'=cmd(),-3"


def test_a_table_that_there_is_not_is_not_found(reader: FlaskClient) -> None:
    assert reader.get("/numbers/nothing.csv").status_code == 404


def test_the_list_leaves_out_what_makes_no_sense(reader: FlaskClient) -> None:
    odd = (
        "/numbers/articles?topic=x&feed=99999999999&language=zzzzzzzzzzzz&from=31.1.&to=9999-12-31&older=%00"
    )
    assert "No article is left here" in words(shown(reader, odd).main)


def test_the_list_goes_on_behind_its_last_article(reader: FlaskClient) -> None:
    path, seen = "/numbers/articles?topic=coproduction", []
    while path:
        found = shown(reader, path)
        seen += [link["href"] for link in found.select(".numbers-list h2 a")]
        older = found.select_one("a[rel=next]")
        path = older["href"] if older else ""
    assert len(seen) == len(set(seen)) == number(found.h1)


def test_an_empty_desk_says_what_to_do(sqlite_store: Store) -> None:
    app = create_app(sqlite_store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True)
    found = page(app.test_client().get("/numbers", base_url="http://localhost"))
    assert len(found.select(".numbers-nothing")) == len(SECTIONS)
    assert "wiredesk config apply" in words(found.select_one("#volume"))


def test_strangers_see_none_of_it(stranger: FlaskClient) -> None:
    for path in ("/numbers", "/numbers/volume.csv", "/numbers/articles"):
        assert stranger.get(path).status_code == 303
