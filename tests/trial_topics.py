"""Small topics and few labelled items, so that a training takes a moment."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from monitor.model import Classified, Example, Match, PollOutcome, Topic
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.topics.learning.exemplar import Exemplar
from tests.samples import NOW, article, feed

FIRES = Topic(
    slug="factory-fires",
    name="Factory fires",
    definition="Fires and explosions where arms are made.",
    concepts={
        "fire": {"any": ("explosion*", "explod*", "blaze*", "fire*")},
        "works": {"any": ("arms factory", "powder mill*", "munition* plant*")},
    },
    matches=(
        Example("Blaze at the arms factory"),
        Example("Explosion in a powder mill"),
        Example("Munitions plant explodes"),
        Example("Fire guts a powder mill", "Two people were hurt."),
        Example("Explosions heard at the munitions plant"),
        Example("Three die as an arms factory explodes"),
    ),
    near_misses=(
        Example("Blaze at a bakery"),
        Example("Arms factory hires two hundred"),
        Example("Powder mill opens its museum"),
        Example("Explosion in a block of flats"),
        Example("A quiet day in parliament"),
        Example("Munitions plant gets a new roof"),
    ),
)
STORMS = Topic(
    slug="storms",
    name="Storms",
    definition="Storms that keep ships in port.",
    concepts={"storm": {"any": ("storm*", "gale*")}, "ship": {"any": ("ship*", "ferr*")}},
    matches=(Example("Storm keeps ships in port"),),
    near_misses=(Example("Ferry company hires"),),
)

_STORMY = (
    "Gale keeps the ferry in port",
    "Storm drives a ship ashore",
    "Ships wait out the storm",
    "Ferries stop",
)
_CALM = ("Ferry company hires", "Parliament meets", "Storm of protest over a bill", "A new ship is named")

# For the articles of a desk: a title that carries FIRES, and one that does not.
FIRE, NO_FIRE = "Explosion at the powder mill in Brevik", "Parliament meets in Brevik"


def few_labelled(folder: Path) -> Path:
    """A folder of labelled items that know nothing of FIRES, and of STORMS a little."""
    folder.mkdir()
    lines = [
        {"id": f"i{n}", "title": f"{what} number {n}", "story": f"s{n}", "labels": labels}
        for n in range(24)
        for what, labels in [
            (("Storm keeps ferries in port", ["storms"]), ("Ministry publishes a report", []))[n % 2]
        ]
    ]
    (folder / "few.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return folder


def fill(store: Store, titles: Sequence[str], topics: Sequence[Topic] = (FIRES, STORMS)) -> list[int]:
    """Articles with these titles, a minute older each and judged to carry nothing; their ids, in that order."""
    store.topics.put(topics)
    store.feeds.add([feed()], NOW)
    (lease,) = store.feeds.claim([feed().url], NOW)
    brought = [replace(article(n, title=title, summary=""), language="") for n, title in enumerate(titles)]
    new = tuple(Classified(one, (Match("factory-fires", 0.1, False),), "v1") for one in brought)
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))
    return [line.article_id for line in store.desk.page(DeskFilter(ALL), 500).lines]


def storm_items() -> list[Exemplar]:
    """Labelled items of STORMS, each a story of its own: the more of its words one has, the likelier it carries it."""
    chance = random.Random(5)
    found = []
    for number in range(160):
        stormy = number % 4
        said = [*chance.sample(_STORMY, stormy), *chance.sample(_CALM, 3 - stormy)]
        labels = frozenset({"storms"} if chance.random() < (0.03, 0.3, 0.55, 0.97)[stormy] else ())
        found.append(Exemplar(f"i{number}", ". ".join(said), "", "en", f"s{number}", labels))
    return found
