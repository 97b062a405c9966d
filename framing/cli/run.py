"""One call of a command: what is read, what was refused, how it ends."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from framing.cli.main import ARGUMENTS, Exit
from framing.compare.records import Comparison
from framing.errors import FramingError, InputError, LexiconError
from framing.lexicon.overlay import BUILT_IN, Lexicon, read_lexicon
from framing.scale.many import analyze_many
from framing.scale.settings import Settings
from framing.show.export import save_text, to_json
from framing.show.interface import UI_LANGUAGES, Ui
from framing.show.said import say_note
from framing.text.document import Document, read_document
from framing.text.languages import check_segmenter
from framing.text.read import read_articles
from framing.types import Analysis

T = TypeVar("T")


paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER..."
)
strict_option = click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")
outlet_option = click.option("--outlet", help="The outlet of all these files.")
models_option = click.option(
    "--model", "models", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Add what a model of `framing train` says, or `learned`: the shipped ones. May be repeated.",
)  # fmt: skip
language_option = click.option(
    "--language",
    default="",
    metavar="TAG",
    help="Language of articles that name none (en, zh-Hans, zh-Hant, vi), for lines that do not tell. Default: by the text.",
)
ui_option = click.option(
    "--ui", type=click.Choice(UI_LANGUAGES), default="en", show_default=True, help="Language of the page."
)
segmenter_option = click.option(
    "--segmenter",
    default="",
    metavar="NAME",
    help="Count words by this: underthesea for Vietnamese (default: syllables).",
)


def _read_own(context: click.Context, parameter: click.Parameter, paths: Sequence[Path]) -> Lexicon:
    """The built-in lexicon with these files over it; a file with faults ends the run, each fault in a line."""
    try:
        return read_lexicon(*paths)
    except LexiconError as error:
        click.echo(str(error), err=True)
        sys.exit(Exit.USAGE)


lexicon_option = click.option(
    "--lexicon", multiple=True, type=click.Path(path_type=Path), metavar="FILE", callback=_read_own,
    help="Lay a lexicon of your own over the built-in one; may be repeated.",
)  # fmt: skip


def lexicon_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of what counts as loaded; the command takes them as one ``lexicon``."""

    @lexicon_option
    @click.option("--reviewed-only", is_flag=True, help="Count only loaded forms that were reviewed on real lines.")
    @wraps(command)
    def with_lexicon(*args: Any, lexicon: Lexicon, reviewed_only: bool, **options: Any) -> None:
        command(*args, lexicon=replace(lexicon, reviewed_only=reviewed_only), **options)

    return with_lexicon


def read_models(paths: Sequence[Path]) -> Callable[[Analysis], Analysis]:
    """What adds the predictions of model files to an analysis; ``learned`` names the shipped models.

    Errors: InputError for a file that is no model.
    """
    if not paths:
        return lambda analysis: analysis
    # scikit-learn takes a second to import: only for those who ask for it.
    from framing.learn.apply import with_predictions
    from framing.learn.shipped import models_named

    models = models_named(paths)
    return lambda analysis: with_predictions(analysis, *models)


