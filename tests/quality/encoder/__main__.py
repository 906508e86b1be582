"""Teaches the encoder and writes seeds/encoder: uv run --group encoder --extra nlp python -m tests.quality.encoder

About two hours on one core. What ships was made so by an earlier form of this program, whose first round read windows
of 96 pieces and ended after 885 steps. No two runs give the same: docs/quality.md tells whether one is as good.
With `ask`, it only asks the encoder that is there about the items that it was not taught: those kept from it, and those
written since. With `ordinary` it reads by the base model what ordinary news means, which hangs on the labelled items
alone.
"""

import sys

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_all_exemplars, load_exemplars
from monitor.topics.learning.unseen import unseen
from tests.quality.encoder.asking import ask
from tests.quality.encoder.ordinary import write_ordinary
from tests.quality.encoder.split import split

if __name__ == "__main__":
    if sys.argv[1:] == ["ordinary"]:
        sys.exit(write_ordinary())
    everything, _ = load_all_exemplars(SEEDS / "exemplars")
    if sys.argv[1:] == ["ask"]:
        known = unseen()
        taught = [item for item in everything if known.has_learnt(item)]
        ask(taught, [item for item in everything if not known.has_learnt(item)])
        sys.exit()
    reference, _ = load_exemplars(SEEDS / "exemplars" / "exemplars.jsonl")
    ids = {item.id for item in reference}
    taught, kept = split(reference, [item for item in everything if item.id not in ids])
    from tests.quality.encoder.teaching import teach  # with torch, which asking does without

    teach(taught)
    ask(taught, kept)
