"""Settings from the file and the environment; every problem at once."""

from pathlib import Path

import pytest

from monitor.configuration.load import load_settings, variables
from monitor.configuration.problems import ConfigurationError
from monitor.settings import Settings

WRONG = """\
[polling]
interval_minutes = 1
workers = true
interval_minuets = 3
allowed_hosts = ["intranet.example", "http://10.0.0.1/"]
allowed_ports = []

[mail]
port = "25"
security = "ssl"
user = "desk"
sender = 5

[post]

[digests]
max_items = 2026-01-01
"""


def test_without_file_and_variables_the_defaults_hold():
    settings = load_settings(None, {"PATH": "/bin"})
    assert settings == Settings()
    assert settings.server.public_url == "http://127.0.0.1:8420"


def test_the_file_sets_and_the_environment_goes_before_it(tmp_path: Path):
    path = _written(
        tmp_path, '[mail]\nhost = "mail.example.org"\nport = 25\n[polling]\nallowed_hosts = ["a.example"]\n'
    )
    environ = {
        "WIREDESK_MAIL_HOST": "relay.example.org",
        "WIREDESK_POLLING_ALLOWED_HOSTS": "10.0.0.7, Intranet.example,",
        "WIREDESK_POLLING_ALLOWED_PORTS": "80,8080",
        "WIREDESK_SERVER_BASE_URL": "https://desk.example.org/",
        "WIREDESK_DATA": "/srv/wiredesk",
        "WIREDESK_CONFIG": str(path),
    }
    settings = load_settings(path, environ)
    assert (settings.mail.host, settings.mail.port) == ("relay.example.org", 25)
    assert settings.polling.allowed_hosts == ("10.0.0.7", "intranet.example")
    assert settings.polling.allowed_ports == (80, 8080)
    assert settings.server.public_url == "https://desk.example.org"


def test_an_empty_variable_empties_a_list_and_a_text(tmp_path: Path):
    path = _written(tmp_path, '[mail]\nhost = "mail.example.org"\n[polling]\nallowed_hosts = ["a.example"]\n')
    settings = load_settings(path, {"WIREDESK_MAIL_HOST": "", "WIREDESK_POLLING_ALLOWED_HOSTS": ""})
    assert settings.mail.host == ""
    assert settings.polling.allowed_hosts == ()


def test_every_setting_has_a_variable():
    names = variables()
    assert names["WIREDESK_POLLING_INTERVAL_MINUTES"] == ("polling", "interval_minutes")
    assert len(names) == sum(len(type(section).model_fields) for _, section in Settings())


def test_all_problems_of_file_and_environment_come_at_once_in_the_order_of_lines(tmp_path: Path):
    path = _written(tmp_path, WRONG)
    environ = {
        "WIREDESK_SERVER_PORT": "eighty",
        "WIREDESK_MAIL_HOTS": "x",
        "WIREDESK_POLLING_CONCURRENCY": "0",
    }
    with pytest.raises(ConfigurationError) as refusal:
        load_settings(path, environ)
    assert [problem.where for problem in refusal.value.problems] == [
        "WIREDESK_MAIL_HOTS",
        f"{path}:2: polling.interval_minutes",
        f"{path}:3: polling.workers",
        f"{path}:4: polling.interval_minuets",
        f"{path}:5: polling.allowed_hosts #2",
        f"{path}:6: polling.allowed_ports",
        f"{path}:8: mail.password",
        f"{path}:9: mail.port",
        f"{path}:10: mail.security",
        f"{path}:12: mail.sender",
        f"{path}:14: post",
        f"{path}:17: digests.max_items",
        "WIREDESK_SERVER_PORT",
        "WIREDESK_POLLING_CONCURRENCY",
    ]
    lines = str(refusal.value).split("\n")
    assert lines[1].endswith("must be 5 or more (is 1): write a whole number from 5 to 1440")
    assert lines[2].endswith("must be a whole number (is true or false): write digits only, without quotes")
    assert lines[3].endswith("unknown key: write interval_minutes")
    assert lines[0] == "WIREDESK_MAIL_HOTS: no such setting: set WIREDESK_MAIL_HOST"


def test_a_broken_file_does_not_hide_the_problems_of_the_environment(tmp_path: Path):
    path = _written(tmp_path, "[mail\n")
    with pytest.raises(ConfigurationError) as refusal:
        load_settings(path, {"WIREDESK_SERVER_PORT": "0"})
    assert [problem.where for problem in refusal.value.problems] == [f"{path}:1", "WIREDESK_SERVER_PORT"]


