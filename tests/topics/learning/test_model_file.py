import subprocess
import sys
from dataclasses import replace

from monitor.topics.judging.classify import classify
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.train import school, train


def test_training_twice_gives_the_same_bytes(topics, exemplars, model):
    again = train(school(list(reversed(topics)), exemplars), version="test")
    assert model_file.dumps(again) == model_file.dumps(model)


def test_a_saved_model_judges_as_the_trained_one_did(topics, exemplars, model, tmp_path):
    path = tmp_path / "new" / "model.json"
    model_file.save(model, path)
    loaded = model_file.load(path)
    assert loaded is not None
    for item in exemplars[:100]:
        article = as_article(item.title, item.summary)
        assert classify(article, loaded) == classify(article, model)


def test_ready_trains_once_and_then_reads_what_it_left(topics, exemplars, tmp_path):
    few = exemplars[:60]
    first = model_file.ready(topics, few, tmp_path)
    path = model_file.path_of(tmp_path, first.version)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    written = path.stat().st_mtime_ns
    assert model_file.ready(topics, few, tmp_path).version == first.version
    assert path.stat().st_mtime_ns == written


def test_a_damaged_model_is_trained_anew(topics, exemplars, tmp_path):
    few = exemplars[:60]
    path = model_file.path_of(tmp_path, model_file.version(topics, few))
    path.write_bytes(b'{"version": "cut o')
    model = model_file.ready(topics, few, tmp_path)
    assert model_file.dumps(model) == path.read_bytes()


def test_the_version_changes_with_terms_examples_and_labels_only(topics, exemplars):
    version = model_file.version(topics, exemplars)
    first = topics[0]
    relabelled = [replace(exemplars[0], labels=frozenset({"coproduction"})), *exemplars[1:]]
    retermed = replace(first, concepts={**first.concepts, "new": {"en": ("word",)}})
    assert model_file.version(topics, relabelled) != version
    assert model_file.version([retermed, *topics[1:]], exemplars) != version
    assert model_file.version([replace(first, matches=()), *topics[1:]], exemplars) != version
    assert model_file.version([replace(first, name="Other words"), *topics[1:]], exemplars) == version
    assert model_file.version(list(reversed(topics)), exemplars) == version


def test_scoring_needs_neither_scikit_learn_nor_scipy(model, tmp_path):
    model_file.save(model, tmp_path / "model.json")
    script = (
        "import sys; from pathlib import Path\n"
        "from monitor.topics.learning import model_file; from monitor.topics.judging.classify import classify\n"
        "from monitor.topics.learning.exemplar import as_article\n"
        f"model = model_file.load(Path({str(tmp_path / 'model.json')!r}))\n"
        "assert all(match.score > 0 for match in classify(as_article('Arms embargo lifted', ''), model))\n"
        "assert not {'sklearn', 'scipy', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
