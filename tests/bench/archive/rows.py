"""The rows of the archive: articles, what was found in them, and the stories that they tell."""

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from monitor.articles.identity import text_hash
from monitor.model import Feed
from monitor.stories.grouping.features import pack
from monitor.stories.grouping.gist import VERSION
from monitor.stories.grouping.keys import keys
from monitor.stories.grouping.shelf import PLACES
from monitor.stories.grouping.weighing import weighed
from tests.bench.archive.plan import Place, Size
from tests.bench.words import Vocabulary

Row = dict[str, Any]

_LANGUAGES = ("en", "uk", "de", "fr", "pl", "es")
_KINDS = ("wire", "newspaper", "trade press")
_OUTLETS = 300
_TERMS = 0.06  # of the words: about as many as in the shipped exemplars
_CARRIED = 0.85  # of a story's reports that carry its topics
_QUOTED = 0.3  # of the articles
_DELAY = 600.0  # seconds from publication to here, on the mean


def outlets() -> list[Feed]:
    """The feeds that bring the articles."""
    return [
        Feed(
            f"https://outlet{number}.example/feed",
            f"Outlet {number}",
            language=language,
            country=language.upper() if language != "en" else "GB",
            kind=_KINDS[number % len(_KINDS)],
        )
        for number, language in zip(range(_OUTLETS), itertools.cycle(_LANGUAGES))
    ]


class Rows:
    """Makes the rows of articles, of the earliest first; `keys` fills with those by which they are found again."""

    def __init__(
        self,
        rng: random.Random,
        feeds: Sequence[tuple[int, Feed]],
        terms: Sequence[str],
        size: Size,
        now: datetime,
    ) -> None:
        self.keys: dict[tuple[int, int], int] = {}  # key and place: the number of an article
        self._rng, self._feeds, self._terms, self._size, self._now = rng, feeds, terms, size, now
        self._vocabulary = Vocabulary()

    def of(self, numbered: Sequence[tuple[int, Place]]) -> Mapping[str, list[Row]]:
        """The rows of these articles, by table."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for number, place in numbered:
            feed_id, feed = self._rng.choice(self._feeds)
            article = self._article(number, feed_id, feed)
            found["articles"].append(article)
            found["appearances"].append(_appearance(article))
            if place.begins:
                at = article["dated_at"]
                found["stories"].append(
                    {"id": place.thread.number, "first_at": at, "last_at": at, "updated_at": at}
                )
            if place.text == number:
                found["texts"].append(_text(number, feed.name))
            found["reports"].append(self._report(article, place))
            if self._rng.random() < _CARRIED:
                found["matches"] += self._matches(article, place)
            found["mentions"] += self._mentions(article, place)
            if self._rng.random() < _QUOTED:
                found["quotes"].append(self._quote(article, place))
        return found

    def _article(self, number: int, feed_id: int, feed: Feed) -> Row:
        rng, size = self._rng, self._size
        words = self._vocabulary.sentences(rng, size.words)
        for place in rng.sample(range(size.words), round(size.words * _TERMS)):
            words[place] = rng.choice(self._terms)
        title, summary = self._vocabulary.title(rng), " ".join(words)
        at = self._now - timedelta(days=size.days) * (1 - number / size.articles)
        return {
            "id": number,
            "key": f"{feed.url}/{number}",
            "url": f"{feed.url}/{number}",
            "feed_id": feed_id,
            "title": title,
            "summary": summary,
            "content": "",
            "author": "",
            "language": feed.language,
            "published": at,
            "first_seen": at + timedelta(seconds=rng.expovariate(1 / _DELAY)),
            "dated_at": at,
            "content_hash": text_hash(title, summary, ""),
            "classified_by": "1",
        }

    def _report(self, article: Row, place: Place) -> Row:
        rng, number, thread = self._rng, article["id"], place.thread
        terms = np.array(sorted(rng.sample(thread.terms, len(thread.terms) * 2 // 3)), np.uint32)
        marks = (np.log2(terms + 1) * 16).astype(np.uint16) << 1  # the rarer, the heavier
        compared = weighed(str(number), article["dated_at"], article["language"], terms, marks)
        self.keys |= {(key, number % PLACES): number for key in keys(compared)}
        return {
            "article_id": number,
            "story_id": thread.number,
            "text_id": place.text,
            "at": article["dated_at"],
            "grouped_at": article["first_seen"] + timedelta(seconds=5),
            "why": "tells of the same names and the same sums",
            "read_by": VERSION,
            "length": len(article["summary"]),
            "credit": None,
            "told": rng.sample(thread.facts, 5),
            "features": pack(compared, ()),
        }

    def _matches(self, article: Row, place: Place) -> Iterator[Row]:
        for topic in place.thread.topics:
            evidence = [self._evidence(article, field) for field in ("title", "summary", "summary")]
            yield {
                "article_id": article["id"],
                "topic": topic,
                "score": round(self._rng.uniform(0.5, 1.0), 4),
                "version": "1",
                "evidence": evidence,
                "dated_at": article["dated_at"],
            }

    def _evidence(self, article: Row, field: str) -> Row:
        text: str = article[field]
        start = text.rfind(" ", 0, self._rng.randrange(1, len(text))) + 1
        piece = text[start : start + 24]
        return {
            "field": field,
            "start": start,
            "end": start + len(piece),
            "text": piece,
            "why": "speaks of a licence",
        }

    def _mentions(self, article: Row, place: Place) -> Iterator[Row]:
        names = place.thread.names
        for name in self._rng.sample(names, self._rng.randint(0, len(names))):
            where = {"field": "summary", "start": 0, "end": 9}
            yield {"article_id": article["id"], "name": name, "dated_at": article["dated_at"], **where}

    def _quote(self, article: Row, place: Place) -> Row:
        words = article["summary"][40:140]
        return {
            "article_id": article["id"],
            "field": "summary",
            "start": 40,
            "end": 40 + len(words),
            "words": words,
            "speaker": "A speaker",
            "role": "minister",
            "name": self._rng.choice(place.thread.names),
            "indirect": False,
            "dated_at": article["dated_at"],
            "words_folded": words.casefold(),
            "speaker_folded": "a speaker",
        }


def _appearance(article: Row) -> Row:
    same = {name: article[name] for name in ("feed_id", "content_hash", "published", "first_seen")}
    return {"entry_id": article["key"], "article_id": article["id"], **same}


def _text(number: int, outlet: str) -> Row:
    return {
        "id": number,
        "outlet": outlet,
        "article_id": number,
        "sure": 0.95,
        "why": "nobody had it earlier",
    }
