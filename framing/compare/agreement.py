"""Human coders: how far they agree on where a mark belongs and on what it is, and the library with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from statistics import fmean
from typing import Literal

import numpy as np

from framing.compare.codings import Coding, Layer, text_sha256
from framing.compare.coefficients import (
    Scale,
    alpha_interval,
    alpha_of,
    cohen_kappa,
    coincidences,
    gwet_ac1,
    observed_agreement,
    rating_counts,
    value_table,
)
from framing.compare.overlap import Marks, places, soft_f1
from framing.errors import UsageError
from framing.text.document import read_document
from framing.types import CATEGORIES, FRAMES, Article, Span

Unit = Literal["sentence", "word"]
Aspect = Literal["position", "label"]
Tier = Literal["A", "B", "C", ""]

RELIABLE = 0.80
"""Alpha from which on a coding is held reliable (Krippendorff 2019, ch. 12); tier A, if the interval agrees."""
TENTATIVE = 0.667
"""Alpha from which on tentative conclusions are drawn (Krippendorff 2019, ch. 12); tier B. The interval of A begins above it."""
MIN_MARKED = 10
"""With fewer units marked, or compared, no tier is given: the coefficients then hang on single marks."""
MIN_CLUSTERS = 5
"""From this many articles on they are what is drawn for the interval; with fewer the units are, as if each stood alone."""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far people agree on one thing.

    ``aspect`` is ``position`` (does this unit hold such a mark?) or ``label`` (of what two or more marked: which label?).
    ``units`` were coded by two people or more, ``marked`` of them hold the mark for at least one (labels: all that were
    compared). ``observed`` is the share of equal pairs of ratings; ``alpha`` Krippendorff's with its 95 % interval,
    ``ac1`` Gwet's, ``kappa`` Cohen's, the mean over pairs of coders. ``f1`` is the soft span F1, the mean over pairs of
    people; ``library_f1`` the same between people and the library. NaN: not defined. ``tier``: A reliable, B tentative,
    C not, empty where too little was marked.
    """

    layer: Layer
    name: str
    aspect: Aspect
    units: int
    marked: int
    observed: float
    alpha: float
    low: float
    high: float
    ac1: float
    kappa: float
    f1: float
    library_f1: float
    tier: Tier


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two coders on loaded language in the articles both coded: soft F1 of places, of places and categories, and alpha."""

    one: str
    two: str
    articles: int
    position_f1: float
    exact_f1: float
    alpha: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of coders; ``shown`` are people who saw the library's marks, so that theirs is no evidence for it."""

    people: tuple[str, ...]
    machines: tuple[str, ...]
    articles: int
    unit: Unit
    rows: tuple[AgreementRow, ...]
    pairs: tuple[PairAgreement, ...]
    shown: tuple[str, ...]
    notes: tuple[str, ...]


def agreement(
    codings: Iterable[Coding], articles: Iterable[Article], *, unit: Unit = "sentence", times: int = 2000, seed: int = 0
) -> Agreement:
    """How far coders agree: per layer, category and pair, with intervals from ``times`` resamples and tiers.

    ``articles`` are the coded texts. Positions are compared by ``unit`` of title, headings and body for alpha, AC1 and
    kappa, by character for F1. Rows are of people; with fewer than two of them, of everybody. Errors: UsageError for
    codings of fewer than two coders, two codings of one article by one coder, or a text that is not there.
    """
    table = _Table(tuple(codings), {text_sha256(article.text): article for article in articles}, unit)
    judge = _Judge(table, times, seed)
    rows = [*_loaded_rows(judge), *_attribution_rows(judge), *_frame_rows(judge), *_stance_rows(judge)]
    return Agreement(
        people=table.people,
        machines=table.machines,
        articles=len({coding.sha256 for coding in table.codings}),
        unit=unit,
        rows=tuple(rows),
        pairs=tuple(_pairs(table)),
        shown=tuple(sorted({coding.coder for coding in table.codings if coding.person and coding.shown})),
        notes=tuple(_notes(table)),
    )


class _Table:
    """Who coded what, and the units of each text."""

    def __init__(self, codings: Sequence[Coding], articles: Mapping[str, Article], unit: Unit) -> None:
        self.codings = codings
        self.by: dict[tuple[str, str], Coding] = {}
        for coding in codings:
            if (coding.coder, coding.sha256) in self.by:
                raise UsageError(f"{coding.coder} coded {coding.article} twice (keep one of the two)")
            if coding.sha256 not in articles:
                raise UsageError(f"the text of {coding.article} is not among the articles (give it)")
            self.by[coding.coder, coding.sha256] = coding
        self.people = tuple(sorted({c.coder for c in codings if c.person}))
        self.machines = tuple(sorted({c.coder for c in codings if not c.person}))
        if len(self.people) + len(self.machines) < 2:
            raise UsageError("agreement needs two coders or more (give their files, or the library beside one)")
        self.raters = self.people if len(self.people) > 1 else self.people + self.machines
        self.texts = sorted({coding.sha256 for coding in codings})
        self.units = {digits: _units(articles[digits], unit) for digits in self.texts}

    def coding(self, coder: str, text: str, layer: Layer) -> Coding | None:
        """What the coder marked in the text; None where he did not code it, or not this layer."""
        found = self.by.get((coder, text))
        return found if found is not None and layer in found.layers else None

    def asked(self, layer: Layer) -> bool:
        """Whether two raters coded this layer of one article."""
        return any(sum(self.coding(r, text, layer) is not None for r in self.raters) > 1 for text in self.texts)


