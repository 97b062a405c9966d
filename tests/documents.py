"""Code blocks of the documents: found, and run in a folder that looks like the repository root."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shlex
import shutil
import subprocess
import tomllib
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from framing.cli import main

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(
    r'(?:^<!-- not run: (?P<why>.+?) -->\n+)?^(?P<indent> *)```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^(?P=indent)```$',
    re.MULTILINE | re.DOTALL,
)
# Set-up that changes the machine: shown to the reader, not run by a test.
SET_UP = ("git", "make", "pip", "python3 -m venv", ".venv/bin/", "jupyter", "cd")
# They wait for a browser or a person: only their options are checked.
WAITING = ("framing serve",)
SHELL = ("cp", "mkdir", "cat", "head", "ls")
WRITTEN = ("--html", "--csv", "--json", "--out", "--pairs", "--contrasts")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it stands for (``title``), its line, and why it is not run."""

    kind: str
    title: str
    body: str
    line: int
    why: str
    printed: str = ""


def blocks_of(text: str) -> list[Block]:
    """The fenced blocks in order; a ``text`` block right behind Python is what that prints."""
    found = []
    matches = list(_FENCE.finditer(text))
    for at, match in enumerate(matches):
        behind = matches[at + 1] if at + 1 < len(matches) else None
        near = behind is not None and behind["kind"] == "text" and text.count("\n", match.end(), behind.start()) <= 4
        printed = behind["body"] if behind is not None and near and match["kind"] == "python" else ""
        body = re.sub(f"^{match['indent']}", "", match["body"], flags=re.MULTILINE)
        line = text.count("\n", 0, match.start("kind")) + 1
        found.append(Block(match["kind"], match["title"] or "", body, line, match["why"] or "", printed))
    return found


@dataclass
class Workspace:
    """A folder that a document's blocks run in, one after the other, and the names of its Python."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "document"})

    def run(self, block: Block) -> str:
        """What is wrong with the block, for a reader of the test's output; empty where nothing is."""
        if block.why:
            return ""
        if block.title:
            file = self.folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body, encoding="utf-8")
        check = {"python": self._python, "sh": self._shell, "toml": self._toml, "json": self._json}.get(block.kind)
        return check(block) if check is not None else ""

    def _python(self, block: Block) -> str:
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(block.body, "<block>", "exec"), self.names)
        except Exception:
            return traceback.format_exc(limit=-2)
        checker = doctest.OutputChecker()
        if block.printed and not checker.check_output(block.printed, out.getvalue(), doctest.ELLIPSIS):
            return f"it prints\n{out.getvalue()}\nand the document says\n{block.printed}"
        return ""

    def _toml(self, block: Block) -> str:
        try:
            tomllib.loads(block.body)
        except tomllib.TOMLDecodeError as error:
            return str(error)
        return ""

    def _json(self, block: Block) -> str:
        try:
            json.loads(block.body)
        except json.JSONDecodeError as error:
            return str(error)
        return ""

    def _shell(self, block: Block) -> str:
        for line in commands_of(block.body):
            if wrong := self._command(line):
                return f"$ {line}\n{wrong}"
        return ""

    def _command(self, line: str) -> str:
        words = shlex.split(line, comments=True)
        if line.startswith(SET_UP):
            return ""
        if line.startswith(WAITING):
            words = [*words[:2], "--help"]
        if words[0] == "framing":
            result = CliRunner().invoke(main, words[1:])
            if result.exit_code != 0:
                return f"exit code {result.exit_code}: {result.output[-2000:]} {result.exception or ''}"
            files = [value for option, value in pairwise(words) if option in WRITTEN and not value.startswith("-")]
            missing = [file for file in files if not (self.folder / file).exists()]
            return f"it did not write {', '.join(missing)}" if missing else ""
        if words[0] in SHELL:
            done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
            return done.stderr if done.returncode else ""
        return f"neither run nor known as set-up (tests/documents.py): {words[0]}"


def commands_of(body: str) -> Iterator[str]:
    """The commands of a shell block, lines that go on joined, comments left out."""
    for line in body.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A folder with the demonstration corpus as ``seeds/demo`` and as ``news``, and lexicons that may be changed."""
    shutil.copytree(ROOT / "seeds" / "demo", folder / "seeds" / "demo")
    shutil.copytree(ROOT / "seeds" / "demo", folder / "news")
    shutil.copy(folder / "news" / "survey-ship-harbor-ledger.txt", folder / "story.txt")
    shutil.copytree(ROOT / "lexicons", folder / "lexicons")
    (folder / "docs").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("framing.cli.editing.checkout_lexicons", lambda: folder / "lexicons")
    return Workspace(folder)
