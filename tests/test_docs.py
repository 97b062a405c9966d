"""The documents are true: README commands run, its Python prints what it says, links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from framing.cli import main
from framing.show.lexicons import lexicon_page

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "lexicons" / "README.md", ROOT / "seeds" / "README.md"]
)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)]*)?\)")
BLOCKS: list[tuple[str, str]] = _BLOCK.findall(README.read_text(encoding="utf-8"))
COMMANDS = [line for kind, body in BLOCKS if kind == "sh" for line in body.splitlines() if line.startswith("framing ")]
# A python block and the text block after it: what it prints.
EXAMPLES = [
    (body, BLOCKS[i + 1][1] if i + 1 < len(BLOCKS) and BLOCKS[i + 1][0] == "text" else "")
    for i, (kind, body) in enumerate(BLOCKS)
    if kind == "python"
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the repository root to the README's commands, and may be written to."""
    shutil.copytree(ROOT / "seeds" / "demo", tmp_path / "seeds" / "demo")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_has_commands_and_python() -> None:
    assert len(COMMANDS) >= 5
    assert EXAMPLES


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_command_runs(command: str, checkout: Path) -> None:
    words = shlex.split(command)
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code == 0, result.output
    for option, value in pairwise(words):
        if option in ("--html", "--csv", "--json", "--out") and not value.startswith("-"):
            assert (checkout / value).exists(), f"{command} did not write {value}"


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_readme_python_prints_what_it_says(code: str, printed: str, checkout: Path) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, str(README), "exec"), {"__name__": "readme"})
    assert out.getvalue() == printed


def test_readme_excerpt_is_of_the_demo(checkout: Path) -> None:
    """The numbers move with every term that is added; headings, columns and outlets must be those of the demo."""
    printed = CliRunner().invoke(main, ["demo"]).output
    excerpt = next(body for kind, body in BLOCKS if kind == "text")
    lasting = [line for line in excerpt.splitlines() if line.strip() and not any(c.isdigit() for c in line)]
    heads = [line for line in lasting if "," not in line]
    assert heads
    assert not [line for line in heads if line not in printed]
    for outlet in ("Báo Sông Hồng", "东方万象网", "海外晨報"):
        assert outlet in excerpt
        assert outlet in printed


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(document: Path) -> None:
    links = [link for link, _ in _LINK.findall(document.read_text(encoding="utf-8"))]
    assert not [link for link in links if not (document.parent / link).exists()]


def test_the_map_names_every_module() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.name for path in (ROOT / "framing").rglob("*.py")} - {"__init__.py"}
    assert not sorted(name for name in modules if name not in text), "add them to the map in docs/architecture.md"


def test_the_page_of_the_lexicons_is_current() -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    assert page == lexicon_page(), "run: framing lexicon docs --out docs/lexicons.md"


def test_documents_that_are_promised_are_there() -> None:
    names = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert names >= {
        "architecture.md",
        "methods.md",
        "codebook.md",
        "lexicons.md",
        "lexicon-format.md",
        "lexicon-guide.md",
        "limits.md",
    }
