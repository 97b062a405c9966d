"""The shape of the house: imports point one way, no module is long, knowledge is not in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# A module may import only from its own room or an earlier one.
ORDER = [
    "errors",
    "notes",
    "records",
    "span",
    "found",
    "types",
    "output",
    "stored",
    "data",
    "text",
    "lexicon",
    "measure",
    "analyze",
    "compare",
    "learn",
    "show",
    "scale",
    "cli",
]
MAX_LINES = 400


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "framing":
            names = [f"framing.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("framing.")}
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) not in ("__init__", "__main__")], ids=str)
def test_imports_point_one_way(path: Path) -> None:
    own = ORDER.index(room(path))
    later = {name for name in imported_rooms(path) if ORDER.index(name) > own}
    assert not later, f"{path.name} imports from later rooms: {later}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", [p for p in MODULES if "languages" not in p.parts], ids=str)
def test_no_language_is_decided_outside_its_folder(path: Path) -> None:
    decided = re.findall(
        r"""(?:==|!=|\bin \(|\bin \{)\s*["'](?:en|zh|vi|zh-Hans|zh-Hant)["']""", path.read_text(encoding="utf-8")
    )
    assert not decided


def test_import_is_light() -> None:
    heavy = "pandas", "sklearn", "nltk", "textstat", "rjieba", "opencc", "numpy", "scipy", "matplotlib", "seaborn"
    heavy += "joblib", "pyarrow", "dask", "multiprocessing"
    code = f"import framing, sys; print([m for m in {heavy!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_public_names() -> None:
    assert sorted(framing.__all__) == framing.__all__
    for name in framing.__all__:
        assert getattr(framing, name).__doc__, f"{name} has no docstring"
    for name in ("Article", "analyze", "compare", "read_articles", "to_frame", "report"):
        assert name in framing.__all__
