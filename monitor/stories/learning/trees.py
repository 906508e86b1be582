"""Fits the trees that tell how sure it is that two reports tell of one event. Only here scikit-learn is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from monitor.stories.grouping.resemblance import AGAINST, FIGURE_NAMES, FOR, MEANING_AT, MEANT_NAMES
from monitor.stories.grouping.weighing import Flags
from monitor.stories.learning.pairs import Pairs

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

_TREES, _LEAVES, _DEPTH = 160, 16, 6
# Two lists were not labelled against each other: pairs across them that look alike are left out.
_DOUBTFUL = 0.3
# By which a join by meaning must be surer, in log odds: where it is wrong it looks odd, for no word is shared. On four
# files left out of the fit, four of five events told once, F1 at 25 reports a day so rose from 0.971 to 0.977.
_CAUTION = 0.85


def fit(found: Pairs) -> dict[str, Any]:
    """The fitted trees, as `parse_trees` reads them once written as JSON. The same for the same pairs."""
    return _fit(found, FIGURE_NAMES)


def fit_meant(found: Pairs) -> dict[str, Any]:
    """The same for reports that were both read for what they mean, which is done where few come."""
    crowd = found.figures[:, FIGURE_NAMES.index("crowd")]
    written = _fit(found.only((found.figures[:, MEANING_AT] > 0) & (crowd < crowd.max())), MEANT_NAMES)
    return written | {"baseline": round(written["baseline"] - _CAUTION, 5)}


def _fit(found: Pairs, names: Sequence[str]) -> dict[str, Any]:
    model = _fitted(found, names, found.sure | ~found.same, _TREES // 3)
    told = model.predict_proba(found.figures[:, : len(names)])[:, 1]
    unlike = ~found.same & (told < _DOUBTFUL)
    return _written(_fitted(found, names, found.sure | unlike, _TREES), names)


def _fitted(found: Pairs, names: Sequence[str], kept: Flags, trees: int) -> HistGradientBoostingClassifier:
    from sklearn.ensemble import HistGradientBoostingClassifier

    direction = dict.fromkeys((*FOR, "meaning"), 1) | dict.fromkeys(AGAINST, -1)
    model = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=0.08, max_leaf_nodes=_LEAVES, max_depth=_DEPTH, min_samples_leaf=30,
        l2_regularization=5.0, monotonic_cst=[direction.get(name, 0) for name in names],
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return model.fit(found.figures[kept][:, : len(names)], found.same[kept], found.weights[kept])


def _written(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """scikit-learn has no public way to a boosted tree's nodes."""
    nodes: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots = []
    for (tree,) in model._predictors:
        first = len(nodes["value"])
        roots.append(first)
        for number, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            nodes["feature"].append(0 if leaf else int(node["feature_idx"]))
            nodes["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 5))
            nodes["left"].append(first + (number if leaf else int(node["left"])))
            nodes["right"].append(first + (number if leaf else int(node["right"])))
            nodes["value"].append(round(float(node["value"]), 5) if leaf else 0.0)
    return {
        "figures": list(names),
        "baseline": round(float(model._baseline_prediction.ravel()[0]), 5),
        "depth": _DEPTH,
        "roots": roots,
        "nodes": nodes,
    }
