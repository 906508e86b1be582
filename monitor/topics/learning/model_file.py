"""Keeps the trained model on disk, so that it is trained once for each state of topics, exemplars and code. (I/O)"""

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from monitor.model import QueryRole, Topic, Wish
from monitor.topics.intervals import Share
from monitor.topics.judging.direction import Direction
from monitor.topics.judging.joint import Joint
from monitor.topics.judging.tables import Table
from monitor.topics.judging.weights import Head, Model
from monitor.topics.judging.wishes import Choice
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.train import School, school, train
from monitor.topics.query.rule import Rule
from monitor.topics.text import lexicon

_CODE = Path(__file__).parent.parent  # all of monitor/topics
_TAUGHT, _WISHED = 10, 6  # figures of a version that stand for what was taught, and for the wishes


def version(topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str = "") -> str:
    """Sixteen hexadecimal figures that change with all that teaches: topics, exemplars, lexicon, code, scikit-learn.

    The last six change with the topics' wishes, which move thresholds and teach nothing. A topic's name and definition
    do not count, nor does the order of topics. Where an encoder reads beside the words, its name follows.
    """
    wishes = sorted((topic.slug, topic.wish) for topic in topics)
    figures = _taught(topics, exemplars)[:_TAUGHT] + sha256(repr(wishes).encode()).hexdigest()[:_WISHED]
    return f"{figures}-{encoder}" if encoder else figures


def _taught(topics: Sequence[Topic], exemplars: Sequence[Exemplar]) -> str:
    """A digest of all that teaches."""
    taught = sorted(
        (t.slug, sorted(t.concepts.items()), t.matches, t.near_misses, t.query, t.query_as) for t in topics
    )
    labelled = [
        (e.id, e.title, e.summary, e.story, e.drawn, sorted(e.labels), e.judged and sorted(e.judged))
        for e in exemplars
    ]
    digest = sha256(repr((installed("scikit-learn"), lexicon.version(), taught, labelled)).encode())
    for source in sorted([*_CODE.rglob("*.py"), *_CODE.rglob("*.lark")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def ready(
    topics: Sequence[Topic],
    exemplars: Sequence[Exemplar],
    folder: Path,
    encoder: str = "",
    read: Callable[[Sequence[Topic], Sequence[Exemplar], str], School] = school,
) -> Model:
    """The model for exactly these topics, exemplars and encoder: from `folder`, or made now and left there.

    One that was taught the same under other wishes is taken, with other thresholds; else it is trained on what `read`
    makes of them.
    """
    wanted = version(topics, exemplars, encoder)
    path = path_of(folder, wanted)
    model = load(path)
    if model is None or model.version != wanted:
        model = _with_other_wishes(topics, wanted, folder) or train(
            read(topics, exemplars, encoder), version=wanted
        )
        save(model, path)
    return model


def _with_other_wishes(topics: Sequence[Topic], wanted: str, folder: Path) -> Model | None:
    """The model of that version, made of one in `folder` that was taught the same; None if there is none."""
    wishes = {topic.slug: topic.wish for topic in topics}
    taught, encoder = wanted[:_TAUGHT], wanted[_TAUGHT + _WISHED :]
    for path in sorted(folder.glob(path_of(folder, taught + "?" * _WISHED + encoder).name)):
        model = load(path)
        if model and model.version[:_TAUGHT] == taught and model.version.endswith(encoder):
            heads = tuple(head.wishing(wishes[head.slug]) for head in model.heads)
            return replace(model, version=wanted, heads=heads)
    return None


def path_of(folder: Path, version: str) -> Path:
    """Where in `folder` the model of that version lies."""
    return folder / f"topics-{version}.json"


def save(model: Model, path: Path) -> None:
    """Writes the file whole or not at all, so that several processes may do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".topics-", delete=False) as file:
        file.write(dumps(model))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def load(path: Path) -> Model | None:
    """The model in the file; None if there is no such file or it is damaged, for it can always be trained anew."""
    try:
        return loads(path.read_bytes())
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def dumps(model: Model) -> bytes:
    """The same bytes for the same model."""
    plain = {
        "version": model.version,
        "concepts": model.concepts,
        "stems": model.stems,
        "spelling": model.spelling,
        "named": model.named,
        "nations": model.nations,
        "heads": [_plain(head) for head in model.heads],
        "rules": [asdict(rule) for rule in model.rules],
        **({"encoder": model.encoder} if model.encoder else {}),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def loads(data: bytes) -> Model:
    plain = json.loads(data)
    return Model(
        version=plain["version"],
        concepts={name: tuple(terms) for name, terms in plain["concepts"].items()},
        stems=_table(plain["stems"]),
        spelling=_table(plain["spelling"]),
        named=_table(plain["named"]),
        nations=_table(plain["nations"]),
        heads=tuple(map(_head, plain["heads"])),
        rules=tuple(_rule(**rule) for rule in plain["rules"]),
        encoder=plain.get("encoder", ""),
    )


def _table(plain: Mapping[str, Sequence[float]]) -> Table:
    return {name: tuple(row) for name, row in plain.items()}


def _plain(head: Head) -> dict[str, Any]:
    return {name: value for name, value in asdict(head).items() if value is not None}


def _head(plain: Mapping[str, Any]) -> Head:
    joint = Joint(**plain["joint"]) if "joint" in plain else None
    choices = tuple(map(_choice, plain["choices"]))
    return Head(
        **{**plain, "choices": choices, "joint": joint, "direction": _direction(plain.get("direction"))}
    )


def _direction(plain: Mapping[str, Any] | None) -> Direction | None:
    return Direction(tuple(plain["weights"]), plain["offset"]) if plain else None


def _choice(plain: Mapping[str, Any]) -> Choice:
    shares = {name: Share(**plain[name]) if plain[name] else None for name in ("precision", "recall")}
    return Choice(wish=Wish(plain["wish"]), threshold=plain["threshold"], **shares)


def _rule(slug: str, query: str, role: str, concepts: Mapping[str, Sequence[str]]) -> Rule:
    return Rule(slug, query, QueryRole(role), {name: tuple(terms) for name, terms in concepts.items()})
