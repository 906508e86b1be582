"""The seed of stories: the fitted likeness, and how often words stood in the items it was fitted on."""

import json
from collections import Counter

from monitor.stories.grouping.likeness import Likeness, parse_likeness
from monitor.stories.grouping.rarity import Rarity


def parse_seed(written: str) -> tuple[Likeness, Rarity]:
    """What monitor.stories.grouping.fit wrote. ValueError where it was written for other figures."""
    known = json.loads(written)
    rarity = Rarity({kind: Counter(seen) for kind, seen in known["seen"].items()}, Counter(known["reports"]))
    return parse_likeness(written), rarity
