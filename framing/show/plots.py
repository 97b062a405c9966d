"""Figures of results: each function draws one, on the Axes it is given or the current ones, and returns the Axes.

They need the extra ``plots`` (``pip install 'framing-analysis[plots]'``). Chinese labels are drawn in a font that has the
characters where one is installed; where none is, one warning says so. Nothing here computes: the numbers are those of
the result that is drawn, and what has no interval is drawn without one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING, Literal

from framing.compare.records import Comparison, Row
from framing.errors import UsageError
from framing.show.figures import EDGE, axes_of, find_chinese_font, groups_of, heatmap, lettered, named, stacked
from framing.show.salience import salient_targets
from framing.show.wording import labels
from framing.types import FRAMES, SOURCE_TYPES, VOICES, StanceVoice, Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.compare.agreement import Agreement
    from framing.compare.wordrecords import DistinctiveWords
    from framing.learn.metrics import Bin

__all__ = [
    "agreement_matrix",
    "calibration_curve",
    "distinctive_words",
    "find_chinese_font",
    "frame_heatmap",
    "rates",
    "source_mix",
    "stance_map",
    "timeline",
    "voice_split",
]

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8a8a")
"""Lines that are drawn on the same Axes take these in turn (Okabe and Ito 2008)."""
# Okabe and Ito (2008), with one yellow darkened; the same as on the page
_SOURCE_COLOURS: Mapping[str, str] = {
    "official": "#0072b2",
    "expert": "#e69f00",
    "business": "#009e73",
    "media": "#cc79a7",
    "organisation": "#56b4e9",
    "document": "#d6c800",
    "citizen": "#d55e00",
    "vague": "#8a8a8a",
}
_VOICE_FILLS: Mapping[Voice, tuple[str, str]] = {
    "author": ("#2b5f86", ""),
    "paraphrase": ("#a9c4d8", "////"),
    "source": ("#ffffff", "...."),
}


def rates(comparison: Comparison, measure: str = "loaded", voice: str = "author", *, ax: Axes | None = None) -> Axes:
    """A measure's rate for each group, with its 95 % interval where there is one, and the raw counts.

    The x axis is in the row's ``unit`` (per 1,000 words of that voice for ``loaded``). Groups of different languages stand
    on one axis only to be read one by one where the comparison's notes say that they are not comparable. Errors:
    UsageError where no row has this measure and voice, or the extra is missing.

    >>> from framing import Article, analyze, compare
    >>> found = [analyze(Article(f"The so-called reform failed, {name} said.", outlet=name)) for name in "AB"]
    >>> from matplotlib.figure import Figure
    >>> [label.get_text() for label in rates(compare(found), ax=Figure().subplots()).get_yticklabels()]
    ['A', 'B']
    """
    rows = [row for row in comparison.rows if row.measure == measure and row.voice == voice]
    if not rows:
        known = ", ".join(sorted({f"{row.measure} ({row.voice})" for row in comparison.rows})) or "none"
        raise UsageError(f"no row for {measure} ({voice}); this comparison has: {known}")
    ax = axes_of(ax)
    places = range(len(rows))
    for place, row in zip(places, rows, strict=True):
        if row.rate is None:
            ax.annotate(" no such text", (0, place), va="center", fontsize="small")
            continue
        if row.low is not None and row.high is not None:
            ax.plot([row.low, row.high], [place, place], color=EDGE, linewidth=2, solid_capstyle="butt")
        ax.plot([row.rate], [place], "o", color=EDGE, clip_on=False, zorder=3)
        ax.annotate(_counts(row), (row.rate, place), (6, 6), textcoords="offset points", fontsize="small")
    ends = [end for row in rows for end in (row.rate, row.high) if end is not None]
    ax.set_xlim(0, 1.4 * max(ends, default=0) or 1)  # room for the counts
    ax.margins(y=0.15)
    ax.set_xlabel(f"{measure}, {labels().voices[voice][0] if voice in labels().voices else voice}: {rows[0].unit}")
    return named(ax, [row.group for row in rows])


def _counts(row: Row) -> str:
    interval = "" if row.low is not None else "; no interval"
    return f"{row.count} in {row.per:,}{interval}"


def voice_split(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The share of each group's words (0 to 1) that is the outlet's own, paraphrased, and quoted.

    A group without words has an empty bar. Errors: UsageError where the comparison has no rows, or the extra is missing.

    >>> from framing import Article, analyze, compare
    >>> from matplotlib.figure import Figure
    >>> found = compare([analyze(Article("“We failed,” Smith said.", outlet="A"))])
    >>> ax = voice_split(found, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['own words', 'paraphrase', 'quoted']
    """
    words = {(row.group, row.voice): row.per for row in comparison.rows if row.measure == "loaded"}
    groups = groups_of(comparison)
    totals = {group: sum(words.get((group, voice), 0) for voice in VOICES) for group in groups}
    parts = {
        labels().voices[voice][0]: [words.get((group, voice), 0) / (totals[group] or 1) for group in groups]
        for voice in VOICES
    }
    fills = [_VOICE_FILLS[voice] for voice in VOICES]
    return stacked(parts, fills, groups, "share of words", ax)


