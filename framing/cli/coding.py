"""Labelling by hand: files to code, files of coders read back, and how far the coders agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.main import main
from framing.cli.run import Run, paths_argument, strict_option
from framing.compare.coded_files import coding_dict, read_codings
from framing.compare.coding_sheets import sheet_rows
from framing.compare.codings import LAYERS, LIBRARY, Coding, Layer, coding_of, latest
from framing.compare.label_studio import CODED, label_config, to_task
from framing.errors import InputError
from framing.show.export import save_csv, save_text, to_dict, to_json
from framing.text.read import read_articles
from framing.types import Analysis, Article

if TYPE_CHECKING:
    from framing.compare.agreement import Unit

texts_option = click.option(
    "--texts", multiple=True, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER",
    help="The articles that were coded, unchanged; may be repeated.",
)  # fmt: skip
codings_argument = click.argument(
    "codings", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER..."
)


@main.group()
def annotate() -> None:
    """Code articles by hand, and see how far coders agree."""


@annotate.command()
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path), required=True,
    help="NAME.json: tasks for Label Studio, with NAME.xml, its interface. NAME.csv: a sheet of sentences. Else a folder "
    "for a JSON file an article.",
)  # fmt: skip
@click.option("--blank", is_flag=True, help="Without the library's marks, so that a coder is not led by the machine.")
@click.option(
    "--layer", "layers", multiple=True, type=click.Choice(LAYERS), default=("loaded",), show_default=True,
    help="What is to be coded; may be repeated. A sheet holds loaded words only, Label Studio no stance.",
)  # fmt: skip
@strict_option
def export(paths: tuple[Path, ...], out: Path, blank: bool, layers: tuple[Layer, ...], strict: bool) -> None:
    """Write articles to code by hand. With the library's marks to correct, or blank.

    \b
    framing annotate export news/ --out tasks.json --blank
    framing annotate export news/ --out sheet.csv --blank
    framing annotate export news/ --out to-label/ --layer loaded --layer attribution
    """
    run = Run(strict)
    analyses = list(run.analyses(paths, None, False))
    if analyses:
        _WRITERS.get(out.suffix.lower(), _write_folder)(run, analyses, out, (layers, blank))
    run.end(len(analyses))


def _shown(analysis: Analysis, asked: tuple[tuple[Layer, ...], bool]) -> Coding | None:
    layers, blank = asked
    return None if blank else coding_of(analysis, layers=layers)


def _write_tasks(run: Run, analyses: list[Analysis], out: Path, asked: tuple[tuple[Layer, ...], bool]) -> None:
    layers = tuple(layer for layer in asked[0] if layer in CODED)
    tasks = [to_task(one.article, layers, _shown(one, asked)) for one in analyses]
    run.write(lambda: save_text(out, to_json(tasks, indent=1) + "\n"))
    run.write(lambda: save_text(out.with_suffix(".xml"), label_config(layers)))
    click.echo(f"{len(tasks)} tasks: {out}\nLabelling interface: {out.with_suffix('.xml')}")


def _write_sheet(run: Run, analyses: list[Analysis], out: Path, asked: tuple[tuple[Layer, ...], bool]) -> None:
    rows = [row for one in analyses for row in sheet_rows(one.article, _shown(one, asked))]
    run.write(lambda: save_csv(out, rows))
    click.echo(f"{len(rows)} rows of {len(analyses)} articles: {out}")


def _write_folder(run: Run, analyses: list[Analysis], out: Path, asked: tuple[tuple[Layer, ...], bool]) -> None:
    for one in analyses:
        data = to_json(_labels_to_fill(one, asked), indent=1) + "\n"
        file = out / f"{_file_name(one.article.id)}.json"
        run.write(partial(save_text, file, data))
    click.echo(f"{len(analyses)} files: {out}")


def _labels_to_fill(analysis: Analysis, asked: tuple[tuple[Layer, ...], bool]) -> dict[str, object]:
    """One article in the form of the codebook, its lines with their zones; the coder's name is left to be filled."""
    layers, blank = asked
    coding = coding_of(analysis, layers=layers)
    if blank:
        coding = Coding(coding.coder, coding.article, coding.sha256, coding.layers)
    coding = replace(coding, coder="", person=True, shown=not blank)
    return coding_dict(coding, analysis.article.text) | {"zones": to_dict(analysis)["zones"]}


