"""What can be changed in a module: one operator of cosmic-ray at one place, in the order of the text."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# Left out, each for the reason in docs/quality.md ("Mutation"): what is killed by any call, and what changes nothing.
_NEVER_VALID = ("BitOr", "BitAnd", "BitXor", "LShift", "RShift")
_SAME_AS_EQUAL = ("_Is", "_IsNot")
_WITH_CONFIGURATION = ("VariableReplacer", "VariableInserter")


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One change: where it stands, what is done, and which of the places of that operator it is."""

    path: str
    line: int
    column: int
    operator: str
    occurrence: int

    @property
    def module(self) -> str:
        """The name of the module."""
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def source(self) -> str:
        """The text of the module with the change."""
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator

        changed = mutate_code(
            Path(self.path).read_text(encoding="utf-8"), get_operator(self.operator)(), self.occurrence
        )
        assert isinstance(changed, str)
        return changed

    def possible(self) -> bool:
        """Whether the change leaves Python: ``if not found := …`` is none."""
        try:
            compile(self.source(), self.path, "exec")
        except SyntaxError:
            return False
        return True


def mutants(path: str) -> list[Mutant]:
    """Every mutant of a module but those that are left out."""
    text = Path(path).read_text(encoding="utf-8")
    silent = _annotated(text) | _stars(text)
    found = (mutant for name in _operators() for mutant in _places(path, text, name))
    return sorted(mutant for mutant in found if (mutant.line, mutant.column) not in silent)


def _operators() -> list[str]:
    from cosmic_ray.plugins import operator_names

    return sorted(
        name
        for name in operator_names()
        if not name.endswith((*_WITH_CONFIGURATION, *_SAME_AS_EQUAL))
        and not ("BinaryOperator" in name and name.endswith(_NEVER_VALID))
    )


def _places(path: str, text: str, name: str) -> Iterator[Mutant]:
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator

    operator, occurrence = get_operator(name)(), 0
    for node in ast_nodes(get_ast(text)):
        for (line, column), _ in operator.mutation_positions(node):
            yield Mutant(path, line, column, name, occurrence)
            occurrence += 1


def _annotated(text: str) -> set[tuple[int, int]]:
    """Every place of an annotation: ``X | None`` is text there, never worked out."""
    places: set[tuple[int, int]] = set()
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(annotation, ast.expr):
                places |= set(_within(annotation, lines))
    return places


def _stars(text: str) -> set[tuple[int, int]]:
    """Every star that multiplies nothing, as in ``{**forms}`` and ``(text, *, headline)``."""
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type != tokenize.NL]
    return {
        star.start
        for before, star in pairwise(tokens)
        if star.string in ("*", "**") and before.type == tokenize.OP and before.string not in ")]}"
    }


def _within(node: ast.expr, lines: list[str]) -> Iterator[tuple[int, int]]:
    assert node.end_lineno is not None and node.end_col_offset is not None
    for line in range(node.lineno, node.end_lineno + 1):
        first = node.col_offset if line == node.lineno else 0
        last = node.end_col_offset if line == node.end_lineno else len(lines[line - 1].encode())
        yield from ((line, column) for column in range(first, last + 1))
