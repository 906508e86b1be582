"""`wiredesk radar` prints what the page shows, and `check` reads the standing of outlets."""

import json
from pathlib import Path

from monitor.store import open_store
from monitor.store.migrate import upgrade
from tests.webui.newsroom import fill
from tests.webui.weeks import EVENT, fill_weeks


def test_it_lists_topics_with_their_normal_and_spikes_with_their_stories(
    wiredesk, data: Path, monkeypatch
) -> None:
    from monitor import clock
    from tests.webui.newsroom import NOW

    store = open_store(f"sqlite:///{data / 'wiredesk.db'}")
    upgrade(store.database)
    fill(store)
    fill_weeks(store)
    store.close()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    result = wiredesk("radar")
    assert result.exit_code == 0, result.output
    assert "Export bans: 19 reports from 2026-11-19 14:00 to 2026-11-19 19:00, usual" in result.output
    assert f"11  {EVENT}  (story" in result.output
    told = json.loads(wiredesk("radar", "--json").output)
    assert [one["of"]["key"] for one in told["spikes"]] == ["export-bans", "gepard"]


def test_a_desk_that_is_new_says_that_nothing_is_known_yet(wiredesk) -> None:
    result = wiredesk("radar")
    assert result.exit_code == 0, result.output
    assert "not known yet" in result.output


def test_faults_of_the_standing_of_outlets_are_told(wiredesk, data: Path) -> None:
    (data / "outlets.toml").write_text('[[outlet]]\nname = "X"\nhosts = ["x.example"]\ntier = 5\n')
    result = wiredesk("check")
    assert result.exit_code == 1
    assert 'outlets.toml:4: outlet "X": tier: must be 3 or less (is 5)' in result.output


def test_weights_that_leave_nothing_to_weigh_are_refused(wiredesk, data: Path) -> None:
    (data / "wiredesk.toml").write_text("[importance]\noutlets = 0\nstanding = 0\nspread = 0\ntopic = 0\n")
    result = wiredesk("check")
    assert "wiredesk.toml:5: importance.topic: leaves no term any weight" in result.output
    (data / "wiredesk.toml").write_text('[radar]\nzone = "Europe/Atlantis"\n')
    assert "radar.zone: must be a time zone" in wiredesk("check").output
