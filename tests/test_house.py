"""The house rules that no tool checks: packages, sizes, what is imported before the first paint."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PANEL = ROOT / "control_panel"

HEAVY = ("aiohttp", "sqlalchemy", "alembic", "numpy", "vlc", "keyring")


def _setup() -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read(ROOT / "setup.cfg", "utf-8")
    return found


def _modules() -> list[Path]:
    return sorted(PANEL.rglob("*.py"))


def test_packages_are_those_of_the_tree() -> None:
    written = set(_setup()["options"]["packages"].split())
    there = {
        ".".join(init.parent.relative_to(ROOT).parts) for init in PANEL.rglob("__init__.py")
    } | {"control_panel.resources"}
    assert written == there


def test_every_folder_with_modules_is_a_package() -> None:
    bare = {p.parent for p in _modules() if not (p.parent / "__init__.py").exists()}
    assert bare == set()


def test_resources_are_a_package_of_their_own() -> None:
    options = _setup()["options"]
    assert "control_panel.resources = resources" in options["package_dir"]
    assert (ROOT / "resources" / "__init__.py").exists()


def test_both_entry_points_lead_to_main() -> None:
    points = _setup()["options.entry_points"]
    assert "control-panel = control_panel.__main__:main" in points["console_scripts"]
    assert "control-panel-window = control_panel.__main__:main" in points["gui_scripts"]


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = []
    for path in _modules():
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        if not said.split("\n")[0].rstrip().endswith((".", ":")):
            silent.append(path.relative_to(ROOT).as_posix())
    assert silent == []


def test_no_module_is_two_things() -> None:
    """300 lines are two things."""
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in _modules()
        if (count := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def test_names_that_say_nothing_are_not_used() -> None:
    words = ("manager", "helper", "util", "handler", "info")
    bad = []
    for path in _modules():
        bad += [path.stem for word in words if word in path.stem.lower()]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.lower().endswith(words):
                bad.append(f"{path.stem}.{node.name}")
    assert bad == []


def _swallows_all(node: ast.AST) -> bool:
    """Whether a node catches every error and does not raise it again (as a clean-up does)."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
    again = node.body[-1]
    return broad and not (isinstance(again, ast.Raise) and again.exc is None)


def test_every_error_is_caught_in_two_places_only() -> None:
    found = {
        path.name
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if _swallows_all(node)
    }
    assert found == {"tasks.py", "log.py"}


@pytest.mark.parametrize(
    "module",
    [
        "control_panel.app",
        "control_panel.ui",
        "control_panel.web.api",
        "control_panel.web.desk",
        "control_panel.secrets",
        "control_panel.__main__",
    ],
)
def test_nothing_heavy_is_imported_before_the_first_paint(module: str) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"found = importlib.import_module({module!r})\n"
        "if found.__name__ == 'control_panel.ui':\n"
        "    for each in pkgutil.walk_packages(found.__path__, 'control_panel.ui.'):\n"
        "        importlib.import_module(each.name)\n"
        f"print(*sorted(set(sys.modules) & set({HEAVY!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
