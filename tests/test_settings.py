"""The settings: one line each, damaged files, and no secret among them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel import settings
from control_panel.errors import StoreError
from control_panel.settings import Settings


def test_no_file_means_the_defaults_and_nothing_is_told() -> None:
    assert settings.load() == settings.Loaded(Settings())


def test_what_is_saved_is_read() -> None:
    mine = replace(Settings(), obs_host="studio", api_port=9000, person="Zoë", window_scale=1.25)
    settings.save(mine)
    assert settings.load() == settings.Loaded(mine)
    assert settings.settings_file().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '"x"'])
def test_a_damaged_file_gives_the_defaults_is_told_and_kept(text: str) -> None:
    file = settings.settings_file()
    file.write_text(text)
    loaded = settings.load()
    assert loaded.settings == Settings()
    assert "damaged" in loaded.told
    assert (file.parent / "settings.damaged.json").read_text() == text
    assert not settings.load().told


def test_bytes_that_are_no_text_are_damage_too() -> None:
    settings.settings_file().write_bytes(b"\xff\xfe{}")
    assert "damaged" in settings.load().told


def test_one_wrong_value_costs_only_itself() -> None:
    found = {"obs_port": 70000, "api_port": "8640", "window_scale": True, "person": "Ada"}
    settings.settings_file().write_text(json.dumps(found))
    loaded = settings.load()
    assert loaded.settings == replace(Settings(), person="Ada")
    assert "api_port, obs_port, window_scale" in loaded.told


def test_settings_of_a_newer_version_are_kept() -> None:
    settings.settings_file().write_text(json.dumps({"later": [1], "person": "Ada"}))
    settings.save(replace(settings.load().settings, person="Bo"))
    found = json.loads(settings.settings_file().read_text())
    assert found["later"] == [1]
    assert found["person"] == "Bo"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        settings.save(Settings(), in_the_way / "settings.json")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in settings.load(tmp_path).told


def test_every_setting_has_help_and_none_is_a_secret() -> None:
    for setting in fields(Settings):
        assert settings.help_of(setting.name).endswith(".")
        for word in ("password", "token", "passphrase", "secret", "key"):
            assert word not in setting.name


@given(
    st.dictionaries(
        st.sampled_from([f.name for f in fields(Settings)]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([])),
    )
)
def test_whatever_the_file_holds_the_settings_are_sound(found: dict[str, object]) -> None:
    loaded = settings._checked(found)
    for setting in fields(Settings):
        assert settings._fits(setting, getattr(loaded.settings, setting.name))
