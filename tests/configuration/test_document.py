"""The documented settings are the settings."""

import re
import tomllib

from monitor.configuration.document import settings_document
from monitor.configuration.load import load_settings
from monitor.settings import Settings
from monitor.shipped import CONFIG

SHIPPED = CONFIG / "wiredesk.toml"


def test_the_shipped_file_is_the_generated_one():
    assert SHIPPED.read_text(encoding="utf-8") == settings_document(), (
        "run: python -m monitor.configuration.document > config/wiredesk.toml"
    )


def test_as_it_ships_it_sets_nothing():
    assert load_settings(SHIPPED, {}) == Settings()
    assert not any(tomllib.loads(settings_document()).values())


def test_it_names_every_setting_with_its_default_and_a_help():
    text = re.sub(r"^#(?=\w)", "", settings_document(), flags=re.MULTILINE)
    listed = tomllib.loads(text)
    assert {name: set(keys) for name, keys in listed.items()} == {
        name: set(type(section).model_fields) for name, section in Settings()
    }
    assert Settings.model_validate(listed) == Settings()
    assert all(
        field.description for _, section in Settings() for field in type(section).model_fields.values()
    )
