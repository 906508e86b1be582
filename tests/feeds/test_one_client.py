"""There is one way out: what the fetcher guards, nothing else goes by."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import monitor
import webui


@pytest.mark.reliability(47)
def test_nothing_but_the_fetcher_speaks_http_to_anybody() -> None:
    """Every other part has no way to: no module imports a client, nor calls one that a library brings along."""
    clients = {"aiohttp", "requests", "httpx", "urllib3", "http.client", "urllib.request", "socket", "ftplib"}
    calls = {".fetch_url", ".fetch_response", ".open_connection", ".create_connection"}
    found = {
        str(path.relative_to(root.parent))
        for root in (Path(package.__path__[0]) for package in (monitor, webui))
        for path in root.rglob("*.py")
        if (clients | calls) & set(_words(ast.parse(path.read_text())))
    }
    client = {"monitor/feeds/http.py", "monitor/feeds/guard.py", "monitor/feeds/failures.py"}
    assert found - client == {"monitor/feeds/admission.py"}, "that one reads a number as an address, no more"
    assert client <= found


def _words(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports, each with the packages around it, and the attributes that it asks for."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                modules = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(module)):
                modules = [module, *(f"{module}.{alias.name}" for alias in node.names)]
            case ast.Attribute():
                yield f".{node.attr}"
                continue
            case _:
                continue
        for module in modules:
            parts = module.split(".")
            yield from (".".join(parts[: count + 1]) for count in range(len(parts)))
