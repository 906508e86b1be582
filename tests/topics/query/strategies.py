"""Articles and queries made at random, of few words so that they meet."""

from hypothesis import strategies as st

from monitor.model import Circumstances
from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import (
    Closeness,
    Concept,
    In,
    Is,
    Link,
    Near,
    Node,
    Not,
    Quality,
    Regex,
    Term,
    TextField,
    all_of,
    any_of,
)
from tests.samples import article

CONCEPTS = {"weapon": ["drone*", "gun"], "ban-on": ["ban*"]}

_WORDS = [
    "ban",
    "Bans",
    "export",
    "EXPORTS",
    "licence",
    "Licences",
    "Ärger",
    "NATO",
    "nato",
    "drones",
    "gun",
    "міну",
    "міни",
    "a",
]
_GAPS = [" ", " ", " ", "-", ". ", ", ", "\n", "’", " – "]
_SOUGHT = [
    "ban",
    "ban*",
    "*port*",
    "*nce",
    "licen?e",
    "export",
    "arger",
    "nato",
    "d*on*s",
    "мін*",
    "gun",
    "a",
]
_ANY_FORM = ["ban", "bans", "exporting", "licences", "argern", "міна"]
_EXACT = ["NATO", "nato", "Ba*", "Ärg*", "EXPORTS", "міну"]

_texts = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=9).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
_origins = st.builds(
    Circumstances,
    st.sampled_from(["en", "de", ""]),
    st.sampled_from(["Harbour Times", "harbour.example", ""]),
    st.sampled_from(["PL", "DE", ""]),
    st.sampled_from(["trade press", ""]),
)
texts = st.builds(
    lambda title, summary, content, language, origin: ArticleText(
        article(1, title=title, summary=summary, content=content, language=language, circumstances=origin)
    ),
    _texts,
    _texts,
    _texts,
    st.sampled_from(["en", "en", "de", "uk", ""]),
    _origins,
)

_terms = st.lists(st.sampled_from(_SOUGHT), min_size=1, max_size=2).map(lambda words: Term(tuple(words)))
_exact_terms = st.sampled_from(_EXACT).map(lambda word: Term((word,), True))
_forms = st.sampled_from(_ANY_FORM).map(lambda word: Term((word,), forms=True))
_regexes = st.builds(Regex, st.sampled_from(["gun", r"\bEXPORTS\b", r"\bn[a-z]+\b"]), st.booleans())
leaves: st.SearchStrategy[Node] = st.one_of(
    _terms, _terms, _forms, _exact_terms, _regexes, st.sampled_from(sorted(CONCEPTS)).map(Concept)
)
_fields = st.sampled_from(TextField)
_alternatives = st.lists(leaves, min_size=2, max_size=3).map(any_of)


def _near(steps: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    apart = st.builds(Link, st.sampled_from([Closeness.NEAR, Closeness.ONEAR]), st.integers(1, 4), steps)
    same = st.builds(Link, st.just(Closeness.SAME), st.just(0), steps)
    links = st.lists(st.one_of(apart, same), min_size=1, max_size=2).map(tuple)
    return st.builds(Near, steps, links)


_bare_steps = st.one_of(leaves, leaves, _alternatives)
_steps = st.one_of(_bare_steps, st.builds(In, _fields, _bare_steps), _near(leaves))
_qualities: st.SearchStrategy[Node] = st.one_of(
    st.builds(Is, st.just(Quality.LANG), st.sampled_from([Term(("en",)), Term(("de",))])),
    st.builds(Is, st.just(Quality.COUNTRY), st.sampled_from([Term(("pl",)), Term(("de",))])),
    st.builds(Is, st.just(Quality.OUTLET), st.sampled_from([Term(("harbour",)), Term(("times",))])),
    st.builds(Is, st.just(Quality.KIND), st.just(Term(("trade", "press")))),
)


def _combined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(several.map(all_of), several.map(any_of), parts.map(Not))


_in_a_field = st.recursive(st.one_of(leaves, _near(_bare_steps)), _combined, max_leaves=4)
queries: st.SearchStrategy[Node] = st.recursive(
    st.one_of(leaves, _near(_steps), _near(_steps), st.builds(In, _fields, _in_a_field), _qualities),
    _combined,
    max_leaves=6,
)