def source_mix(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The share (0 to 1) of each group's attributed words that each kind of source is given.

    Kinds that no group quotes are left out. Errors: UsageError where nothing is attributed, or the extra is missing.
    """
    shares = {(group, kind): share for group, kind, _, share in comparison.sources}
    groups = groups_of(comparison)
    kinds = [kind for kind in SOURCE_TYPES if any(shares.get((group, kind)) for group in groups)]
    if not kinds:
        raise UsageError("this comparison has no attributed words, so there is no source mix to draw")
    parts = {labels().sources[kind]: [shares.get((group, kind), 0.0) for group in groups] for kind in kinds}
    fills = [(_SOURCE_COLOURS[kind], "") for kind in kinds]
    return stacked(parts, fills, groups, "share of attributed words", ax)


def stance_map(comparison: Comparison, voice: StanceVoice = "author", *, top: int = 12, ax: Axes | None = None) -> Axes:
    """The mean stance of each group toward a target, -2 (strongly against) to 2 (strongly for), as coloured cells.

    Targets are those toward which some group takes a side in this voice, the ``top`` that most articles name. Empty
    cells: no article of the group names it. Errors: UsageError where no side is taken, or the extra is missing.
    """
    found = {(target, group): mean for group, who, target, mean, _ in comparison.stance if who == voice}
    targets = salient_targets(comparison, voice)[:top]
    if not targets:
        raise UsageError(f"this comparison has no stance in the voice {voice}")
    groups = groups_of(comparison)
    table = [[found.get((target, group)) for group in groups] for target in targets]
    ax = heatmap(table, groups, targets, ax, cmap="RdBu", low=-2, high=2, form="{:+.1f}")
    ax.set_title(f"stance, {'own words' if voice == 'author' else 'what sources say'}")
    return lettered(ax)


def frame_heatmap(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The mean share (0 to 1) of sentences that show each frame, for each group, as coloured cells.

    Frames that no group shows are left out. Errors: UsageError where there is none, or the extra is missing.
    """
    found = {(frame, group): share for group, frame, share in comparison.frames}
    groups = groups_of(comparison)
    frames = [frame for frame in FRAMES if any(found.get((frame, group)) for group in groups)]
    if not frames:
        raise UsageError("this comparison has no frames")
    table: list[list[float | None]] = [[found.get((frame, group), 0.0) for group in groups] for frame in frames]
    top = max(value for line in table for value in line if value is not None)
    names = [labels().frames[frame] for frame in frames]
    ax = heatmap(table, groups, names, ax, cmap="Blues", low=0, high=top, form="{:.0%}")
    ax.set_title("frames: share of sentences")
    return ax


def distinctive_words(
    found: DistinctiveWords, group: str | None = None, *, top: int = 12, ax: Axes | None = None
) -> Axes:
    """The log-odds of the words that a group prefers, with 95 % intervals where there are any; house style is left out.

    ``group`` is the first one that has such words where it is left open. Filled dots: words that stand after max-T. Beside each: how often
    it stands here and among the others. Errors: UsageError where the group has no such word, or the extra is missing.
    """
    having = list(dict.fromkeys(word.group for word in found.words if not word.apart))
    group = having[0] if group is None and having else group
    words = [word for word in found.words if word.group == group and not word.apart][:top]
    if not words:
        of = f" of {group!r}" if group else ""
        raise UsageError(f"no distinctive words{of}; there are such of {', '.join(having) or 'no group'}")
    ax = axes_of(ax)
    for place, word in enumerate(words):
        if word.low is not None and word.high is not None:
            ax.plot([word.low, word.high], [place, place], color=EDGE, linewidth=2, solid_capstyle="butt")
        ax.plot([word.estimate], [place], "o", color=EDGE, markerfacecolor=EDGE if word.holds else "white")
        ax.annotate(
            f" {word.count} : {word.other_count}", (1, place), xycoords=("axes fraction", "data"), va="center",
            fontsize="small",
        )  # fmt: skip
    ax.axvline(0, color="#999999", linewidth=0.8, zorder=0)
    ax.set_xlabel(f"log-odds, {group} against {words[0].other}")
    return named(ax, [word.word for word in words])


def timeline(
    comparison: Comparison,
    measure: str = "loaded",
    voice: str = "author",
    *,
    name: str = "",
    ax: Axes | None = None,
) -> Axes:
    """A measure over time, from a comparison by ``year`` or ``month``: a line, with its 95 % interval as a band.

    Draw several outlets on the same Axes, each with its ``name``. Times without such text have a gap. Errors: UsageError
    for a comparison by something else, or without such rows, or when the extra is missing.

    >>> from framing import Article, analyze, compare
    >>> from matplotlib.figure import Figure
    >>> dated = [Article("The so-called reform failed.", date=f"2031-0{month}-09") for month in (1, 2)]
    >>> ax = timeline(compare(map(analyze, dated), by="month"), ax=Figure().subplots())
    >>> [tick.get_text() for tick in ax.get_xticklabels()]
    ['2031-01', '2031-02']
    """
    if comparison.by not in ("year", "month"):
        raise UsageError(f"a timeline needs compare(…, by='year') or by='month', this one is by {comparison.by}")
    rows = {row.group: row for row in comparison.rows if row.measure == measure and row.voice == voice}
    times = sorted(time for time in rows if time[:1].isdigit())
    if not times:
        raise UsageError(f"no dated row for {measure} ({voice})")
    ax = axes_of(ax)
    drawn = [rows[time] for time in times]
    nan = float("nan")
    colour = PALETTE[len(ax.get_lines()) % len(PALETTE)]
    (line,) = ax.plot(
        times, [nan if row.rate is None else row.rate for row in drawn], "o-", color=colour, label=name or None
    )
    low = [nan if row.low is None else row.low for row in drawn]
    high = [nan if row.high is None else row.high for row in drawn]
    ax.margins(y=0)
    ax.fill_between(times, low, high, color=line.get_color(), alpha=0.15, linewidth=0)
    ax.set_ylim(0, 1.1 * max(ax.get_ylim()[1], *(row.rate or 0 for row in drawn)) or 1)
    ax.set_ylabel(f"{measure}, {labels().voices[voice][0] if voice in labels().voices else voice}: {drawn[0].unit}")
    ax.tick_params(axis="x", rotation=45 if len(times) > 6 else 0)
    if name:
        ax.legend(frameon=False)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return lettered(ax)


def calibration_curve(curves: Mapping[str, Sequence[Bin]], *, ax: Axes | None = None) -> Axes:
    """Predicted probability against observed share (both 0 to 1), from ``framing.learn.metrics.reliability``.

    On the diagonal, what a model calls 70 % sure is right in 70 % of cases. The larger a dot, the more examples are in
    the bin. Errors: UsageError without a curve, or when the extra is missing.

    >>> from framing.learn.metrics import Bin
    >>> from matplotlib.figure import Figure
    >>> ax = calibration_curve({"model": [Bin(0.2, 0.1, 40), Bin(0.8, 0.9, 60)]}, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['model (100)']
    """
    if not curves:
        raise UsageError("no calibration curve was given")
    ax = axes_of(ax)
    ax.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, zorder=0)
    for colour, (name, bins) in zip(cycle(PALETTE), curves.items(), strict=False):
        total = sum(one.n for one in bins) or 1
        (line,) = ax.plot(
            [one.predicted for one in bins],
            [one.observed for one in bins],
            "-",
            color=colour,
            label=f"{name} ({total})",
        )
        sizes = [12 + 180 * one.n / total for one in bins]
        ax.scatter([one.predicted for one in bins], [one.observed for one in bins], s=sizes, color=line.get_color())
    ax.set(xlabel="predicted probability", ylabel="observed share", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    ax.legend(frameon=False)
    return lettered(ax)


def agreement_matrix(
    found: Agreement, measure: Literal["position_f1", "exact_f1", "alpha"] = "position_f1", *, ax: Axes | None = None
) -> Axes:
    """How far each two coders agree on loaded language: soft F1 of places or of places and categories, or alpha.

    People come first, the library's codings last. Empty cells: the two share no article, or it is not defined. Errors:
    UsageError where no two coders share an article, or the extra is missing.
    """
    if not found.pairs:
        raise UsageError("no two coders coded the same article")
    coders = [*found.people, *found.machines]
    values = {(pair.one, pair.two): float(getattr(pair, measure)) for pair in found.pairs}
    both = values | {(two, one): value for (one, two), value in values.items()}
    table = [
        [None if (value := both.get((one, two))) is None or value != value else value for two in coders]
        for one in coders
    ]
    ax = heatmap(table, coders, coders, ax, cmap="Blues", low=0, high=1, form="{:.2f}")
    ax.set_title(
        {"position_f1": "places, soft F1", "exact_f1": "places and categories, soft F1", "alpha": "alpha"}[measure]
    )
    return lettered(ax)
