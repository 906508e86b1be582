"""How much a browser loads to show the desk for the first time."""

import re
from collections.abc import Iterable

from flask.testing import FlaskClient

from tests.samples import feed
from tests.webui.desked import Desked
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page

_IMPORTED = re.compile(r'^(?:import|.* from) "\./([^"]+)"', re.MULTILINE)
_PACKED = {"Accept-Encoding": "gzip"}  # as every browser asks for style sheets and scripts


def with_imports(client: FlaskClient, scripts: Iterable[str]) -> set[str]:
    """The addresses of scripts, and of all that they import at once."""
    found, ahead = set[str](), list(scripts)
    while ahead:
        address = ahead.pop()
        if address not in found:
            found.add(address)
            beside = _IMPORTED.findall(client.get(address, buffered=True).text)
            ahead += [f"{address.rpartition('/')[0]}/{name}" for name in beside]
    return found


def test_the_desk_without_its_rows_weighs_less_than_sixty_kilobytes_however_many_outlets_there_are(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    newsroom.store.feeds.add([feed(number, name=f"Outlet {number}") for number in range(300)], NOW)
    shown = page(editor.get("/"))
    scripts = with_imports(editor, (str(one["src"]) for one in shown.select("script[src]")))
    assert len(scripts) == 9
    files = [*scripts, *(str(link["href"]) for link in shown.select("link[rel=stylesheet]"))]
    for row in shown.select(".story-row"):
        row.decompose()
    weight = len(str(shown).encode())
    assert weight + sum(len(editor.get(one, buffered=True).data) for one in files) < 60_000
    assert weight + sum(len(editor.get(one, headers=_PACKED, buffered=True).data) for one in files) < 40_000