class Run:
    """One call of a command: what was refused, and how it ends."""

    def __init__(self, strict: bool, lexicon: Lexicon = BUILT_IN, segmenter: str = "", language: str = "") -> None:
        self.strict = strict
        self.language = language
        self.lexicon = lexicon
        self.segmenter = segmenter
        check_segmenter(segmenter)
        self.refused = 0
        self.unscored = 0
        self.names: Counter[str] = Counter()

    def analyses(
        self, paths: Sequence[Path], outlet: str | None, readability: bool, workers: int = 1
    ) -> Iterator[Analysis]:
        """Analyses of what can be read; the rest is named on stderr."""
        found = analyze_many(
            read_articles(paths, outlet=outlet, language=self.language),
            workers=workers,
            lexicon=self.lexicon,
            segmenter=self.segmenter,
            readability=readability,
        )
        for item in _progress(found):
            if isinstance(item, InputError):
                self.refuse(str(item))
                continue
            self.names[item.article.id] += 1
            if item.refused:
                self.unscored += 1
                self.refuse(f"{item.article.path or item.article.id}: no scores: {say_note(item.refused, 'en').text}")
            yield item

    def tables(self, paths: Sequence[Path], outlet: str | None, out: Path, settings: Settings, workers: int) -> int:
        """Write results of any number of articles as tables; how many there are. Ctrl-C leaves what is done for next time."""
        # One article on the screen needs none of this.
        from framing.scale.archive import kinds_of, write_tables
        from framing.scale.files import table_path

        done = earlier = 0
        articles = read_articles(paths, outlet=outlet, language=self.language)
        try:
            with closing(write_tables(articles, out, settings=settings, workers=workers)) as parts:
                for part in _progress(parts, lambda part: part.items):
                    done += part.items
                    earlier += part.items * part.earlier
                    self.unscored += len(part.refused)
                    for reason in part.refused:
                        self.refuse(reason)
        except KeyboardInterrupt:
            click.echo(
                f"\nStopped. {done:,} articles are done and kept; the same command goes on from there.", err=True
            )
            sys.exit(Exit.INTERRUPTED)
        named = out.with_name(f"{out.stem}.run.json")
        tables = [table_path(out, kind) for kind in kinds_of(settings)]
        save_text(named, to_json(self.record(settings, tables=tables), indent=1) + "\n")
        click.echo(f"{done:,} articles" + (f", {earlier:,} of them by an earlier run" if earlier else "") + f": {out}")
        return done

    def documents(self, paths: Sequence[Path]) -> Iterator[Document]:
        """What can be read, made ready to look into; the rest is named on stderr."""
        for item in _progress(read_articles(paths, language=self.language)):
            if isinstance(item, InputError):
                self.refuse(str(item))
            else:
                yield read_document(item)

    def record(
        self, settings: Settings, analyses: Iterable[Analysis] = (), tables: Iterable[Path] = ()
    ) -> dict[str, Any]:
        """How this run's results are made again, to stand in a JSON file of them."""
        from framing.scale.provenance import KEY, run_record

        arguments = click.get_current_context().meta[ARGUMENTS]
        return {KEY: run_record(arguments, settings, analyses=analyses, tables=tables)}

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

    def page(self, path: Path, analyses: list[Analysis], comparison: Comparison | None = None, ui: Ui = "en") -> None:
        """Write the report and say where it is."""
        from framing.show import report as pages

        before = self.refused
        self.write(lambda: pages.save(path, analyses, comparison, ui=ui))
        if self.refused == before:
            click.echo(f"\nReport: {path.resolve()}")
            if (beside := pages.articles_beside(path)).is_dir():
                click.echo(f"A page for each article: {beside.resolve()}")

    def end(self, articles: int) -> None:
        """Exit with the code that says how it went."""
        if articles <= self.unscored:
            sys.exit(Exit.NOTHING_USABLE)
        sys.exit(Exit.SOME_REFUSED if self.refused else Exit.DONE)


def _progress(items: Iterator[T], weight: Callable[[T], int] = lambda item: 1) -> Iterator[T]:
    """A progress bar on stderr where that is a terminal and the work is long."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    with tqdm(unit=" articles", delay=1.0, file=sys.stderr, leave=False) as bar:
        for item in items:
            bar.update(weight(item))
            yield item


def json_out(data: dict[str, object], out: Path | None, name: str, run: Run) -> None:
    """One article as JSON: a line on stdout, or a file in the folder, of another name where two inputs share one."""
    if out is None:
        click.echo(to_json(data))
    else:
        again = run.names[name]
        file = out / (f"{name}.json" if again < 2 else f"{name}-{again}.json")  # two inputs of one name
        run.write(lambda: save_text(file, to_json(data, indent=1) + "\n"))
