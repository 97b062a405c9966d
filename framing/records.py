"""How the records are made that a long text needs by the thousand: frozen ones without the detour of dataclasses."""

from __future__ import annotations

from dataclasses import fields
from functools import update_wrapper
from typing import Any, TypeVar

T = TypeVar("T")


def quickly_made(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots that is made in half of the time: its slots are filled by their own setters.

    >>> from dataclasses import dataclass
    >>> @quickly_made
    ... @dataclass(frozen=True, slots=True)
    ... class Place:
    ...     line: int
    ...     column: int = 0
    >>> Place(3, 1), Place(3)
    (Place(line=3, column=1), Place(line=3, column=0))
    """
    slowly: Any = cls.__init__
    names = [one.name for one in fields(cls)]  # type: ignore[arg-type]
    scope: dict[str, Any] = {f"put_{name}": cls.__dict__[name].__set__ for name in names}
    lines = [f"put_{name}(self, {name})" for name in names]
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec(f"def __init__(self, {', '.join(names)}): {'; '.join(lines)}", scope)  # as dataclasses writes it
    quickly: Any = update_wrapper(scope["__init__"], slowly)
    quickly.__defaults__ = slowly.__defaults__
    cls.__init__ = quickly  # type: ignore[method-assign]
    return cls
