"""What mkdocs does not do by itself: lessons run and shown, the command line's help, links that lead out of ``docs``.

A document outside ``docs`` that a page links to becomes a page under ``project/``; any other file of the project that
is linked to is copied to ``files/``. So no link of the site leads away from it, and none is dead.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))
from lessons import Cell, run_lesson  # noqa: E402

_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#|/)([^)\s#]+)((?:#[^)\s]*)?\))")
_FENCED = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made: lessons, the help of the commands, documents and files that pages link to."""
    made = {f"course/{path.stem}.md": _lesson_page(path) for path in sorted((DOCS / "course").glob("*.ipynb"))}
    made["reference/command-line.md"] = _commands_page()
    for page in [*files.documentation_pages()]:
        made[page.src_uri] = page.content_string
    out = _with_linked(made)
    for uri, content in out.items():
        if (old := files.get_file_from_path(uri)) is not None:
            files.remove(old)
        level = InclusionLevel.NOT_IN_NAV if uri.startswith(("project/", "files/")) else InclusionLevel.UNDEFINED
        files.append(File.generated(config, uri, content=content, inclusion=level))
    return files


# --- links that lead out of docs ---


def _with_linked(pages: dict[str, str]) -> dict[str, str | bytes]:
    """The pages, their links made right, with all documents and files of the project that they lead to."""
    where = {uri: DOCS / uri for uri in pages}
    out: dict[str, str | bytes] = {}
    left = list(pages.items())
    while left:
        uri, content = left.pop()
        out[uri] = _relinked(content, uri, where)
        for target in [target for target in where if target not in out and target not in dict(left)]:
            source = where[target]
            if target.endswith(".md"):
                left.append((target, source.read_text(encoding="utf-8")))
            else:
                out[target] = source.read_bytes()
    return out


def _relinked(content: str, uri: str, where: dict[str, Path]) -> str:
    home = where[uri].parent
    depth = uri.count("/")

    def new(match: re.Match[str]) -> str:
        target = _document_of((home / match[2]).resolve())
        if not target.is_relative_to(ROOT) or not target.is_file():
            return match[0]  # mkdocs says what is wrong
        return f"{match[1]}{'../' * depth}{_uri_of(target, where)}{match[3]}"

    parts = _FENCED.split(content)
    return "".join(part if part.lstrip().startswith("```") else _LINK.sub(new, part) for part in parts)


def _document_of(target: Path) -> Path:
    """What a link to a folder shows: its README, or a benchmark's results."""
    inside = [target / name for name in ("README.md", "results.md")] if target.is_dir() else []
    return next((path for path in inside if path.is_file()), target)


def _uri_of(target: Path, where: dict[str, Path]) -> str:
    """Where a file of the project stands on the site."""
    if target.suffix == ".ipynb":
        return target.relative_to(DOCS).with_suffix(".md").as_posix()
    if target.is_relative_to(DOCS):
        return target.relative_to(DOCS).as_posix()
    kind = "project" if target.suffix == ".md" else "files"
    uri = f"{kind}/{target.relative_to(ROOT).as_posix()}"
    if target.suffix in (".py", ".toml", ".cff", ""):
        uri += ".txt"  # shown by the browser, not offered for download
    where.setdefault(uri, target)
    return uri


# --- lessons ---


def _lesson_page(path: Path) -> str:
    import matplotlib

    matplotlib.use("Agg")
    cells, _ = run_lesson(path)
    head, *parts = (part for cell in cells for part in _cell(cell))
    download = f'<p><a href="{path.name}" download>{path.name}</a></p>'
    return "\n\n".join([head, download, *parts]) + "\n"


def _cell(cell: Cell) -> Iterator[str]:
    if cell.kind == "markdown":
        yield cell.source
        return
    yield f"```python\n{cell.source}\n```"
    if cell.printed:
        yield f'<pre class="printed">{html.escape(cell.printed.rstrip())}</pre>'
    if cell.shown:
        yield f'<div class="shown">{_one_block(cell.shown)}</div>'
    for figure in cell.figures:
        yield f'<div class="shown">{_one_block(figure)}</div>'


def _one_block(markup: str) -> str:
    """HTML without blank lines, which would end it in Markdown."""
    return re.sub(r"\n\s*\n+", "\n", markup)


# --- the command line ---


def _commands_page() -> str:
    from click import Context, Group

    from framing.cli import main

    parts = ["# Command line", "Exit codes: 0 done, 1 some inputs refused, 2 wrong usage, 3 nothing usable."]

    def describe(command: object, name: str, parent: Context | None) -> None:
        context = Context(command, info_name=name, parent=parent, max_content_width=88)  # type: ignore[arg-type]
        level = "##" if parent is None or parent.parent is None else "###"
        if parent is not None:
            parts.append(f"{level} {context.command_path}")
        parts.append(f"```text\n{command.get_help(context)}\n```")  # type: ignore[attr-defined]
        if isinstance(command, Group):
            for child in command.list_commands(context):
                describe(command.get_command(context, child), child, context)

    describe(main, "framing", None)
    return "\n\n".join(parts) + "\n"
