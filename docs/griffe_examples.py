"""Docstrings as Markdown: the examples of a docstring become a code block."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^(?:>>> .*\n?(?:(?!>>> )\S.*\n?|\.\.\. ?.*\n?|    .*\n?)*)+", re.MULTILINE)


class Examples(griffe.Extension):
    """Fences what begins with ``>>>``, which Markdown would take for a quotation in a quotation in a quotation."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Once for each object that has a docstring."""
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(lambda m: f"```pycon\n{m[0].rstrip()}\n```\n", obj.docstring.value)
