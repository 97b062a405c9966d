"""The report: self-contained HTML that shows whose words colour each article, and how outlets compare."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from framing.compare.dossier import Story, find_preferred, find_stories
from framing.compare.records import Comparison
from framing.compare.wordrecords import DistinctiveWords
from framing.show.article_view import Summary, marked_spans, summarize_article, summarize_marks
from framing.show.charts import axis_to
from framing.show.comparison_view import summarize_comparison
from framing.show.export import save_text
from framing.show.interface import TEMPLATES, Ui, number, report_strings
from framing.show.items import item_name, thing_name
from framing.show.marks import Marks
from framing.show.page import mark
from framing.show.said import Said, say_naming, say_note
from framing.show.stories_view import evidence_spans, summarize_stories
from framing.show.wording import Labels, labels
from framing.show.words_view import line_spans, summarize_words
from framing.types import Analysis, Span

MAX_ON_ONE_PAGE = 60
"""A report of more articles is a summary with a page for each article …"""
MAX_BYTES = 2_000_000
"""… and so is one that would be larger than this."""
_HEAD = ("id", "title", "title_language", "outlet", "date", "language", "tokens", "unit", "shares", "loaded", "refused")
_GENERATED = b'<meta name="generator" content="framing">'
_NEEDS_NO_QUOTES = re.compile("[A-Za-z0-9#_-]+")
_SURROGATE = re.compile("[\ud800-\udfff\0]")


def render(
    analyses: Sequence[Analysis],
    comparison: Comparison | None = None,
    *,
    marks: Sequence[Marks | None] = (),
    ui: Ui = "en",
) -> str:
    """One HTML page with everything the analyses and the comparison hold; it loads nothing from anywhere.

    ``marks`` are what readers marked in each article, in the order of the analyses; ``ui`` is the language of headings
    and explanations.

    >>> from framing.types import Article
    >>> page = render([Analysis(Article("<b>Hi"), "en", (), 1, {"author": 1}, (), (), (), (), (), {})])
    >>> "&lt;b&gt;Hi" in page, "<b>Hi" in page
    (True, False)
    """
    guessed = [*marks, *[None] * (len(analyses) - len(marks))]
    beside = _find_beside(analyses, comparison)
    articles = {"articles": list(_articles(analyses, guessed, beside.linked()))}
    return _page(analyses, beside, ui=ui, values=articles)


def save(
    path: str | Path, analyses: Analysis | Sequence[Analysis], comparison: Comparison | None = None, *, ui: Ui = "en"
) -> Path:
    """Write the report of one analysis or several, whole or not at all: a file of that name is replaced only once the new one is complete.

    It is one file, unless there are more than ``MAX_ON_ONE_PAGE`` articles or that file would have more than
    ``MAX_BYTES``: then ``report.html`` is the summary, and the folder ``report-articles`` beside it has a page for each
    article; pages of an earlier report that are left over are taken out of it. Errors: InputError where it cannot be
    written.
    """
    path = Path(path)
    analyses = (analyses,) if isinstance(analyses, Analysis) else tuple(analyses)
    if len(analyses) <= MAX_ON_ONE_PAGE:
        whole = render(analyses, comparison, ui=ui)
        if len(whole.encode("utf-8", "replace")) <= MAX_BYTES or len(analyses) == 1:
            saved = save_text(path, whole)
            _clear(articles_beside(path), above=0)
            return saved
    return _save_pages(path, analyses, comparison, ui)


def articles_beside(path: str | Path) -> Path:
    """The folder with the pages of articles that belong to the summary at ``path``."""
    return Path(path).with_name(f"{Path(path).stem}-articles")


def _save_pages(path: Path, analyses: Sequence[Analysis], comparison: Comparison | None, ui: Ui) -> Path:
    beside = _find_beside(analyses, comparison)
    pages = articles_beside(path)
    heads = []
    for one in _articles(analyses, [None] * len(analyses), beside.linked()):
        heads.append({key: value for key, value in one.items() if key in _HEAD})
        alone = {"articles": [one], "home": path.name}
        save_text(pages / f"{one['id']}.html", _page(analyses, _find_beside((), None), ui=ui, values=alone))
    _clear(pages, above=len(analyses))
    listed = {"articles": (), "heads": heads, "pages": pages.name}
    return save_text(path, _page(analyses, beside, ui=ui, values=listed))


def _clear(pages: Path, *, above: int) -> None:
    """Take out the pages of an earlier report that this one has no article for, and the folder where nothing is left."""
    for old in pages.glob("a*.html"):
        if re.fullmatch("a[0-9]+", old.stem) and int(old.stem[1:]) > above and _GENERATED in old.read_bytes()[:400]:
            old.unlink()
    if pages.is_dir() and not any(pages.iterdir()):
        pages.rmdir()


def _articles(
    analyses: Sequence[Analysis], guessed: Sequence[Marks | None], linked: Mapping[str, Sequence[Span]]
) -> Iterator[Summary]:
    for n, (analysis, own) in enumerate(zip(analyses, guessed, strict=True), 1):
        text = mark(analysis, id=f"a{n}", marked=marked_spans(own), linked=linked.get(f"a{n}", ()))
        yield summarize_article(analysis, text) | {"marks": summarize_marks(own, analysis, text)}


def _page(analyses: Sequence[Analysis], beside: _Beside, *, ui: Ui, values: Mapping[str, object]) -> str:
    comparison = beside.comparison
    known: dict[str, object] = {
        "total": len(analyses),
        "comparison": summarize_comparison(comparison, analyses) if comparison else None,
        "stories": summarize_stories(beside.stories, analyses),
        "preferred": summarize_words(beside.words),
        "notes": Counter(note for analysis in analyses for note in dict.fromkeys(analysis.notes)),
        "version": getattr(sys.modules.get("framing"), "__version__", ""),
        "lexicons": list(dict.fromkeys(str(analysis.lexicon) for analysis in analyses)),
        "ui": ui,
        "say": report_strings(ui),
        "names": labels(ui),
        "heads": (),
        "pages": "",
        "home": "",
        "records": _Records(),
    }
    return _SURROGATE.sub("\ufffd", _environment().get_template("report.html").render(known | dict(values)))


class _Records:
    """What is said of loaded terms, each once on a page: a mark names its records by their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, records: str) -> str:
        """The numbers of records that stand one a line; new ones are kept."""
        numbers = (self._numbers.setdefault(record, len(self._numbers)) for record in records.split("\n"))
        return " ".join(map(str, numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a comparison has beside its rates."""

    comparison: Comparison | None
    stories: tuple[Story, ...]
    words: DistinctiveWords | None

    def linked(self) -> Mapping[str, Sequence[Span]]:
        """The places in the articles that it leads to, by the article's id on the page."""
        found: dict[str, list[Span]] = defaultdict(list)
        for places in (evidence_spans(self.stories), line_spans(self.words)):
            for id, spans in places.items():
                found[id] += spans
        return found


def _find_beside(analyses: Sequence[Analysis], comparison: Comparison | None) -> _Beside:
    if comparison is None:
        return _Beside(None, (), None)
    return _Beside(comparison, find_stories(analyses, comparison), find_preferred(analyses, comparison))


@cache
def _environment() -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    jinja.globals.update(categories=labels().categories, axis_to=axis_to)
    jinja.filters.update(
        signed=_signed,
        spaced=_spaced,
        step=_step,
        percent=_percent,
        num=_number,
        chance=_chance,
        many=_many,
        at=_at,
        said=_said,
        naming=_naming,
        bare=_bare,
        item=_item,
        thing=_thing,
        language=_language_name,
        measure=_measure_name,
    )
    return jinja


def _step(value: float) -> int:
    """The nearest of the five steps of stance; a half goes away from zero."""
    return int(math.copysign(math.floor(min(abs(value), 2) + 0.5), value))


def _spaced(name: str) -> str:
    return name.replace("_", " ")


@pass_context
def _number(context: Context, value: float, digits: int = 0) -> str:
    return number(value, context["ui"], digits)


@pass_context
def _signed(context: Context, value: float, digits: int = 1) -> str:
    """A number with its sign; no decimals where it is whole."""
    written = number(abs(value), context["ui"], digits)
    if digits == 1 and abs(value) == round(abs(value)):
        written = number(abs(value), context["ui"])
    return written if not value else f"{'−' if value < 0 else '+'}{written}"


@pass_context
def _chance(context: Context, p: float) -> str:
    """A probability to three decimals; what would be written as 0 is said to be below 0.001."""
    return number(p, context["ui"], 3) if p >= 0.001 else f"<{number(0.001, context['ui'], 3)}"


def _percent(share: float) -> str:
    return "<1%" if 0 < share < 0.005 else f"{share * 100:.0f}%"


def _many(forms: Sequence[str], n: int) -> str:
    """The form of a phrase for one or for many; languages without such forms have one."""
    return forms[0] if n == 1 else forms[-1]


@pass_context
def _at(context: Context, href: str) -> str:
    """The address of a place in an article: on this page, or on the article's own."""
    if not context["pages"]:
        return href
    article = href.removeprefix("#").partition("-")[0]
    return f"{quote(context['pages'])}/{article}.html{href if '-' in href else ''}"


def _bare(value: str) -> str:
    """The value of an attribute without quotation marks where it needs none, as do most of the thousands on a page."""
    return value if _NEEDS_NO_QUOTES.fullmatch(value) else Markup('"{}"').format(value)


@pass_context
def _item(context: Context, key: str, kind: str) -> str:
    return item_name(kind, key, context["ui"])


@pass_context
def _thing(context: Context, name: str) -> str:
    return thing_name(name, context["ui"])


@pass_context
def _said(context: Context, note: str) -> Markup:
    """A note in the language of the interface."""
    return _marked(say_note(note, context["ui"]), context)


@pass_context
def _naming(context: Context, note: str) -> Markup:
    return _marked(say_naming(note, context["ui"]), context)


def _marked(said: Said, context: Context) -> Markup:
    """What is said, marked as English where the interface has no words for it."""
    language = "" if said.language == context["ui"] else f' lang="{said.language}"'
    return Markup(f"<bdi{language}>{{}}</bdi>").format(said.text)


@pass_context
def _language_name(context: Context, tag: str) -> str:
    """A tag in words, as far as it is covered."""
    known: Mapping[str, str] = context["names"].languages
    return known.get(tag) or (known["und"] if tag in ("", "und") else tag)


@pass_context
def _measure_name(context: Context, measure: str) -> str:
    """A measure of the comparison in words: ``loaded: praise``, ``frame: economic``, ``sources: expert``."""
    names: Labels = context["names"]
    kind, _, what = measure.partition(": ")
    known = {
        "loaded": {key: name for key, (_, name, _) in names.categories.items()},
        "sources": names.sources,
        "cues": names.cue_stances,
        "frame": names.frames,
    }
    said: Mapping[str, str] = context["say"]["measures"]
    head = said.get(measure) or said.get(kind, kind)
    return f"{head}: {known.get(kind, {}).get(what, what)}" if what and measure not in said else head
