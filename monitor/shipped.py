"""Where the data that comes with the product lies."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "shipped"  # in a wheel
_CHECKOUT = Path(__file__).parent.parent  # in a checkout

_ROOT = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT

SEEDS = _ROOT / "seeds"
CONFIG = _ROOT / "config"
CONCEPTS = SEEDS / "concepts.toml"
LEXICON = SEEDS / "lexicon"
ENCODER = SEEDS / "encoder"
