"""What the build makes of the text of the compiled modules: the same records, with constructors that a compiler sees."""

from __future__ import annotations

import doctest
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

from framing import found
from framing.errors import UsageError
from framing.span import Span

ROOT = Path(__file__).parent.parent

if not (ROOT / "hatch_build.py").exists():
    pytest.skip("this is an installed package: its build is not here", allow_module_level=True)
sys.path.insert(0, str(ROOT))
hatch_build = pytest.importorskip("hatch_build", reason="the build needs hatchling", exc_type=ImportError)


def test_doctests() -> None:
    tried = doctest.testmod(hatch_build)
    assert tried.attempted and not tried.failed


def module_of(source: str, name: str) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module  # where dataclasses looks for it
    exec(compile(source, name, "exec"), vars(module))
    return module


@pytest.fixture
def made() -> ModuleType:
    return module_of(hatch_build.with_constructors((ROOT / "framing" / "found.py").read_text(encoding="utf-8")), "made")


@pytest.mark.parametrize("name", [name for name, one in vars(found).items() if is_dataclass(one) and one is not Span])
def test_same_fields_and_constructors(name: str, made: ModuleType) -> None:
    there, here = getattr(made, name), getattr(found, name)
    assert [(f.name, f.default) for f in fields(there)] == [(f.name, f.default) for f in fields(here)]
    constructor = vars(there)["__init__"]
    assert constructor.__code__.co_varnames[1 : constructor.__code__.co_argcount] == tuple(f.name for f in fields(here))


def test_a_record_checks_itself(made: ModuleType) -> None:
    class Unfrozen:
        """Takes what a constructor sets, as a compiled record does; checks itself as an attribution does."""

        content: tuple[Span, ...]
        __post_init__ = vars(made.Attribution)["__post_init__"]

    with pytest.raises(UsageError, match="needs content"):
        vars(made.Attribution)["__init__"](Unfrozen(), None, None, (), "direct", "official", "", "")


def test_class_with_more_than_plain_defaults_is_left_alone() -> None:
    source = "@dataclass\nclass Bag:\n    items: list[str] = field(default_factory=list)\n"
    assert hatch_build.with_constructors(source) == source


def test_own_constructor_and_other_classes_are_left_alone() -> None:
    own = "@dataclass(slots=True)\nclass Own:\n    at: int\n\n    def __init__(self) -> None:\n        self.at = 1\n"
    source = f"{own}\n\nclass Plain:\n    at: int\n"
    assert hatch_build.with_constructors(source) == source


def test_every_compiled_module_still_reads_as_python() -> None:
    paths = [path for pattern in hatch_build.COMPILED for path in (ROOT / "framing").glob(pattern)]
    assert len(paths) > 50
    for path in paths:
        compile(hatch_build.with_constructors(path.read_text(encoding="utf-8")), str(path), "exec")
