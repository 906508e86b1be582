"""In the processes that judge, under their limits. Their server keeps the environment: this asks one of its own."""

import json
import os
import shutil
import subprocess
import sys

from monitor.shipped import SEEDS

_SCRIPT = """
import asyncio, json, sys
from pathlib import Path
from monitor.pipeline import judging
from monitor.pipeline.workers import Workers
from monitor.shipped import CONCEPTS, SEEDS
from monitor.topics.learning.exemplar import as_article
from monitor.topics.files.reading import load_topics

async def judged(folder):
    topics = load_topics(SEEDS / "topics", CONCEPTS).topics
    articles = [as_article("Two states plan a shell factory", "The line will be run by both.")] * 50
    with Workers(2, 120) as workers:
        path, version = await workers.run(judging.ready, topics, folder / "models", (), folder / "labelled")
        found = await asyncio.gather(*(workers.run(judging.judge, path, articles) for _ in range(2)))
    return version, [[one.matches[0].score for one in part] for part in found]

if __name__ == "__main__":
    print(json.dumps(asyncio.run(judged(Path(sys.argv[1])))))
"""


def test_two_workers_judge_alike_by_the_encoder(name, tmp_path):
    (tmp_path / "labelled").mkdir()
    shutil.copy(SEEDS / "exemplars" / "exemplars.jsonl", tmp_path / "labelled")
    (tmp_path / "judge.py").write_text(_SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "judge.py", tmp_path],
        env={**os.environ, "WIREDESK_ENCODER": "on", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        check=True,
        timeout=240,
    )
    version, scores = json.loads(done.stdout)
    assert version.endswith(f"-{name}")
    assert len({score for part in scores for score in part}) == 1
    assert [len(part) for part in scores] == [50, 50]
