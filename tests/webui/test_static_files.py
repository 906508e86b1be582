"""How style sheets and scripts are served."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import webui
from tests.webui.visits import page

STATIC = Path(webui.__file__).parent / "static"
_STRING = re.compile(r'"[^"\n]*"|`[^`\n]*`')
_PATH = re.compile(r"/static/[0-9a-f]{10}/(?:css|js)/[a-z-]+\.(?:css|js)")


def addresses(client: FlaskClient) -> list[str]:
    shown = page(client.get("/subscribe"))
    return [str(link["href"]) for link in shown.select("link[rel=stylesheet]")]


def test_their_path_names_their_state_so_that_what_a_module_imports_is_new_with_it(
    admin: FlaskClient,
) -> None:
    script = str(page(admin.get("/")).select_one("script[src$='desk.js']")["src"])
    assert _PATH.fullmatch(script)
    beside = admin.get(f"{script.rpartition('/')[0]}/desk-keys.js", buffered=True)
    assert beside.headers["Cache-Control"] == "public, max-age=31536000"
    assert admin.get("/static/js/desk-keys.js").status_code == 404


def test_they_come_packed_to_a_browser_that_takes_them_so(stranger: FlaskClient) -> None:
    address = addresses(stranger)[0]
    plain = stranger.get(address, buffered=True)
    packed = stranger.get(address, headers={"Accept-Encoding": "br, gzip"}, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert all("Accept-Encoding" in one.headers["Vary"] for one in (plain, packed))
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)


def test_they_come_without_what_is_for_those_who_read_the_files(admin: FlaskClient) -> None:
    sheets = {str(link["href"]) for link in page(admin.get("/")).select("link[rel=stylesheet]")}
    script = str(page(admin.get("/")).select_one("script[src$='desk.js']")["src"])
    for address in (*sheets, f"{script.rpartition('/')[0]}/desk-away.js"):
        served = admin.get(address, buffered=True).text
        assert "\n\n" not in served
        assert "\n " not in served
        assert "/*" not in served
        assert "// " not in served
        kept = "const ASKED = 3_000;\nconst LONGEST" if address.endswith(".js") else "{"
        assert kept in served


def test_no_text_within_scripts_and_style_sheets_is_taken_for_what_is_left_out() -> None:
    for script in STATIC.glob("js/*.js"):
        lines = script.read_text("utf-8").splitlines()
        assert all(line.count("`") % 2 == 0 for line in lines), script  # none goes over several lines
        assert not any(" // " in text for line in lines for text in _STRING.findall(line)), script
    for sheet in STATIC.glob("css/*.css"):
        strings = _STRING.findall(sheet.read_text("utf-8"))
        assert not any(re.search(r"[{};,>]|: |/\*|\s\s|\b0\.", text) for text in strings), sheet


def test_a_browser_that_has_a_file_gets_nothing_anew(stranger: FlaskClient) -> None:
    address, packed = addresses(stranger)[0], {"Accept-Encoding": "gzip"}
    first = stranger.get(address, headers=packed, buffered=True)
    again = stranger.get(address, headers={**packed, "If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/subscribe", "/healthz"])
def test_pages_are_not_packed(stranger: FlaskClient, path: str) -> None:
    response = stranger.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
