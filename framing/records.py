"""How the records are made that a long text needs by the thousand: frozen ones without the detour of dataclasses, and
compiled ones that the collector of cycles does not go through.
"""

from __future__ import annotations

from dataclasses import fields
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr
else:

    def mypyc_attr(**_):
        """What the compiler is told of a class: ``acyclic``, that no object of it can be part of a cycle; nothing in Python."""
        return lambda cls: cls


T = TypeVar("T")


def quickly_made(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots that is made in half of the time: filled while its class is one that is not frozen.

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
    unfrozen = type(cls.__name__, (), {"__slots__": tuple(names)})
    scope: dict[str, Any] = {"cls": cls, "unfrozen": unfrozen, "new": object.__new__}
    lines = ["self = new(unfrozen)", *(f"self.{name} = {name}" for name in names), "self.__class__ = cls"]
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec(f"def __new__(_, {', '.join(names)}): {'; '.join(lines)}; return self", scope)  # as dataclasses writes it
    quickly: Any = update_wrapper(scope["__new__"], slowly)
    quickly.__defaults__ = slowly.__defaults__
    made: Any = cls
    made.__new__ = quickly
    del made.__init__
    made.__reduce__ = lambda self: (cls, tuple([getattr(self, name) for name in names]))
    return cls