def _units(article: Article, unit: Unit) -> list[Span]:
    own = read_document(article).own
    if unit == "word":
        return [paragraph.raw(*word) for paragraph in own for word in paragraph.words]
    if unit == "sentence":
        return [span for paragraph in own for span in paragraph.sentences]
    raise UsageError(f"unit is sentence or word, got {unit!r}")


Take = Callable[[Coding], Marks]


@dataclass(frozen=True, slots=True)
class _Question:
    """What a row asks; ``spans`` are the marks that F1 is of, None where there are none."""

    layer: Layer
    name: str
    aspect: Aspect
    scale: Scale = "nominal"
    values: int = 2
    spans: Take | None = None


class _Judge:
    """Makes rows: ratings to coefficients, marks to F1."""

    def __init__(self, table: _Table, times: int, seed: int) -> None:
        self.table, self.times, self.seed = table, times, seed

    def position(self, layer: Layer, name: str, take: Take) -> AgreementRow:
        """Does a unit hold a mark? Ratings of 0 and 1."""
        ratings: list[list[int | None]] = [[] for _ in self.table.raters]
        clusters: list[int] = []
        for number, text in enumerate(self.table.texts):
            units = self.table.units[text]
            clusters += [number] * len(units)
            for rater, row in zip(self.table.raters, ratings, strict=True):
                coding = self.table.coding(rater, text, layer)
                row += [None] * len(units) if coding is None else _holds(units, take(coding))
        return self.row(_Question(layer, name, "position", spans=take), ratings, clusters)

    def labels(self, question: _Question, take: Take) -> AgreementRow:
        """What label, where two or more marked something?"""
        ratings: list[list[str | None]] = []
        clusters: list[int] = []
        for number, text in enumerate(self.table.texts):
            codings = [self.table.coding(rater, text, question.layer) for rater in self.table.raters]
            found = places([[] if c is None else [mark for mark in take(c) if mark[1]] for c in codings])
            ratings += found
            clusters += [number] * len(found)
        return self.words(question, [[place[i] for place in ratings] for i in range(len(self.table.raters))], clusters)

    def words(
        self, question: _Question, by_rater: Sequence[Sequence[str | None]], clusters: Sequence[int]
    ) -> AgreementRow:
        """Ratings that are words, to a row."""
        codes = {word: code for code, word in enumerate(sorted({w for row in by_rater for w in row if w is not None}))}
        coded = [[None if word is None else codes[word] for word in row] for row in by_rater]
        return self.row(replace(question, values=max(1, len(codes))), coded, clusters)

    def row(
        self, question: _Question, ratings: Sequence[Sequence[int | None]], clusters: Sequence[int]
    ) -> AgreementRow:
        """One row; units with fewer than two ratings are left out."""
        counts = rating_counts(ratings, question.values)
        paired = counts.sum(axis=1) > 1
        counts, of = counts[paired], np.array(clusters, dtype=np.int64)[paired]
        parts = coincidences(counts)
        alpha = float(alpha_of(parts.sum(axis=0), question.scale))
        drawn = of if len(np.unique(of)) >= MIN_CLUSTERS else np.arange(len(of))
        low, high = alpha_interval(parts, drawn, scale=question.scale, times=self.times, seed=self.seed)
        marked = int((counts[:, 1] > 0).sum()) if question.aspect == "position" else len(counts)
        kappas = [cohen_kappa(value_table(a, b, question.values)) for a, b in combinations(ratings, 2)]
        with_library = product(self.table.people, self.table.machines)
        return AgreementRow(
            question.layer, question.name, question.aspect, len(counts), marked,
            observed_agreement(counts), alpha, low, high, gwet_ac1(counts), _mean(kappas),
            _mean(_pair_f1(self.table, pair, question) for pair in combinations(self.table.raters, 2)),
            _mean(_pair_f1(self.table, pair, question) for pair in with_library),
            _tier(alpha, low, marked),
        )  # fmt: skip


def _holds(units: Sequence[Span], marks: Marks) -> list[int]:
    """For each unit, in the order of the text, 1 where some mark meets it."""
    held = [0] * len(units)
    ends = [unit.end for unit in units]
    for span, _ in marks:
        at = bisect_right(ends, span.start)
        while at < len(units) and units[at].start < span.end:
            held[at] = 1
            at += 1
    return held


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if value == value]
    return fmean(known) if known else float("nan")


def _tier(alpha: float, low: float, marked: int) -> Tier:
    if marked < MIN_MARKED or alpha != alpha:
        return ""
    if alpha >= RELIABLE and low >= TENTATIVE:
        return "A"
    return "B" if alpha >= TENTATIVE else "C"


