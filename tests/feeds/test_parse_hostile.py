"""Feeds made to harm: entities, files, addresses and markup that makes parsers slow."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.feeds.parse import parse
from monitor.model import Fetched, NotAFeed, ParsedFeed


def rss(title: str, more: str = "") -> str:
    return f"<rss version='2.0'><channel><item><title>{title}</title>{more}</item></channel></rss>"


def read(body: str | bytes) -> ParsedFeed | NotAFeed:
    return parse(Fetched("https://o.example/feed", body.encode() if isinstance(body, str) else body, {}))


@pytest.fixture
def callers() -> Iterator[tuple[str, list[object]]]:
    """A web address on this machine, and who has connected to it."""
    connected: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            try:
                while True:
                    connection, peer = listener.accept()
                    connection.close()
                    connected.append(peer)
            except OSError:
                return

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", connected
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


LAUGHS = "<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"<!DOCTYPE rss [{LAUGHS}]>{rss('&j;')}", marks=pytest.mark.reliability(10), id="laughs"
        ),
        pytest.param(
            f"<!DOCTYPE rss [<!ENTITY a '{'a' * 100_000}'>]>{rss('&a;' * 50_000)}",
            marks=pytest.mark.reliability(11),
            id="quadratic",
        ),
    ],
)
def test_entities_do_not_explode(body: str) -> None:
    assert len(str(read(body))) < 500_000


@pytest.mark.reliability(12)
@pytest.mark.parametrize("name", ["SYSTEM '{}'", "PUBLIC 'x' '{}'"])
def test_no_entity_reads_a_file(name: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary.xml"
    canary.write_text("<title>tweet</title>")
    for address in (str(canary), canary.as_uri()):
        entity = name.format(address)
        for doctype in (f"[<!ENTITY x {entity}>]", f"[<!ENTITY % x {entity}> %x;]", entity):
            assert "tweet" not in str(read(f"<!DOCTYPE rss {doctype}>{rss('&x;')}"))
            assert "tweet" not in str(read(f"<!DOCTYPE rss {doctype}>{rss('&x;')}<broken"))


@pytest.mark.reliability(13)
def test_no_doctype_connects_to_anybody(callers: tuple[str, list[object]]) -> None:
    address, connected = callers
    for doctype in (
        f"SYSTEM '{address}x.dtd'",
        f"PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' '{address}rss-0.91.dtd'",
        f"[<!ENTITY x SYSTEM '{address}'>]",
        f"[<!ENTITY % x SYSTEM '{address}'> %x;]",
    ):
        for body in (
            rss("&x;"),
            rss("&x;", f"<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='{address}'/>"),
        ):
            read(f"<!DOCTYPE rss {doctype}>{body}")
            read(f"<?xml-stylesheet href='{address}'?><!DOCTYPE rss {doctype}>{body}<broken")
    assert connected == []
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2].strip("/")))):
        pass  # somebody does listen


@pytest.mark.reliability(7)
def test_a_body_that_is_the_path_of_a_feed_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss("Secret"))
    for body in (str(path), path.as_uri(), f"\n{path}\n"):
        assert isinstance(read(body), NotAFeed)


@pytest.mark.timeout(15)
@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"&lt;p style=&quot;{'a' * 50_000}&quot;&gt;", marks=pytest.mark.reliability(14)),
        pytest.param(f"<![CDATA[{'<!--' * 100_000}]]>", marks=pytest.mark.reliability(15)),
        pytest.param(f"<![CDATA[{'<b>' * 100_000}]]>", marks=pytest.mark.reliability(17)),
        pytest.param(f"<![CDATA[{'<div>' * 100_000}]]>", marks=pytest.mark.reliability(18)),
        pytest.param(f"<![CDATA[{'<a ' * 100_000}]]>", marks=pytest.mark.reliability(18)),
    ],
    ids=["style", "comments", "inline", "blocks", "tags"],
)
def test_markup_that_makes_a_sanitiser_quadratic_is_left_alone(markup: str) -> None:
    found = read(rss("A title", f"<description>{markup}</description>"))
    assert isinstance(found, ParsedFeed)
    assert len(found.entries) == 1
