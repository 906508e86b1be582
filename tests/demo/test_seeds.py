import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path
from string import Formatter

import pytest

from monitor.demo.model import Seeds
from monitor.demo.seeds import FOLDER, SeedError, read

CREDIT = re.compile(r"(?:Originally published by |\()((?:[A-ZŁŚŻŹ][\w&]+ ?){2,})[.)]")
REAL_NAMES = re.compile(
    r"\b(Reuters|AFP|dpa|PAP|ANSA|EFE|BBC|CNN|Bloomberg|Ukrinform|Unian|Interfax|Jane'?s|Defense News|Politico"
    r"|Lockheed|Raytheon|Rheinmetall|Hanwha|Baykar|Saab|Leonardo|Thales|Boeing|Airbus|Kongsberg|Nammo"
    r"|KNDS|Hensoldt|Diehl|Indra|Elbit|Rafael|Anduril|Patria|НАБУ|ДБР|Укроборонпром)\b"
)


def test_the_world_has_outlets_of_every_format_in_many_languages(seeds: Seeds) -> None:
    outlets = seeds.outlets.values()
    assert len(outlets) >= 16
    assert {"en", "uk", "de", "fr", "pl", "es", "it"} <= {outlet.language for outlet in outlets}
    formats = Counter(outlet.format for outlet in outlets)
    assert all(formats[name] >= 3 for name in ("rss", "atom", "rdf")), formats
    assert {outlet.text for outlet in outlets} == {"full", "summary", "headline"}
    assert {outlet.validators for outlet in outlets} == {True, False}
    assert {outlet.answers for outlet in outlets} == {"feed", "error-page", "now-and-then"}
    assert len({outlet.name for outlet in outlets}) == len(outlets)


def test_there_are_items_for_two_weeks_and_more_for_the_first_twenty_minutes(seeds: Seeds) -> None:
    day = 24 * 60
    assert sum(0 <= item.age <= 14 * day for item in seeds.items) >= 170
    busy_days = {int(item.age // day) for item in seeds.items if 0 <= item.age <= 14 * day}
    assert busy_days == set(range(14))
    coming = sorted(-item.age for item in seeds.items if item.age < 0)
    assert len(coming) >= 60
    for minute in range(20):
        assert 2 <= sum(minute <= age < minute + 1 for age in coming) <= 4


def test_every_topic_is_carried_and_about_half_of_the_items_carry_none(seeds: Seeds) -> None:
    carried = Counter(label for item in seeds.items for label in item.labels)
    assert set(carried) == {"export-bans", "coproduction", "procurement-scandals"}
    assert min(carried.values()) >= 40
    assert 0.4 <= sum(bool(item.labels) for item in seeds.items) / len(seeds.items) <= 0.55
    templates = seeds.phrasebook.templates
    assert {label for template in templates for label in template.labels} == set(carried)
    assert 0.4 <= sum(bool(template.labels) for template in templates) / len(templates) <= 0.55


def test_several_events_are_told_by_outlets_of_several_languages(seeds: Seeds) -> None:
    tellers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item in seeds.items:
        if not item.copy_of:
            tellers[item.story].add((item.outlet, item.language or seeds.outlets[item.outlet].language))
    events = [
        story
        for story, who in tellers.items()
        if len(who) >= 4 and len({language for _, language in who}) >= 2
    ]
    assert len(events) >= 4


def test_a_copy_shares_text_with_its_original_names_its_outlet_and_comes_later(seeds: Seeds) -> None:
    by_name = {f"{item.outlet}/{item.id}": item for item in seeds.items}
    copies = [item for item in seeds.items if item.copy_of]
    assert len(copies) >= 15
    for copy in copies:
        original = by_name[copy.copy_of]
        opening = " ".join(original.summary.split()[:10])
        assert opening in copy.summary, copy.id
        assert set(copy.content) <= set(original.content), copy.id
        assert seeds.outlets[original.outlet].name in copy.summary, copy.id
        assert copy.age < original.age, copy.id
        assert (copy.story, copy.labels) == (original.story, original.labels), copy.id
    assert {bool(copy.content) for copy in copies} == {True, False}  # whole ones and cut ones


def test_no_item_credits_an_outlet_that_is_not_of_this_world(seeds: Seeds) -> None:
    names = {outlet.name for outlet in seeds.outlets.values()}
    credited = {
        name.strip()
        for item in seeds.items
        for text in (item.title, item.summary, *item.content)
        for name in CREDIT.findall(text)
    }
    assert {"Norrland Press", "Parapet Weekly"} <= credited <= names


def test_no_real_newsroom_or_arms_maker_is_named(seeds: Seeds) -> None:
    texts = [text for item in seeds.items for text in (item.title, item.summary, *item.content)]
    texts += [
        value for lists in seeds.phrasebook.slots.values() for values in lists.values() for value in values
    ]
    assert [text for text in texts if REAL_NAMES.search(text)] == []


def test_every_list_of_the_phrasebook_is_used(seeds: Seeds) -> None:
    used = {
        (template.language, slot)
        for template in seeds.phrasebook.templates
        for _, slot, _, _ in Formatter().parse(template.title + template.summary)
        if slot
    }
    assert used == {(language, slot) for language, lists in seeds.phrasebook.slots.items() for slot in lists}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped seeds, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "demo"))


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_all_faults_are_told_at_once_each_with_its_file_and_line(folder: Path) -> None:
    _replace(folder / "outlets.toml", 'format = "rss"', 'format = "gopher"')
    _replace(folder / "templates.toml", "{firm} and {partner} to build", "{firm} and {uncle} to build")
    items = (folder / "items.jsonl").read_text("utf-8").splitlines()
    items[2] = (
        '{"id": "x", "outlet": "demir-kanat", "age": 5, "title": "", "summary": "y", "story": "z", "k": 1}'
    )
    items[4] = '{"id": "x", "outlet": "the-moon", "age": 5, "title": "t", "summary": "y", "story": "z"}'
    items[6] = items[5]
    items[8] = (
        '{"id": "v", "outlet": "demir-kanat", "age": 5, "title": "t", "summary": "y", "story": "z", "copy_of": "q/r"}'
    )
    (folder / "items.jsonl").write_text("\n".join(items), "utf-8")
    with pytest.raises(SeedError) as caught:
        read(folder)
    told = str(caught.value).splitlines()
    starts = [
        "outlets.toml:7: format:",
        "items.jsonl:3: title:",
        "items.jsonl:3: k:",
        "items.jsonl:5: outlet: 'the-moon'",
        "items.jsonl:7: id:",
        "items.jsonl:9: copy_of: there is no item 'q/r'",
    ]
    for start in starts:
        assert any(line.startswith(start) for line in told), start
    line = next(line for line in told if "{uncle}" in line)
    assert re.match(r"templates\.toml:\d+: \{uncle\} has no values under \[slots\.en\]", line)


def test_broken_toml_and_json_are_named_too(folder: Path) -> None:
    (folder / "outlets.toml").write_text("[[outlets]\n", "utf-8")
    _replace(folder / "items.jsonl", "{", "")
    with pytest.raises(SeedError, match=r"(?s)outlets\.toml: .*line 1.*items\.jsonl:1: Invalid JSON"):
        read(folder)