def _pair_f1(table: _Table, pair: tuple[str, str], question: _Question) -> float:
    if question.spans is None:
        return float("nan")
    both = [
        (table.coding(pair[0], text, question.layer), table.coding(pair[1], text, question.layer))
        for text in table.texts
    ]
    marks = [(question.spans(a), question.spans(b)) for a, b in both if a is not None and b is not None]
    return soft_f1(marks, labels=question.aspect == "label")


# --- the layers ---


def _categories(coding: Coding) -> Marks:
    return [(term.span, term.category) for term in coding.loaded]


def _of_category(category: str) -> Take:
    return lambda coding: [mark for mark in _categories(coding) if mark[1] == category]


def _loaded_rows(judge: _Judge) -> Iterator[AgreementRow]:
    if not judge.table.asked("loaded"):
        return
    yield judge.position("loaded", "any category", _categories)
    yield judge.labels(_Question("loaded", "category", "label", spans=_categories), _categories)
    yield judge.labels(_Question("loaded", "voice", "label"), lambda c: [(t.span, t.voice) for t in c.loaded])
    yield judge.labels(
        _Question("loaded", "strength", "label", scale="ordinal"),
        lambda c: [(t.span, str(t.strength or "")) for t in c.loaded],
    )
    for category in CATEGORIES:
        row = judge.position("loaded", category, _of_category(category))
        if row.marked:
            yield row


def _attribution_rows(judge: _Judge) -> Iterator[AgreementRow]:
    if not judge.table.asked("attribution"):
        return
    content: Take = lambda c: [(piece, "") for said in c.attributions for piece in said.content]  # noqa: E731
    sources: Take = lambda c: [(said.source, "") for said in c.attributions if said.source is not None]  # noqa: E731
    yield judge.position("attribution", "content", content)
    yield judge.position("attribution", "source", sources)
    yield judge.labels(
        _Question("attribution", "kind", "label"),
        lambda c: [(p, said.kind) for said in c.attributions for p in said.content],
    )
    yield judge.labels(
        _Question("attribution", "source type", "label"),
        lambda c: [(p, said.source_type) for said in c.attributions for p in said.content],
    )


def _frame_rows(judge: _Judge) -> Iterator[AgreementRow]:
    """The unit is the article: does it show the frame, and which is its first one?"""
    table = judge.table
    if not table.asked("frames"):
        return
    coded = [[table.coding(rater, text, "frames") for text in table.texts] for rater in table.raters]
    each = range(len(table.texts))
    primary = [[(c.primary_frame or None) if c else None for c in row] for row in coded]
    yield judge.words(_Question("frames", "primary frame", "label"), primary, each)
    for frame in FRAMES:
        shows = [[int(frame in c.frames) if c else None for c in row] for row in coded]
        row = judge.row(_Question("frames", frame, "position"), shows, each)
        if row.marked:
            yield row


def _stance_rows(judge: _Judge) -> Iterator[AgreementRow]:
    """The unit is an article, target and voice that two or more gave a value for."""
    table = judge.table
    if not table.asked("stance"):
        return
    given = [
        {
            (text, target, voice): value + 2
            for text in table.texts
            if (c := table.coding(rater, text, "stance"))
            for target, voice, value in c.stance
        }
        for rater in table.raters
    ]
    keys = sorted({key for own in given for key in own})
    clusters = [table.texts.index(text) for text, _, _ in keys]
    question = _Question("stance", "value", "label", scale="ordinal", values=5)
    yield judge.row(question, [[own.get(key) for key in keys] for own in given], clusters)


# --- pairs and notes ---


def _pairs(table: _Table) -> Iterator[PairAgreement]:
    for one, two in combinations((*table.people, *table.machines), 2):
        both = [(table.coding(one, t, "loaded"), table.coding(two, t, "loaded"), t) for t in table.texts]
        shared = [(_categories(a), _categories(b), text) for a, b, text in both if a is not None and b is not None]
        if not shared:
            continue
        ratings = [
            [held for *marks, text in shared for held in _holds(table.units[text], marks[side])] for side in (0, 1)
        ]
        counts = coincidences(rating_counts(ratings, 2)).sum(axis=0)
        marks = [(a, b) for a, b, _ in shared]
        yield PairAgreement(
            one, two, len(shared), soft_f1(marks, labels=False), soft_f1(marks, labels=True), float(alpha_of(counts))
        )


def _notes(table: _Table) -> Iterator[str]:
    if len(table.people) < 2:
        yield "fewer than two people: the rows are of everybody, the library included"
    shown = sorted({c.coder for c in table.codings if c.person and c.shown})
    if shown:
        yield (
            f"saw the library's marks before coding: {', '.join(shown)}; people then agree more with it and with each "
            "other, so this is no evidence that the marks are right"
        )
    bare = sorted({coding.article for coding in table.codings if not table.units[coding.sha256]})
    if bare:
        yield f"no sentence of a covered language in {', '.join(bare)}: marks there count in F1 alone"
    if len(table.texts) < MIN_CLUSTERS:
        yield f"fewer than {MIN_CLUSTERS} articles: intervals are drawn over units and are too narrow"
