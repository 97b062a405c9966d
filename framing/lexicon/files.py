"""Lexicon files being changed: on the TOML as it is written, comments and order kept; shown first, then written."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.errors import InputError, LexiconError
from framing.output import written_whole
from framing.text.languages import Language


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lexicon of one language is written: three files of ``lexicons/``, or one file of a project."""

    language: Language
    concepts: Path
    terms: Path
    reviewed: Path

    @property
    def shared(self) -> bool:
        """Whether this is a language of a whole lexicon, in which every concept has its entry in every language."""
        return self.concepts != self.terms


def place_in(folder: Path, language: Language) -> Place:
    """The files of a language in a ``lexicons`` folder of a checkout."""
    own = folder / language.code
    return Place(language, folder / "concepts.toml", own / "loaded.toml", own / "reviewed.toml")


def place_of(file: Path, language: Language) -> Place:
    """A project's own lexicon: all in one file."""
    return Place(language, file, file, file)


@dataclass(slots=True)
class Edit:
    """Lexicon files being changed. Nothing is written before ``write``, and then all files or none that has a fault."""

    _files: dict[Path, tuple[str, Any]] = field(default_factory=dict)

    def document(self, path: Path, language: Language, kind: str = "loaded") -> Any:
        """The TOML document of a file, to be changed in place; a new one, with its head, where there is no file."""
        import tomlkit

        if path not in self._files:
            text = _text(path) if path.exists() else ""
            start = text or f'language = "{language.code}"\nkind = "{kind}"\n'
            try:
                self._files[path] = text, tomlkit.parse(start)
            except tomlkit.exceptions.ParseError as error:
                raise LexiconError((f"{path}: not valid TOML: {error}",)) from error
        return self._files[path][1]

    def changes(self) -> Iterator[tuple[Path, str, str]]:
        """Each file that differs: its path, the text before, the text after."""
        for path, (text, document) in self._files.items():
            if (changed := document.as_string()) != text:
                yield path, text, changed

    def data(self, path: Path) -> dict[str, Any]:
        """What a file says now, the changes included, as plain data; nothing where there is no file."""
        if path in self._files:
            return tomllib.loads(self._files[path][1].as_string())
        try:
            return tomllib.loads(_text(path)) if path.exists() else {}
        except tomllib.TOMLDecodeError as error:
            raise LexiconError((f"{path}: not valid TOML: {error}",)) from error

    def diff(self) -> str:
        """All changes as a unified diff; empty where nothing changes."""
        lines: list[str] = []
        for path, before, after in self.changes():
            lines += difflib.unified_diff(
                before.splitlines(), after.splitlines(), f"{path} (now)", f"{path} (changed)", n=2, lineterm=""
            )
        return "\n".join(lines)

    def write(self) -> tuple[Path, ...]:
        """Write what changed and give the paths. Errors: LexiconError naming the file that cannot be written."""
        written = []
        for path, _, after in list(self.changes()):
            try:
                with written_whole(path) as temporary:
                    temporary.write_text(after, encoding="utf-8")
            except InputError as error:
                raise LexiconError((str(error),)) from error
            written.append(path)
        return tuple(written)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError((f"{path}: cannot be read: {error}",)) from error
