"""The runs of letters in a word: by them its forms, compounds and relatives in other languages are known. Pure."""

_LENGTHS = (3, 4)  # letters; runs of five beside them told no more


def runs(stem: str) -> frozenset[str]:
    """The different runs of letters in a stem, its begin and end marked: of "arm" <ar, arm, rm>, <arm and arm>."""
    marked = f"<{stem}>"
    return frozenset([marked[at : at + long] for long in _LENGTHS for at in range(len(marked) - long + 1)])
