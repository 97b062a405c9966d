"""A module that is loaded, changed in place: its functions get the code of the mutant, whoever holds them."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from functools import cached_property
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant


def inside_a_function(mutant: Mutant, text: str) -> bool:
    """Whether the change lies in the body of a function: only then can it be made in place."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, last = node.body[0], node.body[-1]
            start, end = (first.lineno, first.col_offset), (last.end_lineno or 0, last.end_col_offset or 0)
            if start <= (mutant.line, mutant.column) < end:
                return True
    return False


def patch(mutant: Mutant) -> None:
    """Give the loaded module the code of the mutant, and forget what its functions, and those above it, remember."""
    module = sys.modules[mutant.module]
    changed = ModuleType(mutant.module)
    changed.__spec__ = ModuleSpec(mutant.module, None)
    changed.__file__ = module.__file__
    exec(compile(mutant.source(), str(module.__file__), "exec"), changed.__dict__)
    new = dict(_functions(changed, mutant.module))
    for name, function in _functions(module, mutant.module):
        function.__code__ = new[name].__code__
    for cached in gc.get_objects():
        if type(cached).__name__ == "_lru_cache_wrapper" and _knows_measures(str(cached.__module__)):
            cached.cache_clear()


def _knows_measures(name: str) -> bool:
    """Whether a module may hold what mutated code gave: all but what lies below it."""
    return name.startswith(("framing.", "tests.")) and not name.startswith(
        ("framing.text", "framing.data", "framing.types", "framing.lexicon")
    )


def _functions(holder: Any, module: str, path: str = "") -> Iterator[tuple[str, FunctionType]]:
    """The functions of a module and of its classes, by their path."""
    for name, value in list(vars(holder).items()):
        if isinstance(value, type) and value.__module__ == module and value.__qualname__ == f"{path}{name}":
            yield from _functions(value, module, f"{path}{name}.")
        for function in _unwrapped(value):
            if function.__module__ == module and function.__code__.co_filename != "<string>":
                yield f"{path}{name}", function


def _unwrapped(value: Any) -> Iterator[FunctionType]:
    """The function behind a property, a cache, a class method or a context manager."""
    if isinstance(value, property):
        value = value.fget
    if isinstance(value, cached_property):
        value = value.func
    value = getattr(value, "__func__", value)
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    if isinstance(value, FunctionType):
        yield value
