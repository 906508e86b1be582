"""What the encoder adds to grouping, in a process of its own: those of the other tests go by words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.encoder import installed

_SCRIPT = """
import json, sys
from monitor.store import open_store
from monitor.store.migrate import upgrade
from monitor.store.stories.tables import reports
from monitor.stories.grouping.features import unpack_terms
from monitor.stories.grouping.weighing import MEANING, kinds_of
from sqlalchemy import select
from tests.told import brought, group, told

TOLD = [
    ("fr", "La flotte rentre au port sans son amiral", "Il est resté à terre, malade."),
    ("pl", "Flota wraca do portu bez admirała", "Został na lądzie, jest chory."),
    ("en", "Ministers quarrel over barley prices", "Farmers want the tariff back."),
]

database, crowd = sys.argv[1], int(sys.argv[2])
store = open_store(database)
upgrade(store.database)
crowded = [told(100 + number, f"Report number {number}") for number in range(crowd)]
items = [told(number, title, text, language=lang) for number, (lang, title, text) in enumerate(TOLD)]
numbers = brought(store, [*crowded, *items])[crowd:]
group(store)
stories = store.stories.of_articles(numbers)
with store.database.reading() as connection:
    kept = {row.article_id: row.features for row in connection.execute(select(reports))}
meant = [bool((kinds_of(unpack_terms(kept[number])[0]) == MEANING).any()) for number in numbers]
print(json.dumps({"stories": [stories[number] for number in numbers], "meant": meant}))
"""


@pytest.fixture
def grouped(tmp_path):
    def run(wish: str, crowd: int = 0) -> tuple[list[int], list[bool]]:
        script = tmp_path / "group.py"
        script.write_text(_SCRIPT, "utf-8")
        done = subprocess.run(
            [sys.executable, script, f"sqlite:///{tmp_path}/{wish}-{crowd}.db", str(crowd)],
            env={
                **os.environ,
                "WIREDESK_ENCODER": wish,
                "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *filter(None, sys.path)]),
            },
            stdout=subprocess.PIPE,
            check=True,
            timeout=240,
        )
        answer = json.loads(done.stdout)
        return answer["stories"], answer["meant"]

    return run


def test_reports_in_two_languages_that_share_no_word_are_one_story_by_what_they_mean(grouped):
    installed()
    (french, polish, other), meant = grouped("on")
    assert meant == [True, True, True]
    assert french == polish != other


def test_without_the_encoder_they_are_two(grouped):
    (french, polish, other), meant = grouped("off")
    assert meant == [False, False, False]
    assert len({french, polish, other}) == 3


def test_in_a_crowd_nothing_is_read_for_what_it_means(grouped):
    installed()
    _, meant = grouped("on", crowd=215)
    assert meant == [False, False, False]
