"""How long queries of several kinds take to read, to make ready, and on a headline with a summary.

    python -m tests.bench.queries [ARTICLES]

The figures of monitor/topics/query/cost.py come from here.
"""

import random
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

from monitor.topics.query import ArticleText, parse
from monitor.topics.query.cost import cost
from tests.samples import article

_MANY = 10_000


def kinds(words: Sequence[str]) -> Mapping[str, str]:
    """A query of each kind."""
    some = words[:_MANY]
    pairs = list(pairwise(some))
    return {
        "a language": "lang:de",
        "a word": words[0],
        "a concept": "@concept",
        "NEAR between groups": f"({' OR '.join(some[:20])}) NEAR/5 ({' OR '.join(some[20:1000])})",
        "a regex": r"/\d+ (million|billion)/",
        "many words": " OR ".join(some),
        "many wildcards": " OR ".join(f"*{word}*" for word in some),
        "many phrases": " OR ".join(f'"{a} {b}"' for a, b in pairs),
        "many ANDs": " OR ".join(f"({a} {b})" for a, b in pairs),
        "many NEARs": " OR ".join(f"{a} NEAR/5 {b}" for a, b in pairs),
    }


def main(articles: int) -> None:
    chance = random.Random(1)
    letters = "abcdefghiklmnoprstuvz"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(3 * _MANY)]
    concepts = {"concept": [f"{word}*" for word in words[:3000]]}
    texts = [
        article(n, title=" ".join(chance.choices(words, k=9)), summary=" ".join(chance.choices(words, k=30)))
        for n in range(articles)
    ]
    print(f"{'':20} {'read, ms':>9} {'ready, ms':>9} {'µs/article':>10} {'estimate':>9}")
    for name, written in kinds(words).items():
        began = time.perf_counter()
        query = parse(written, concepts)
        read = time.perf_counter()
        assert query.search
        ready = time.perf_counter()
        for text in texts:
            query.match(ArticleText(text))
        each = (time.perf_counter() - ready) / articles * 1e6
        figures = (1000 * (read - began), 1000 * (ready - read), each, cost(query).microseconds)
        print(f"{name:20} {figures[0]:9.1f} {figures[1]:9.1f} {figures[2]:10.0f} {figures[3]:9}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
