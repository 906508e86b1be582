"""Whether an entry is an article that is held already, whatever its feed calls it by now."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.articles.address import canonical
from monitor.articles.garbled import garbles
from monitor.articles.identity import text_hash
from monitor.articles.resemblance import alike
from monitor.model import FIELDS, Article, Sorted

TELLING = 120  # characters of title and text: what recurs day after day has a short title, and a line of text at most
REISSUED = timedelta(days=1)  # a date that moves by less was put right


@dataclass(frozen=True, slots=True)
class Name:
    """What is held under one name (entry id) of a feed."""

    article_id: int
    content_hash: bytes
    published: datetime | None  # as the feed gave it last


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of the articles that one poll of a feed has found, by whatever they may be known."""

    names: Mapping[str, Name]  # those of this feed, by entry id
    ids: Mapping[str, int]  # of articles of any feed, by key
    articles: Mapping[int, Article]  # as they stand; only such as this feed has brought


def sort(found: Sequence[Article], held: Held) -> Sorted:
    """Which articles of one poll are new, and which are held already, each with the key that it is held under.

    An entry under an unheard-of id may be a held article that its feed calls otherwise now, by its address or by what
    it says; but not one that stands beside it under its old id: two entries of one feed are two articles.
    """
    standing = {article_id for article in found if (article_id := _by_name(article, held)) is not None}
    placed = [_place(article, held, standing) for article in found]
    piles = {
        pile: tuple(article for article, places in placed if pile in places)
        for pile in ("new", "changed", "elsewhere", "renamed", "reissued")
    }
    given = {article.entry_id for pile in ("new", "elsewhere", "renamed") for article in piles[pile]}
    return Sorted(
        **piles,
        reused=tuple(sorted(given & held.names.keys())),
        known=sum(not places for _, places in placed),
    )


def _by_name(article: Article, held: Held) -> int | None:
    """The id of the article that an entry's id stands for; None where it is unheard of, or used for another story."""
    name = held.names.get(article.entry_id)
    if name is None or name.content_hash == article.content_hash:
        return name.article_id if name is not None else None
    return None if reuses_name(held.articles[name.article_id], article) else name.article_id


def _place(article: Article, held: Held, standing: Set[int]) -> tuple[Article, tuple[str, ...]]:
    """An article with its key, and the piles that it belongs to; none where it is known as it is."""
    by_name, by_address = _by_name(article, held), held.ids.get(article.key)
    if by_name is not None:
        name = held.names[article.entry_id]
        if name.content_hash == article.content_hash:
            return article, ("reissued",) if _is_reissue(name.published, article) else ()
        before = held.articles[by_name]
        return replace(article, key=before.key), _what_is_news(before, article, name.published)
    if by_address is not None and by_address not in held.articles:
        return article, ("elsewhere",)
    if by_address is None:
        others = (held.articles[other] for other in sorted(held.articles.keys() - standing))
        again = next((before for before in others if tells_again(before, article)), None)
        if again is None:
            return article, ("new",)
    else:
        again = held.articles[by_address]
        if by_address in standing or reuses_address(again, article):
            return replace(article, key=f"{article.key}#{article.content_hash.hex()}"), ("new",)
    return replace(article, key=again.key), ("renamed", *_what_is_news(again, article, again.published))


def _what_is_news(before: Article, article: Article, published: datetime | None) -> tuple[str, ...]:
    """What there is to take over of an article that is held as `before`, last dated `published`."""
    if _same_text(before, article):
        return ("reissued",) if _is_reissue(published, article) else ()
    return () if garbles(before, article) else ("changed",)


def _is_reissue(published: datetime | None, article: Article) -> bool:
    """The same text under a date at least a day later. A date given where there was none is none."""
    return bool(published and article.published and article.published - published >= REISSUED)


def reuses_name(before: Article, article: Article) -> bool:
    """Whether a feed gives an old entry id to another story.

    So it is where the address differs too, and neither the title nor the text resembles the one before. Anything less
    is an edit: publishers rewrite headlines, and the address often follows the headline.
    """
    same_address = before.key == article.key or canonical(before.url) == canonical(article.url)
    return not same_address and not _resembles(before, article)


def reuses_address(before: Article, article: Article) -> bool:
    """Whether another story stands under an address that this feed has used, and under another entry id.

    So it is where the date differs too, and neither the title nor the text resembles the one before: pages such as
    "/live" bring story after story. Anything less is the same article under a new id.
    """
    return before.published != article.published and not _resembles(before, article)


def tells_again(before: Article, article: Article) -> bool:
    """Whether an entry whose id and address are both unheard of is an article that this feed has brought before.

    It has the same title and was published at the same moment, and the texts, where both have one, are alike; or it
    has the same title and the same text, together of TELLING characters or more. Shorter pieces recur: a "Morning
    briefing" with no text, or with one line that stays the same, is a new one every day, unless its date says that it
    is the old one.
    """
    if not article.title or before.title != article.title:
        return False
    if before.published is not None and before.published == article.published:
        texts = before.summary or before.content, article.summary or article.content
        return not all(texts) or alike(*texts)
    return _same_text(before, article) and says_enough(article)


def says_enough(article: Article) -> bool:
    """Whether an article's words alone tell it from others."""
    return (
        bool(article.summary or article.content)
        and sum(len(article.text(name)) for name in FIELDS) >= TELLING
    )


def _same_text(before: Article, article: Article) -> bool:
    # The stored hash may be of an older making, and the stored text may be that of the whole page.
    hashes = before.content_hash, text_hash(before.title, before.summary, before.content)
    return article.content_hash in hashes


def _resembles(before: Article, article: Article) -> bool:
    if alike(before.title, article.title):
        return True
    return alike(before.summary or before.content, article.summary or article.content)
