"""The command line: reads, calls, prints. Computes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from framing.analyze import analyze as analyze_article
from framing.compare.contrasts import compare as compare_analyses
from framing.data import data_root
from framing.errors import FramingError, InputError, UsageError
from framing.lexicon.check import find_faults
from framing.lexicon.load import folded_form, loaded_matcher
from framing.show.export import RowKind, comparison_dict, save_csv, save_text, to_dict, to_rows
from framing.show.tables import analysis_text, comparison_text
from framing.text.languages import LANGUAGES
from framing.text.read import read_articles
from framing.types import Analysis, Article


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    SOME_REFUSED = 1
    USAGE = 2
    NOTHING_USABLE = 3


def _version() -> str:
    try:
        return version("framing-analysis")
    except PackageNotFoundError:
        return "unknown (not installed)"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(_version(), prog_name="framing")
def main() -> None:
    """Shows whose words colour a news story: loaded language, attribution, stance
    and frames, in English, Chinese and Vietnamese, offline.

    \b
    framing demo                                 four invented outlets compared
    framing analyze story.txt                    one article
    framing compare a.txt b.txt --html out.html  outlets side by side
    """


_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
_strict = click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
_outlet = click.option("--outlet", help="The outlet of all these files.")


@main.command()
@_paths
@click.option("--json", "as_json", is_flag=True, help="JSON in the gold format: to --out, else one line an article.")
@click.option(
    "--csv", "as_csv", is_flag=True, help="Tidy tables as CSV into --out: article, attribution, loaded, stance, frame."
)
@click.option("--html", "html", type=click.Path(path_type=Path), help="Also write a page with the highlighted texts.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for --json (NAME.json) and --csv."
)
@click.option("--readability", is_flag=True, help="Add readability formulas (English only).")
@_outlet
@_strict
def analyze(
    paths: tuple[Path, ...], as_json: bool, as_csv: bool, html: Path | None, out: Path | None, readability: bool, outlet: str | None, strict: bool
) -> None:  # fmt: skip
    """Measure articles one by one.

    \b
    framing analyze story.txt
    framing analyze news/ --json --out results/
    framing analyze a.txt b.txt --html page.html
    """
    if as_csv and out is None:
        raise click.UsageError("--csv needs --out FOLDER")
    run = _Run(strict)
    analyses = []
    for analysis in run.analyses(paths, outlet, readability):
        analyses.append(analysis)
        if as_json:
            _json_out(to_dict(analysis), out, analysis.article.id, run)
        elif not as_csv and not html:
            click.echo(analysis_text(analysis) + "\n")
    if as_csv and out is not None:
        kinds: tuple[RowKind, ...] = ("article", "attribution", "loaded", "stance", "frame")
        for kind in kinds:
            run.write(lambda kind=kind: save_csv(out / f"{kind}.csv", to_rows(analyses, kind)))
    if html is not None and analyses:
        run.page(html, analyses)
    run.end(len(analyses))


def _json_out(data: dict[str, object], out: Path | None, name: str, run: _Run) -> None:
    if out is None:
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        again = run.names[name]
        file = out / (f"{name}.json" if again < 2 else f"{name}-{again}.json")  # two inputs of one name
        run.write(lambda: save_text(file, json.dumps(data, ensure_ascii=False, indent=1) + "\n"))


@main.command()
@_paths
@click.option("--by", type=click.Choice(["outlet", "language", "event"]), default="outlet", show_default=True)
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write the comparison as JSON.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write its rows as CSV.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write one self-contained page.")
@_strict
def compare(
    paths: tuple[Path, ...], by: str, as_json: Path | None, as_csv: Path | None, html: Path | None, strict: bool
) -> None:
    """Compare outlets, voice by voice. A file whose outlet is unknown is its own group.

    \b
    framing compare news/*.txt --html out.html
    framing compare corpus/ --by language --csv rows.csv
    """
    run = _Run(strict)
    analyses = list(run.analyses(paths, None, False))
    _compare(run, analyses, by, as_json=as_json, as_csv=as_csv, html=html)
    run.end(len(analyses))


def _compare(
    run: _Run, analyses: list[Analysis], by: str, *, as_json: Path | None, as_csv: Path | None, html: Path | None
) -> None:
    if not any(not a.refused for a in analyses):
        return
    comparison = compare_analyses(analyses, by=by)  # type: ignore[arg-type]
    click.echo(comparison_text(comparison))
    if as_json is not None:
        run.write(
            lambda: save_text(as_json, json.dumps(comparison_dict(comparison), ensure_ascii=False, indent=1) + "\n")
        )
    if as_csv is not None:
        run.write(lambda: save_csv(as_csv, to_rows(comparison, "comparison")))
    if html is not None:
        run.page(html, analyses, comparison)


@main.command()
@_paths
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-report.html"), show_default=True
)
@_strict
def report(paths: tuple[Path, ...], out: Path, strict: bool) -> None:
    """Write the page alone: highlighted texts and, for several articles, their comparison.

    \b
    framing report corpus/ --out report.html
    """
    run = _Run(strict)
    analyses = list(run.analyses(paths, None, False))
    if analyses:
        several = sum(not a.refused for a in analyses) > 1
        run.page(out, analyses, compare_analyses(analyses) if several else None)
    run.end(len(analyses))


@main.command()
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-demo.html"), show_default=True
)
def demo(html: Path) -> None:
    """Compare the four invented outlets that ship with the package, and write the page."""
    run = _Run(strict=False)
    analyses = list(run.analyses((data_root("seeds") / "demo",), None, False))
    _compare(run, analyses, "outlet", as_json=None, as_csv=None, html=html)
    run.end(len(analyses))


@main.group()
def lexicon() -> None:
    """Look into the word lists: check them, find a form."""


@lexicon.command("check")
def lexicon_check() -> None:
    """Every fault of every lexicon at once: structure, and each entry's own examples."""
    faults = find_faults()
    click.echo("\n".join(faults) if faults else "no fault")
    sys.exit(Exit.SOME_REFUSED if faults else Exit.DONE)


@lexicon.command("find")
@click.argument("form")
def lexicon_find(form: str) -> None:
    """What the loaded-language lexicons say of a word or phrase.

    \b
    framing lexicon find "economic coercion"
    framing lexicon find 经济胁迫
    """
    lines = [
        f"{language.name}: {term.concept} · {term.category} · strength {term.strength} · plainer: {term.neutral}"
        for language in LANGUAGES
        for term in dict.fromkeys(hit.entry for hit in loaded_matcher(language).find(folded_form(form, language)))
    ]
    click.echo("\n".join(lines) or f"{form!r} holds no loaded form")


@main.command()
@_paths
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for NAME.json.")
@click.option("--blank", is_flag=True, help="Zones only, so that a coder is not led by the machine.")
@_strict
def annotate(paths: tuple[Path, ...], out: Path, blank: bool, strict: bool) -> None:
    """Write files to label by hand, in the format of the codebook: pre-labelled, or blank.

    \b
    framing annotate news/ --out to-label/ --blank
    """
    run = _Run(strict)
    done = 0
    for analysis in run.analyses(paths, None, False):
        data = to_dict(analysis)
        if blank:
            data |= {"attributions": [], "loaded": [], "stance": [], "frames": [], "primary_frame": ""}
        _json_out(data, out, analysis.article.id, run)
        done += 1
    run.end(done)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("tasks", nargs=-1)
@click.option("--check", is_flag=True, help="Fail below a pinned floor.")
@click.option("--update", is_flag=True, help="Raise the floors and write results.md.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the public sets ($FRAMING_DATA)."
)
def benchmark(tasks: tuple[str, ...], check: bool, update: bool, data: Path | None) -> None:
    """Run the benchmarks of a checkout (benchmarks/TASK/run.py): all, or those named."""
    folder = Path("benchmarks")
    scripts = [path for path in sorted(folder.glob("*/run.py")) if not tasks or path.parent.name in tasks]
    if not scripts:
        raise click.UsageError(
            "no such benchmark here; run this from the root of a checkout, which has benchmarks/TASK/run.py"
        )
    environment = {**os.environ, **({"FRAMING_DATA": str(data)} if data else {})}
    flags = ["--check"] * check + ["--update"] * update
    failed = [
        path
        for path in scripts
        if subprocess.run([sys.executable, str(path), *flags], env=environment, check=False).returncode
    ]
    sys.exit(Exit.SOME_REFUSED if failed else Exit.DONE)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address opens the page to the network.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Open a local page to paste articles into; nothing is stored or sent.

    \b
    framing serve --port 8000
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise click.UsageError("needs the web extra: pip install 'framing-analysis[web]'") from None
    from framing.show import web

    web.serve(host, port)


