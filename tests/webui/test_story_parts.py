"""What a story's page leaves out at first and brings when it is asked for: chapters, the middle of a long timeline."""

from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.store.stories.tables import reports
from tests.told_stories import tell
from tests.webui.joined import Joined
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_stories import story, words
from tests.webui.visits import page, post
from webui.stories.timeline import BEGIN, END


def test_chapters_of_the_affair_are_a_link_away_and_a_part_for_the_script(
    reader: FlaskClient, told: Joined
) -> None:
    place = story(reader, told.engines).select_one("[data-chapters]")
    assert place.a["href"] == place["data-chapters"]
    alone = page(reader.get(place.a["href"]))
    part = page(reader.get(place.a["href"], headers={"X-Part": "1"}))
    assert alone.h1.text == "Chapters of the same affair"
    assert not part.h1
    for shown in (alone, part):
        chapter = shown.select_one(".story-chapters li")
        assert chapter.a["href"] == f"/stories/{told.chapter}"
        assert "1 report, 1 outlet · the same names: Brevik Motor" in words(chapter)
    assert "No other story" in page(reader.get(f"/stories/{told.bystander}/chapters")).text
    assert reader.get("/stories/999999/chapters").status_code == 404


def test_a_chapter_with_nothing_named_in_common_says_only_its_size(
    reader: FlaskClient, told: Joined, newsroom: Newsroom
) -> None:
    with newsroom.store.database.writing() as connection:
        connection.execute(update(reports).values(told=[]))
    (chapter,) = page(reader.get(f"/stories/{told.engines}/chapters")).select(".story-chapters p")
    assert words(chapter) == "1 report, 1 outlet"


def test_a_long_timeline_begins_with_its_ends(editor: FlaskClient, newsroom: Newsroom) -> None:
    story_id = tell(newsroom.store, newsroom.articles[:60], NOW)
    whole = story(editor, story_id, all=1)
    every = [str(line["id"]) for line in whole.select(".report")]
    assert len(every) == 60
    assert not whole.select(".story-between")
    begun = story(editor, story_id)
    assert [line["id"] for line in begun.select(".report")] == [*every[:BEGIN], *every[-END:]]
    link = begun.select_one(".story-between a")
    assert link.text == f"Show the {60 - BEGIN - END} texts in between"
    assert link["href"] == f"/stories/{story_id}?all=1#{every[-END]}"
    part = page(editor.get(str(link["href"]), headers={"X-Part": "1"}))
    assert [line["id"] for line in part.select("#timeline .report")] == every
    assert len(part.select(".pick input")) == 60
    assert not part.h1
    middle, end = every[BEGIN].removeprefix("r"), every[0].removeprefix("r")
    assert len(story(editor, story_id, at=middle).select(".report")) == 60
    assert len(story(editor, story_id, at=end).select(".report")) == BEGIN + END
    refused = page(post(editor, f"/stories/{story_id}/take", articles=[middle], state="0.0", reference="?"))
    assert refused.select_one(f"#r{middle} .pick input").has_attr("checked")
