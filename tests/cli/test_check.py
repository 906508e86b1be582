"""`wiredesk check` finds everything that is wrong at once."""

import shutil
from pathlib import Path

from monitor.shipped import SEEDS


def test_what_comes_with_the_product_is_in_order(wiredesk) -> None:
    result = wiredesk("check")
    assert result.exit_code == 0, result.output
    assert "in order" in result.output
    assert "judged by their words alone" in result.output


def test_faults_of_settings_feeds_and_topics_are_all_told(wiredesk, data: Path, tmp_path: Path) -> None:
    (data / "wiredesk.toml").write_text("[polling]\ninterval_minutes = 1\nintervall = 2\n")
    (data / "feeds.toml").write_text('[[feed]]\nname = "X"\nurl = "nowhere"\n')
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS / "topics", seeds / "topics")
    shutil.copy(SEEDS / "concepts.toml", seeds)
    topic = seeds / "topics" / "coproduction.toml"
    topic.write_text("colour = 1\n" + topic.read_text())
    result = wiredesk("check", "--topics", seeds)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert any("wiredesk.toml:2" in line for line in lines)
    assert any("wiredesk.toml:3" in line and "intervall" in line for line in lines)
    assert any("feeds.toml:3" in line for line in lines)
    assert any("coproduction.toml" in line and "colour" in line for line in lines)


def test_an_example_that_comes_out_wrong_is_named(wiredesk, tmp_path: Path) -> None:
    topic = tmp_path / "seeds" / "topics" / "export-bans.toml"  # it alone, for it must be learnt anew
    topic.parent.mkdir(parents=True)
    shutil.copy(SEEDS / "topics" / topic.name, topic)
    seeds = topic.parent.parent
    shutil.copy(SEEDS / "concepts.toml", seeds)
    example = '\ntitle = "Village choir sings in spring"\nlang = "en"\n'
    both = f"\n[[examples.match]]{example}[[examples.near_miss]]{example}"  # one of them must come out wrong
    topic.write_text(topic.read_text() + both)
    result = wiredesk("check", "--topics", seeds)
    assert result.exit_code == 1
    assert "Village choir" in result.output


def test_the_check_makes_no_database(wiredesk, data: Path) -> None:
    wiredesk("check")
    assert not (data / "wiredesk.db").exists()
