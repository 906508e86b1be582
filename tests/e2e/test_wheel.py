"""The wheel holds all that the product needs on its first day, and nothing that only its tests need."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not on the path")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([uv, "build", "--wheel", "-q", "-o", folder, ROOT], check=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_seeds_settings_templates_and_styles_are_inside(wheel: zipfile.ZipFile) -> None:
    inside = set(wheel.namelist())
    for folder in ("seeds", "config"):
        for file in (path for path in (ROOT / folder).rglob("*") if path.is_file()):
            assert f"monitor/shipped/{file.relative_to(ROOT).as_posix()}" in inside
    for package in ("webui", "monitor"):
        for file in (ROOT / package).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(ROOT).as_posix() in inside


def test_tests_and_their_tools_stay_outside(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if name.startswith("tests/")]
    (metadata,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    needs = re.findall(r"^Requires-Dist: ([\w.-]+)", wheel.read(metadata).decode(), re.MULTILINE)
    assert "flask" in needs
    assert not {"pytest", "ruff", "mypy", "playwright", "hypothesis", "aiosmtpd"} & set(needs)