class _Run:
    """One call of a command: what was refused, and how it ends."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.refused = 0
        self.unscored = 0
        self.names: Counter[str] = Counter()

    def analyses(self, paths: Sequence[Path], outlet: str | None, readability: bool) -> Iterator[Analysis]:
        """Analyses of what can be read; the rest is named on stderr."""
        for item in _progress(read_articles(paths, outlet=outlet), paths):
            if isinstance(item, InputError):
                self.refuse(str(item))
                continue
            analysis = analyze_article(item, readability=readability)
            self.names[analysis.article.id] += 1
            if analysis.refused:
                self.unscored += 1
                self.refuse(f"{item.path or item.id}: no scores: {analysis.refused}")
            yield analysis

    def refuse(self, line: str) -> None:
        """One refused input on stderr; the end of the run under ``--strict``."""
        click.echo(line, err=True)
        self.refused += 1
        if self.strict:
            sys.exit(Exit.SOME_REFUSED)

    def write(self, save: object) -> None:
        """Call a function that writes a file; a failure is named and counted."""
        assert callable(save)
        try:
            save()
        except FramingError as error:
            self.refuse(str(error))

    def page(self, path: Path, analyses: list[Analysis], comparison: object = None) -> None:
        """Write the page and say where it is."""
        from framing.show import report as pages

        before = self.refused
        self.write(lambda: pages.save(path, analyses, comparison))  # type: ignore[arg-type]
        if self.refused == before:
            click.echo(f"\nReport: {path.resolve()}")

    def end(self, articles: int) -> None:
        """Exit with the code that says how it went."""
        if articles <= self.unscored:
            sys.exit(Exit.NOTHING_USABLE)
        sys.exit(Exit.SOME_REFUSED if self.refused else Exit.DONE)


def _progress(items: Iterator[Article | InputError], paths: Sequence[Path]) -> Iterable[Article | InputError]:
    """A progress bar on stderr where that is a terminal and the work is long."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    return tqdm(items, unit="article", delay=1.0, file=sys.stderr, leave=False)


def run() -> None:
    """The console script: errors become one line and an exit code, never a traceback."""
    try:
        main()
    except UsageError as error:
        click.echo(f"framing: {error}", err=True)
        sys.exit(Exit.USAGE)
    except FramingError as error:
        click.echo(f"framing: {error}", err=True)
        sys.exit(Exit.NOTHING_USABLE)
    except BrokenPipeError:
        sys.exit(Exit.DONE)


if __name__ == "__main__":
    run()
