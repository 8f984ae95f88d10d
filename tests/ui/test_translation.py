"""Texts of the window in another language: collected, compiled, and shown."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from control_panel.paths import resource
from control_panel.ui import text, translation, words
from tests.ui import states
from tests.ui.conftest import Shown

ROOT = Path(__file__).parents[2]
UI = ROOT / "control_panel" / "ui"
CALLS = {"tr", "translate", "QT_TRANSLATE_NOOP"}
FRENCH = {
    "No feeds yet: add them in Setup (Ctrl 7)": "Pas encore de flux : Réglages (Ctrl 7)",
    "Nothing is next": "Rien ensuite",
    "OFF": "ARRÊT",
    "On Air": "Antenne",
    "{n} items": "{n} sujets",
    "over": "de retard",
}


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text of the window, as `make translation` collects it."""
    file = tmp_path_factory.mktemp("ts") / "control-panel_fr.ts"
    argv = [tool("pyside6-lupdate"), "-silent", "-locations", "none", "-extensions", "py"]
    argv += ["-target-language", "fr", str(UI), "-ts", str(file)]
    subprocess.run(argv, check=True, timeout=120)
    return file


@pytest.fixture
def french(collected: Path, tmp_path: Path) -> Path:
    """A folder with some of it translated and compiled."""
    tree = ElementTree.parse(collected)
    for message in tree.iter("message"):
        said = FRENCH.get(message.findtext("source") or "")
        found = message.find("translation")
        if said and found is not None:
            found.text = said
            del found.attrib["type"]
    file = tmp_path / "control-panel_fr.ts"
    tree.write(file, encoding="utf-8")
    compiled = str(file.with_suffix(".qm"))
    argv = [tool("pyside6-lrelease"), "-silent", str(file), "-qm", compiled]
    subprocess.run(argv, check=True, timeout=60)
    return tmp_path


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[..., str]]:
    """Installs a language; English again afterwards."""

    def install(languages: list[str], folder: Path) -> str:
        words.tr.cache_clear()
        return translation.install(qapp, languages, folder)

    yield install
    for one in qapp.findChildren(QTranslator):
        qapp.removeTranslator(one)
        one.deleteLater()
    words.tr.cache_clear()


def shown_words(shown: Shown) -> set[str]:
    window = shown(states.empty())
    with text.watched() as painted:
        window.grab()
    return {p.words for p in painted}


def test_the_window_speaks_the_systems_language(
    shown: Shown, speak: Callable[..., str], french: Path
) -> None:
    assert speak(["fr-FR", "fr", "en-GB"], french) == "fr_FR"
    found = shown_words(shown)
    assert {
        FRENCH[t] for t in ("No feeds yet: add them in Setup (Ctrl 7)", "OFF", "On Air")
    } <= found
    assert "Setup" in found  # what is not translated stays English
    assert words.tr("{n} items").format(n=3) == "3 sujets"
    assert words.tr("over") == "de retard"


@pytest.mark.parametrize("languages", [["en-US", "en", "fr"], ["xx", "yy-YY"], []])
def test_english_is_spoken_where_it_is_wanted_or_nothing_else_is_there(
    shown: Shown, speak: Callable[..., str], french: Path, languages: list[str]
) -> None:
    assert speak(languages, french) == translation.SOURCE
    assert "On Air" in shown_words(shown)


def test_a_panel_without_the_folder_speaks_english(
    speak: Callable[..., str], tmp_path: Path
) -> None:
    assert speak(["fr"], tmp_path / "nowhere") == translation.SOURCE


def texts_in(file: Path) -> Iterator[str]:
    """Every literal that is asked for in the user's language, and none that is not whole."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = node.args[-1]
            assert name not in CALLS or not isinstance(given, ast.JoinedStr), (file, node.lineno)
            if name in CALLS and isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def test_every_text_of_the_window_is_collected(collected: Path) -> None:
    known = {m.findtext("source") for m in ElementTree.parse(collected).iter("message")}
    asked = {said for file in UI.rglob("*.py") for said in texts_in(file)}
    assert len(asked) > 400
    assert asked - known == set()


def test_texts_without_an_object_are_collected_without_a_context(collected: Path) -> None:
    """As `words.tr` asks for them; else they would be translated and never found."""
    contexts = {
        c.findtext("name"): {m.findtext("source") for m in c.iter("message")}
        for c in ElementTree.parse(collected).iter("context")
    }
    plain: set[str] = set()
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                plain |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    assert plain
    assert plain - contexts[""] - contexts.get(None, set()) == set()


def test_what_is_filled_in_stands_in_every_translation() -> None:
    """A translation that lost its `{time}` would fail in the middle of a show."""
    for file in resource("translations").glob("*.ts"):
        for message in ElementTree.parse(file).iter("message"):
            said = message.findtext("translation")
            if said:
                source = message.findtext("source") or ""
                assert braces(said) == braces(source), (file.name, source)


def braces(said: str) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}", said))
