"""The documents are true: README commands run, its Python prints what it says, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import framing
from framing.cli import main
from framing.show.lexicons import lexicon_page
from tests.documents import ROOT, Workspace, blocks_of, workspace

README = ROOT / "README.md"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "lexicons" / "README.md", ROOT / "seeds" / "README.md"]
)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)]*)?\)")
WITH_BLOCKS = [path for path in DOCUMENTS if blocks_of(path.read_text(encoding="utf-8"))]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    return workspace(tmp_path, monkeypatch)


@pytest.mark.parametrize("document", WITH_BLOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_runs(document: Path, checkout: Workspace) -> None:
    """Python and shell, from the top of the page to its end; see CONTRIBUTING, "Code in the documents"."""
    for block in blocks_of(document.read_text(encoding="utf-8")):
        wrong = checkout.run(block)
        assert not wrong, f"{document.relative_to(ROOT)}, the {block.kind} block in line {block.line}:\n{wrong}"


def test_readme_has_commands_and_python() -> None:
    kinds = [block.kind for block in blocks_of(README.read_text(encoding="utf-8"))]
    assert kinds.count("sh") >= 2
    assert any(block.printed for block in blocks_of(README.read_text(encoding="utf-8")))


def test_what_is_not_run_says_why() -> None:
    """Blocks left out are few, and each names what it needs."""
    left = [block.why for path in WITH_BLOCKS for block in blocks_of(path.read_text(encoding="utf-8")) if block.why]
    assert all(len(why) >= 10 for why in left)
    assert len(left) <= 6, left


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("```sh\nframing analyze no-such-file.txt\n```", "exit code 3"),
        ("```sh\nframing compare seeds/demo --nonsense\n```", "exit code 2"),
        ("```sh\ncurl example.org\n```", "neither run nor known"),
        ("```python\nprint(1)\n```\n\n```text\n2\n```", "the document says"),
        ("```python\nnonsense\n```", "NameError"),
        ("```toml\na = \n```", "Invalid value"),
        ("```json\n{\n```", "Expecting"),
    ],
)
def test_a_wrong_block_is_found(text: str, wrong: str, checkout: Workspace) -> None:
    assert wrong in "".join(checkout.run(block) for block in blocks_of(text))


def test_readme_excerpt_is_of_the_demo(checkout: Workspace) -> None:
    """Numbers too: who tries it sees the same."""
    printed = CliRunner().invoke(main, ["demo"]).output
    excerpt = next(block.body for block in blocks_of(README.read_text(encoding="utf-8")) if block.kind == "text")
    assert excerpt.strip() in printed, "put the top of what `framing demo` prints into README.md"
    for outlet in ("Báo Sông Hồng", "东方万象网", "海外晨報"):
        assert outlet in excerpt
        assert outlet in printed


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(document: Path) -> None:
    links = [link for link, _ in _LINK.findall(document.read_text(encoding="utf-8"))]
    assert not [link for link in links if not (document.parent / link).exists()]
    folders = [document.parent / link for link in links if (document.parent / link).is_dir()]
    bare = [folder for folder in folders if not any((folder / name).is_file() for name in ("README.md", "results.md"))]
    assert not bare, "the site can show a folder only by a README.md or results.md in it: link to a file"


def test_every_public_name_is_on_the_reference_page() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    listed = {line.rpartition(".")[2] for line in page.splitlines() if line.startswith("::: ")}
    modules = {name for name in framing.__all__ if isinstance(getattr(framing, name), ModuleType)}
    assert not set(framing.__all__) - modules - listed, (
        "add them to docs/reference/python.md, each as ::: its.module.name"
    )


def test_every_page_is_in_the_contents_of_the_site() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert not sorted(page for page in pages if page not in contents), "add them under nav in mkdocs.yml"


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
