"""The standing of outlets: found by host or name, set by the desk, every fault of the file named."""

from pathlib import Path

import pytest

from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.shipped import CONFIG
from monitor.stories.copies.credit import AGENCIES
from monitor.stories.outlets import Outlet, Outlets
from monitor.stories.outlets_file import OUTLETS, load_outlets, read_outlets

NEWS = Outlet("The Invented News", ("invented.example",), 1)
SHIPS = Outlet("Invented Ships", ("ships.invented.example",), 2)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "outlets.toml"
    path.write_text(text, "utf-8")
    return path


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        read_outlets(written(tmp_path, text))
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("name", "addresses", "found"),
    [
        ("anything", ["https://www.invented.example/2026/a"], NEWS),
        ("anything", ["https://ships.invented.example/a"], SHIPS),
        ("anything", ["https://old.ships.invented.example/a"], SHIPS),
        ("anything", ["https://feeds.proxy.example/x", "https://invented.example"], NEWS),
        ("Invented News", [], NEWS),
        ("the invented  NEWS", ["https://elsewhere.example"], NEWS),
        ("ships.invented.example", [], SHIPS),
        ("Other News", ["https://notinvented.example", "https://[bad", ""], None),
    ],
)
def test_an_outlet_is_found_by_the_nearest_host_or_by_name(name, addresses, found):
    assert Outlets([NEWS, SHIPS]).find(name, addresses) == found


def test_what_the_installation_says_goes_before_what_comes_with_the_product(tmp_path):
    shipped = read_outlets(OUTLETS)
    reuters = next(one for one in shipped if one.name == "Reuters")
    own = written(tmp_path, f'[[outlet]]\nname = "Reuters"\nhosts = ["{reuters.hosts[0]}"]\ntier = 3\n')
    known, plain = load_outlets(own), load_outlets(tmp_path / "none.toml")
    assert (plain.find("Reuters").tier, known.find("Reuters").tier) == (1, 3)
    assert known.find("", [f"https://www.{reuters.hosts[0]}/x"]).tier == 3
    assert known.find("Le Monde") == plain.find("Le Monde")
    assert known.version != plain.version


def test_every_feed_that_comes_with_the_product_is_ranked_and_every_agency_that_texts_credit():
    known = load_outlets(Path("nowhere.toml"))
    feeds = read_feeds(CONFIG / "feeds.toml")
    assert [feed.name for feed in feeds if known.find("", [feed.site, feed.url]) is None] == []
    assert [name for name in AGENCIES.values() if known.find(name) is None] == []


def test_every_fault_is_told_with_its_line_and_remedy(tmp_path):
    told = faults(
        tmp_path,
        'colour = "red"\n'
        '[[outlet]]\nname = "A"\nhosts = ["a.example", "https://b.example/"]\ntier = 4\n'
        '[[outlet]]\nname = "B"\nhosts = ["A.example", "localhost"]\ntier = "1"\nowned = true\n'
        '[[outlet]]\nname = "C"\nhosts = ["www.a.example"]\ntier = 1\n[[outlet]]\nname = "D"\n'
        'hosts = ["a.example"]\ntier = 2\n[[outlet]]\nhosts = []\ntier = 1\n',
    )
    for place, remedy in (
        (":1: colour", "remove it"),
        (':4: outlet "A": hosts #2', "without scheme"),
        (':5: outlet "A": tier', "from 1 to 3"),
        (':8: outlet "B": hosts #2', "like example.org"),
        (':9: outlet "B": tier', "digits only"),
        (':10: outlet "B": owned', "write state_owned"),
        (":17: outlet \"D\": hosts #1: a.example stands with 'C' too", "remove one of the two"),
        (":19: outlet 5: name: is missing", "add it"),
    ):
        assert any(place in line and remedy in line for line in told), (place, told)


@pytest.mark.parametrize("text", ["outlet = 3\n", "[outlet]\nname = 'x'\n"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    assert any("[[outlet]]" in line for line in faults(tmp_path, text))
