"""Which labelled items the encoder is taught, and which are kept from it. Pure."""

from collections.abc import Sequence
from zlib import crc32

from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.unseen import wording

_PARTS = 5  # of the stories; one is kept


def split(reference: Sequence[Exemplar], others: Sequence[Exemplar]) -> tuple[list[Exemplar], list[Exemplar]]:
    """Those to teach, and those to keep: the reference, all that share its stories or wordings, a fifth of the rest."""
    stories, wordings = {item.story for item in reference}, set(map(wording, reference))
    taught, kept = [], list(reference)
    for item in others:
        known = item.story in stories or wording(item) in wordings
        (kept if known or crc32(f"P4{item.story}".encode()) % _PARTS == 0 else taught).append(item)
    return taught, kept
