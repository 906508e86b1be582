"""Which picture a feed gives for an item."""

from collections.abc import Iterator, Mapping
from typing import Any

from monitor.feeds.fields import mappings, text, web_address

_TINY = 32  # pixels: a tracker or an icon


def picture(item: Mapping[str, Any], base: str) -> str:
    """The address of the first sensible picture among what feedparser found in an item; "" if there is none.

    Media RSS comes before enclosures and the podcasts' image, as its pictures are made to be shown beside a headline.
    """
    return next(filter(None, (web_address(base, address) for address in _offered(item))), "")


def _offered(item: Mapping[str, Any]) -> Iterator[str]:
    for one in mappings(item.get("media_thumbnail")):
        if not _is_tiny(one):
            yield text(one.get("url"))
    for one in mappings(item.get("media_content")):
        if _is_picture(one) and not _is_tiny(one):
            yield text(one.get("url"))
    for one in mappings(item.get("links")):
        if one.get("rel") == "enclosure" and _is_picture(one):
            yield text(one.get("href"))
    for one in mappings(item.get("image")):
        yield text(one.get("href")) or text(one.get("url"))


def _is_picture(media: Mapping[str, Any]) -> bool:
    return text(media.get("medium")).lower() == "image" or text(media.get("type")).lower().startswith(
        "image/"
    )


def _is_tiny(media: Mapping[str, Any]) -> bool:
    sides = (text(media.get(side)) for side in ("width", "height"))
    return any(side.isdecimal() and int(side[:9]) <= _TINY for side in sides)
