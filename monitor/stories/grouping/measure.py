"""How well a grouping agrees with a labelled one: B-cubed precision, recall and F1 (Bagga and Baldwin, 1998)."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the items that share an item's story, the share that is right; of those that should, the share found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def agreement(found: Mapping[str, Hashable], labelled: Mapping[str, Hashable]) -> Agreement:
    """B-cubed of the items that are labelled; each of them must have been grouped, and others do not count."""
    if not labelled:
        return Agreement(0.0, 0.0)
    together = Counter((found[item], label) for item, label in labelled.items())
    in_found = Counter(found[item] for item in labelled)
    in_label = Counter(labelled.values())
    precision = sum(n * n / in_found[group] for (group, _), n in together.items())
    recall = sum(n * n / in_label[label] for (_, label), n in together.items())
    return Agreement(precision / len(labelled), recall / len(labelled))
