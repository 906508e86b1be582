"""The seed of stories: the fitted likeness, and how often words stood in the items it was fitted on."""

import json
from collections import Counter
from collections.abc import Mapping

from monitor.shipped import ENCODER, SEEDS
from monitor.stories.grouping.likeness import Likeness, parse_trees
from monitor.stories.grouping.meaning import Meaning, load_axes
from monitor.stories.grouping.rarity import Rarity
from monitor.topics.encoder.package import encoder_in_use

WORDS = SEEDS / "stories.json"
MEANT = ENCODER / "stories.json"
AXES = ENCODER / "axes.npz"


def parse_seed(words: str, meant: str = "") -> tuple[Likeness, Rarity]:
    """What monitor.stories.learning.fit wrote, once without and once with an encoder; the latter may be missing.

    Raises ValueError where it was written for other figures.
    """
    known = json.loads(words)
    rarity = Rarity({kind: Counter(seen) for kind, seen in known["seen"].items()}, Counter(known["reports"]))
    return Likeness(parse_trees(words), parse_trees(meant) if meant else None), rarity


def shipped_seed() -> tuple[Likeness, Rarity]:
    """The seed that comes with the product, for the encoder too where that is in use. (I/O)

    Raises ValueError where it is faulty, ConfigurationError as `encoder_in_use`.
    """
    return parse_seed(WORDS.read_text("utf-8"), MEANT.read_text("utf-8") if encoder_in_use() else "")


def shipped_meaning() -> Meaning | None:
    """What reads texts for what they mean; None where no encoder is in use. (I/O) Raises as `shipped_seed`."""
    if not encoder_in_use():
        return None
    from monitor.topics.encoder.reader import reader  # with all that the extra brings

    axes = load_axes(AXES)

    def meaning(title: str, text: str) -> Mapping[str, float]:
        return axes.terms(reader().vector(title, text))

    return meaning
