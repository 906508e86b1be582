"""Words and encoder together, by the encoder that ships."""

from dataclasses import replace

import pytest

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_exemplars
from monitor.topics.judging.classify import classify
from monitor.topics.judging.joint import OPEN
from monitor.topics.judging.weights import Model
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.train import school, train
from monitor.topics.learning.unseen import unseen
from monitor.topics.measuring.evaluate import evaluate

SLUGS = ("coproduction", "export-bans", "procurement-scandals")
LINE = "as a whole it reads like the examples of this topic"


def test_it_tells_the_topics_apart_in_several_languages(encoder):
    told = {
        "coproduction": (
            "Werke für Drohnen in zwei Ländern",
            "Kyjiw und Kopenhagen bauen sie künftig gemeinsam.",
        ),
        "export-bans": ("Берлин не выпускает бронетехнику", "Разрешение на вывоз машин отозвано."),
        "procurement-scandals": (
            "Des gilets payés trois fois leur prix",
            "Un colonel et un fournisseur arrêtés.",
        ),
    }
    for slug, (title, summary) in told.items():
        said = encoder.read(title, summary)
        assert set(said) == set(SLUGS)
        assert max(said, key=said.get) == slug
        assert said[slug] > 0
    assert max(encoder.read("Rain in the north", "Umbrellas are sold out.").values()) < 0


def test_an_article_is_read_the_same_every_time_and_in_any_company(encoder):
    text = ("Two states plan a shell factory", "It will stand on the border.")
    alone = encoder.read(*text)
    encoder.read("Another article", "of some length " * 200)
    assert encoder.read(*text) == alone


@pytest.mark.reliability(60)
@pytest.mark.parametrize(
    "text", ["", "three little words", "حظر", "禁止出口武器", "x" * 100_000, "\ud800", "\x00"]
)
def test_any_text_is_read(encoder, text):
    assert set(encoder.read(text, text)) == set(SLUGS)


def test_the_figures_that_ship_are_what_this_encoder_says(encoder, exemplars):
    known = unseen()
    for item in known_items(exemplars)[::60]:
        shipped = known.of([item])[item.id]
        assert encoder.read(item.title, item.summary) == pytest.approx(shipped, abs=0.002)


def test_no_item_of_the_reference_or_of_its_stories_was_taught(name, exemplars):
    reference, _ = load_exemplars(SEEDS / "exemplars" / "exemplars.jsonl")
    known = unseen()
    assert known.of(reference).keys() == {item.id for item in reference}
    assert not any(map(known.has_learnt, reference))
    stories = {item.story for item in reference}
    assert not any(known.has_learnt(item) for item in exemplars if item.story in stories)


def test_words_and_encoder_both_have_their_say(joint_model):
    for head in joint_model.heads:
        assert head.joint is not None
        assert head.joint.words > 0.1
        assert head.joint.encoder > 0.1
        assert OPEN < head.threshold < 1


def test_what_the_encoder_adds_is_one_plain_line_beside_the_words(joint_model, model):
    raised = 0
    # Not those that the models learnt: of these the words leave no doubt.
    others, _ = load_exemplars(SEEDS / "exemplars" / "world.jsonl")
    for item in known_items(others)[:60]:
        article = as_article(item.title, item.summary)
        for joint, by_words in zip(classify(article, joint_model), classify(article, model), strict=True):
            lines = [span for span in joint.evidence if span.why == LINE]
            assert bool(lines) == (joint.matched and joint.score > by_words.score)
            assert all((span.text, span.start, span.end) == ("", 0, 0) for span in lines)
            assert not joint.matched or len(joint.evidence) > len(lines)
            raised += joint.matched and not by_words.matched
    assert raised


def test_what_the_words_leave_no_doubt_about_is_not_read(joint_model, monkeypatch):
    monkeypatch.setattr(Model, "read", None)
    (first, *_) = matches = classify(as_article("Rain in the north", "Umbrellas are sold out."), joint_model)
    assert not any(match.matched for match in matches)
    assert first.score < OPEN


def test_of_a_long_text_the_passage_is_read_that_says_most(joint_model, monkeypatch):
    read = []
    monkeypatch.setattr(Model, "read", lambda _, *texts: read.append(texts) or dict.fromkeys(SLUGS, 3.0))
    padding = "The weather stayed mild and the shops were full of people all week. " * 40
    told = "Kyiv and Copenhagen will build the drones together in a joint plant."
    article = replace(as_article("A week in review", ""), content=f"{padding}{told} {padding}")
    (match, *_) = classify(article, joint_model)
    assert match.matched
    assert any(title == "A week in review" and told in text and len(text) < 1_300 for title, text in read)
    assert len(read) == len(set(read))


def test_a_topic_that_the_encoder_was_not_taught_is_decided_by_the_words(name, topics, exemplars):
    renamed = [replace(topics[0], slug="other"), *topics[1:]]
    items = [replace(item, labels=frozenset(_renamed(item.labels, topics[0].slug))) for item in exemplars]
    joint = {head.slug: head.joint for head in train(school(renamed, items, name)).heads}
    assert joint.pop("other") is None
    assert None not in joint.values()


def test_a_joint_model_comes_back_from_its_file(joint_model):
    again = model_file.loads(model_file.dumps(joint_model))
    assert (again.encoder, again.heads) == (joint_model.encoder, joint_model.heads)
    assert model_file.dumps(again) == model_file.dumps(joint_model)


def test_the_version_names_the_encoder(name, topics, exemplars):
    alone, joint = (model_file.version(topics, exemplars, encoder) for encoder in ("", name))
    assert joint == f"{alone}-{name}"


def test_an_evaluation_says_by_what_and_leaves_out_what_the_encoder_was_taught(name, topics, exemplars):
    known = unseen()
    gold = [item for item in exemplars if known.has_learnt(item)][:10] + known_items(exemplars)[:10]
    found = evaluate(gold, topics, exemplars, name)
    assert found.items == 10
    assert found.method.startswith(f"by the words and the encoder {name}, cross-validated")
    assert found.method.endswith("; 10 left out, which the encoder was taught")


def known_items(exemplars):
    said = unseen().of(exemplars)
    return [item for item in exemplars if item.id in said]


def _renamed(labels, slug):
    return {"other" if label == slug else label for label in labels}