def test_a_section_that_is_no_table_is_refused_although_a_variable_sets_a_key_of_it(tmp_path: Path):
    path = _written(tmp_path, "mail = 3\n")
    with pytest.raises(ConfigurationError, match=r":1: mail: must be a table \(is a whole number\)"):
        load_settings(path, {"WIREDESK_MAIL_HOST": "mail.example.org"})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WIREDESK_STORE_URL", "mysql://wiredesk:hunter2@db/x"),
        ("WIREDESK_STORE_URL", "postgresql://wiredesk:hunter2@db/x"),
        ("WIREDESK_SERVER_BASE_URL", "desk.example.org"),
        ("WIREDESK_SERVER_BASE_URL", "https://desk.example.org/?a=1"),
        ("WIREDESK_SERVER_BASE_URL", "https://desk.example.org/\nBcc: x"),
        ("WIREDESK_SERVER_BASE_URL", "https://me:hunter2@desk.example.org"),
        ("WIREDESK_SERVER_HOST", ""),
        ("WIREDESK_SERVER_PORT", "65536"),
        ("WIREDESK_POLLING_CONTACT", "the editor"),
        ("WIREDESK_POLLING_CONTACT", "a@example.org\r\nCookie: x"),
        ("WIREDESK_POLLING_CONTACT", "https://example.org/\r\nCookie: x"),
        ("WIREDESK_POLLING_CONTACT", "https://вісник.example/"),
        ("WIREDESK_POLLING_ALLOWED_HOSTS", "*.example.org"),
        ("WIREDESK_POLLING_ALLOWED_HOSTS", "host:8080"),
        ("WIREDESK_POLLING_ALLOWED_PORTS", "0"),
        ("WIREDESK_MAIL_HOST", "smtp://mail.example.org"),
        ("WIREDESK_MAIL_SENDER", "Wiredesk"),
        ("WIREDESK_MAIL_SENDER", "Desk <desk@example.org>\nBcc: all@example.org"),
        ("WIREDESK_MAIL_USER", "desk"),
        ("WIREDESK_MAIL_PASSWORD", "hunter2"),
        ("WIREDESK_READER_ADDRESS", "models.example.org"),
        ("WIREDESK_READER_ADDRESS", "https://models.example.org/v1"),  # and no model
        ("WIREDESK_READER_BAND_PERCENT", "0"),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_with_a_remedy_and_no_secret(variable: str, value: str):
    with pytest.raises(ConfigurationError) as refusal:
        load_settings(None, {variable: value})
    (problem,) = refusal.value.problems
    assert problem.where in {variable, "mail.password", "reader.model"}
    assert problem.remedy
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WIREDESK_STORE_URL", "sqlite:////srv/wiredesk.db"),
        ("WIREDESK_STORE_URL", "postgresql+psycopg://wiredesk:hunter2@db/wiredesk"),
        ("WIREDESK_SERVER_HOST", "::1"),
        ("WIREDESK_POLLING_CONTACT", "editor@example.org"),
        ("WIREDESK_POLLING_CONTACT", "https://example.org/bot"),
        ("WIREDESK_POLLING_ALLOWED_HOSTS", "fd00::7,10.0.0.7,feeds,news_1.internal"),
        ("WIREDESK_MAIL_SECURITY", "none"),
        ("WIREDESK_MAIL_SENDER", "desk@example.org"),
    ],
)
def test_a_sound_value_is_taken(variable: str, value: str):
    assert load_settings(None, {variable: value}) != Settings()


def test_the_second_reader_takes_an_address_a_model_and_a_key_that_does_not_show():
    variables = {"ADDRESS": "http://127.0.0.1:11434/v1/", "MODEL": " tiny ", "KEY": "hunter2"}
    reader = load_settings(
        None, {f"WIREDESK_READER_{name}": value for name, value in variables.items()}
    ).reader
    assert (reader.address, reader.model) == ("http://127.0.0.1:11434/v1", "tiny")
    assert "hunter2" not in repr(reader)


def test_a_password_in_the_file_shows_neither_in_messages_nor_in_the_settings(tmp_path: Path):
    text = '[store]\nurl = "sqlite:///hunter2"\n[mail]\nuser = "desk"\npassword = "hunter2"\n'
    settings = load_settings(_written(tmp_path, text), {})
    assert settings.mail.password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings)
    with pytest.raises(ConfigurationError) as refusal:
        load_settings(_written(tmp_path, text.replace('"hunter2"', "20260101")), {})
    assert "must be text" in str(refusal.value)
    assert "20260101" not in str(refusal.value)


def test_an_ipv6_address_stands_in_brackets_in_links():
    settings = load_settings(None, {"WIREDESK_SERVER_HOST": "::1"})
    assert settings.server.public_url == "http://[::1]:8420"


def _written(folder: Path, text: str) -> Path:
    path = folder / "wiredesk.toml"
    path.write_text(text, encoding="utf-8")
    return path
