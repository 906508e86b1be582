"""Asks the encoder about the items that were kept from it, by the very code that reads articles."""

from collections.abc import Sequence

import numpy as np

from monitor.topics.encoder.base_file import BaseFile
from monitor.topics.encoder.package import base_path, taught_path
from monitor.topics.encoder.reader import Reader
from monitor.topics.encoder.weights import load_taught
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.unseen import PATH, wording


def ask(taught: Sequence[Exemplar], kept: Sequence[Exemplar]) -> None:
    """Writes seeds/encoder/unseen.npz: what it says of those that were kept, and which ones it was taught."""
    reader = Reader(BaseFile(base_path()), load_taught(taught_path()))
    said = [reader.read(item.title, item.summary) for item in kept]
    np.savez_compressed(
        PATH,
        topics=np.array(reader.topics),
        wordings=np.array(list(map(wording, kept)), np.uint64),
        said=np.array([[one[slug] for slug in reader.topics] for one in said], np.float32),
        taught=np.array(sorted(map(wording, taught)), np.uint64),
    )
