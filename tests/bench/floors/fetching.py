"""The least that polling can cost: every feed fetched with its validators by aiohttp, nothing parsed, nothing kept.

    python -m tests.bench.floors.fetching FOLDER

FOLDER holds urls.json; the validators are kept beside it, as any poller has to.
"""

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

CONNECTIONS, A_HOST = 32, 2
_CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


def session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=CONNECTIONS, limit_per_host=A_HOST)
    return aiohttp.ClientSession(connector=connector, headers={"Accept-Encoding": "gzip"})


async def fetch_all(folder: Path) -> None:
    urls = json.loads((folder / "urls.json").read_text())
    kept = folder / "validators.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    todo = iter(urls)

    async def fetch(client: aiohttp.ClientSession) -> None:
        for url in todo:
            async with client.get(url, headers=known.get(url)) as answer:
                await answer.read()
                if answer.status == 200:
                    marks = answer.headers
                    known[url] = {ask: marks[mark] for mark, ask in _CONDITIONS.items() if mark in marks}

    async with session() as client:
        await asyncio.gather(*(fetch(client) for _ in range(CONNECTIONS)))
    kept.write_text(json.dumps(known))


if __name__ == "__main__":
    asyncio.run(fetch_all(Path(sys.argv[1])))
