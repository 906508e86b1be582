"""Files and database: plan shows, apply does all or nothing, export writes."""

from pathlib import Path

from monitor.configuration.feeds_file import read_feeds

ONE = '[[feed]]\nname = "Harbour Gazette"\nurl = "https://harbour.example/feed"\n'
TWO = ONE + '\n[[feed]]\nname = "Inland Courier"\nurl = "https://inland.example/feed"\nlanguage = "de"\n'


def test_a_first_start_takes_the_feeds_of_the_data_folder(wiredesk, data: Path) -> None:
    (data / "feeds.toml").write_text(ONE)
    result = wiredesk("feeds", "list", "--json")
    assert result.exit_code == 0
    assert "Harbour Gazette" in result.output
    assert result.output.count('"url"') == 1


def test_without_a_file_of_its_own_it_takes_the_real_feeds_that_come_with_the_product(wiredesk) -> None:
    assert wiredesk("feeds", "list", "--json").output.count('"url"') >= 120


def test_plan_shows_and_changes_nothing_and_apply_changes_it(wiredesk, data: Path, tmp_path: Path) -> None:
    (data / "feeds.toml").write_text(ONE)
    wiredesk("feeds", "list")
    edited = tmp_path / "edited.toml"
    edited.write_text(TWO.replace("Harbour Gazette", "Harbour Daily"))

    shown = wiredesk("config", "plan", "--feeds", edited)
    assert "+ Inland Courier" in shown.output
    assert "name: Harbour Gazette -> Harbour Daily" in shown.output
    assert "Inland" not in wiredesk("feeds", "list").output

    assert wiredesk("config", "apply", "--feeds", edited).exit_code == 0
    listed = wiredesk("feeds", "list").output
    assert "Inland Courier" in listed
    assert "Harbour Daily" in listed
    assert "0 to add, 0 to change" in wiredesk("config", "plan", "--feeds", edited).output


def test_a_faulty_file_is_refused_with_all_its_faults_and_nothing_is_applied(
    wiredesk, data: Path, tmp_path: Path
) -> None:
    (data / "feeds.toml").write_text(ONE)
    wiredesk("feeds", "list")
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(
        TWO
        + '\n[[feed]]\nname = 7\nurl = "ftp://x.example/"\n\n[[feed]]\nnam = "X"\nurl = "https://inland.example/feed/"\n'
    )
    result = wiredesk("config", "apply", "--feeds", faulty)
    assert result.exit_code == 1
    for place in (":11: ", ":12: ", ":15: ", ":16: "):
        assert f"faulty.toml{place}" in result.output, result.output
    assert "Traceback" not in result.output
    assert "Inland" not in wiredesk("feeds", "list").output


def test_bad_toml_names_file_and_line(wiredesk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(ONE + "[[feed\n")
    result = wiredesk("config", "plan", "--feeds", broken)
    assert (result.exit_code, "broken.toml:4" in result.output) == (1, True), result.output


def test_prune_pauses_what_the_file_does_not_name(wiredesk, data: Path, tmp_path: Path) -> None:
    (data / "feeds.toml").write_text(TWO)
    wiredesk("feeds", "list")
    small = tmp_path / "small.toml"
    small.write_text(ONE)
    assert "only in the database" in wiredesk("config", "plan", "--feeds", small).output
    wiredesk("config", "apply", "--feeds", small, "--prune")
    assert "Paused" in wiredesk("feeds", "list").output


def test_export_writes_what_apply_reads(wiredesk, data: Path, tmp_path: Path) -> None:
    (data / "feeds.toml").write_text(TWO)
    out = tmp_path / "out.toml"
    assert wiredesk("config", "export", out).exit_code == 0
    assert {feed.name for feed in read_feeds(out)} == {"Harbour Gazette", "Inland Courier"}
    assert "0 to add, 0 to change, 0 only" in wiredesk("config", "plan", "--feeds", out).output
