"""Teaches the encoder and writes seeds/encoder: uv run --group encoder --extra nlp python -m tests.quality.encoder

About two hours on one core. What ships was made so by an earlier form of this program, whose first round read windows
of 96 pieces and ended after 885 steps. No two runs give the same: docs/quality.md tells whether one is as good.
With `ask`, it only asks the encoder that is there about the items that were kept from it; with `ordinary` it reads by
the base model what ordinary news means, which hangs on the labelled items alone.
"""

import sys

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_all_exemplars, load_exemplars
from tests.quality.encoder.asking import ask
from tests.quality.encoder.ordinary import write_ordinary
from tests.quality.encoder.split import split

if __name__ == "__main__":
    if sys.argv[1:] == ["ordinary"]:
        sys.exit(write_ordinary())
    everything, _ = load_all_exemplars(SEEDS / "exemplars")
    reference, _ = load_exemplars(SEEDS / "exemplars" / "exemplars.jsonl")
    ids = {item.id for item in reference}
    taught, kept = split(reference, [item for item in everything if item.id not in ids])
    if sys.argv[1:] != ["ask"]:
        from tests.quality.encoder.teaching import teach

        teach(taught)
    ask(taught, kept)
