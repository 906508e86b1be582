"""Measures how many items a second one core tells the topics of, beside a bare TF-IDF pass over the same texts.

    python -m tests.bench.classifying [--items 2000] [--runs 3]

Headlines, headlines with a summary, and texts of 500 words, put together from the shipped labelled items, so that every
text is of the beat and most carry a topic; and such texts of everyday news, as most of what a desk reads. The floor is
scikit-learn's TfidfVectorizer with one linear model a topic, in one batch: no concepts, no evidence, no threshold.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Sequence
from statistics import median

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from monitor.model import Article
from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_all_exemplars, load_exemplars
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.train import school, train
from monitor.wiring import read_topics

_WORDS = 500
_WARM = 300  # items told before the clock runs: what is remembered of words and shapes is then at hand


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.classifying", description=__doc__)
    parser.add_argument("--items", type=int, default=2_000, help="of each shape (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="(default: %(default)s)")
    options = parser.parse_args()
    exemplars, _ = load_all_exemplars(SEEDS / "exemplars")
    everyday, _ = load_exemplars(SEEDS / "exemplars" / "everyday.jsonl")
    topics = read_topics(SEEDS)
    model = train(school(topics, exemplars))
    floor = _floor(exemplars, [topic.slug for topic in topics])
    gc.collect()
    gc.freeze()  # no worker holds labelled items and a vectorizer, which would be looked through for garbage
    chance = random.Random(7)
    drawn = chance.sample(exemplars, options.items)
    shapes = {
        "headline": [as_article(item.title, "") for item in drawn],
        "headline and summary": [as_article(item.title, item.summary) for item in drawn],
        f"{_WORDS} words": [_long(chance, exemplars) for _ in range(options.items // 4)],
        f"{_WORDS} words of everyday news": [_long(chance, everyday) for _ in range(options.items // 4)],
    }
    print("| shape | items/s | bare TF-IDF | of the floor |\n|---|---:|---:|---:|")
    for shape, articles in shapes.items():
        _each(articles[:_WARM], model)
        ours, bare = [], []
        for _ in range(options.runs):
            ours.append(_rate(lambda: _each(articles, model), len(articles)))  # noqa: B023  called at once
            bare.append(_rate(lambda: floor(articles), len(articles)))  # noqa: B023
        print(f"| {shape} | {median(ours):,.0f} | {median(bare):,.0f} | {median(ours) / median(bare):.2f} |")


def _each(articles: Sequence[Article], model: Model) -> None:
    for article in articles:
        classify(article, model)


def _floor(exemplars: Sequence[Exemplar], slugs: Sequence[str]) -> Callable[[Sequence[Article]], None]:
    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2)
    figures = vectorizer.fit_transform([f"{item.title} {item.summary}" for item in exemplars])
    heads = [
        LogisticRegression(solver="liblinear", random_state=0).fit(
            figures, [slug in item.labels for item in exemplars]
        )
        for slug in slugs
    ]

    def told(articles: Sequence[Article]) -> None:
        rows = vectorizer.transform([f"{one.title} {one.summary}" for one in articles])
        for head in heads:
            head.decision_function(rows)

    return told


def _long(chance: random.Random, exemplars: Sequence[Exemplar]) -> Article:
    """A text of so many words: the summaries of other items after one another, as paragraphs."""
    title, words = chance.choice(exemplars).title, 0
    paragraphs: list[str] = []
    while words < _WORDS:
        paragraphs.append(chance.choice(exemplars).summary)
        words += len(paragraphs[-1].split())
    return as_article(title, "\n\n".join(filter(None, paragraphs)))


def _rate(work: Callable[[], None], items: int) -> float:
    """Items a second of this process's own time."""
    started = time.process_time()
    work()
    return items / (time.process_time() - started)


if __name__ == "__main__":
    main()