_WRITERS: dict[str, Callable[[Run, list[Analysis], Path, tuple[tuple[Layer, ...], bool]], None]] = {
    ".json": _write_tasks,
    ".csv": _write_sheet,
}


@annotate.command("import")
@codings_argument
@texts_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for CODER/NAME.json."
)
@strict_option
def import_(codings: tuple[Path, ...], texts: tuple[Path, ...], out: Path, strict: bool) -> None:
    """Read back what coders marked. Checked against the texts, written in the form of the codebook.

    \b
    framing annotate import export.json --texts news/ --out labels/
    framing annotate import ann.csv ben.csv --texts news/ --out labels/
    """
    run = Run(strict)
    articles = list(_articles(run, texts))
    by_id = {article.id: article for article in articles}
    found = list(_codings(run, codings, articles))
    for coding in found:
        data = to_json(coding_dict(coding, by_id[coding.article].text), indent=1) + "\n"
        run.write(partial(save_text, out / _file_name(coding.coder) / f"{_file_name(coding.article)}.json", data))
    for coder in sorted({coding.coder for coding in found}):
        own = [coding for coding in found if coding.coder == coder]
        marks = sum(len(coding.loaded) + len(coding.attributions) for coding in own)
        click.echo(f"{coder}: {len(own)} articles, {marks} marks: {out / _file_name(coder)}")
    run.end(len(found))


@annotate.command()
@codings_argument
@texts_option
@click.option("--library", is_flag=True, help="Set the library beside the coders, as one more of them.")
@click.option(
    "--unit", type=click.Choice(["sentence", "word"]), default="sentence", show_default=True, help="What alpha counts."
)
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write everything as JSON.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write rows and pairs as CSV.")
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals.")
@strict_option
def agreement(
    codings: tuple[Path, ...], texts: tuple[Path, ...], library: bool, unit: Unit,
    as_json: Path | None, as_csv: Path | None, seed: int, strict: bool,
) -> None:  # fmt: skip
    """Show how far coders agree. On where and on what, and the library with them.

    \b
    framing annotate agreement labels/ --texts news/
    framing annotate agreement ann.csv ben.csv --texts news/ --library
    """
    # numpy takes a moment to import: only for those who ask for it.
    from framing.analyze import analyze
    from framing.compare.agreement import agreement as measure
    from framing.show.coding import agreement_dict, agreement_rows, agreement_text

    run = Run(strict)
    articles = list(_articles(run, texts))
    found = list(_codings(run, codings, articles))
    if not found:
        run.end(0)
    if library:
        coded = {coding.sha256 for coding in found}
        mine = [coding_of(analyze(article)) for article in articles]
        found = [c for c in found if c.coder != LIBRARY] + [c for c in mine if c.sha256 in coded]
    result = measure(found, articles, unit=unit, seed=seed)
    click.echo(agreement_text(result))
    if as_json is not None:
        run.write(lambda: save_text(as_json, to_json(agreement_dict(result), indent=1) + "\n"))
    if as_csv is not None:
        run.write(lambda: save_csv(as_csv, agreement_rows(result)))
    run.end(len(found))


def _articles(run: Run, texts: tuple[Path, ...]) -> Iterator[Article]:
    for item in read_articles(texts):
        if isinstance(item, InputError):
            run.refuse(str(item))
        else:
            yield item


def _codings(run: Run, paths: tuple[Path, ...], articles: list[Article]) -> Iterator[Coding]:
    kept, errors = latest(read_codings(paths, articles))
    for error in errors:
        run.refuse(str(error))
    yield from kept


def _file_name(name: str) -> str:
    """A name that is a file's: no folders, nothing hidden."""
    return re.sub(r"[^\w.@+-]+", "-", name).lstrip(".") or "unnamed"
