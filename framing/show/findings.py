"""What comparisons find beside rates, as terminal text of at most 80 columns: events, omissions, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tabulate import tabulate
from wcwidth import wcswidth

from framing.compare.robustness import AXES
from framing.show.items import item_name, thing_name
from framing.show.tables import LEVEL
from framing.show.terminal import WIDTH, by_group, clip, number, wrapped
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.events import Events
    from framing.compare.omissions import Cell, Omission, Omissions
    from framing.compare.robustness import RobustContrast, Robustness
    from framing.compare.topic import Gap, TopicComparison, TopicContrast
    from framing.compare.wordrecords import DistinctiveWord, DistinctiveWords

_NAME = 18
_ITEM = 30
_CLAIMS_SHOWN = 40
_WORDS_SHOWN = 8
_LINE_ID = 22


def events_text(events: Events, analyses: Sequence[Analysis]) -> str:
    """Each event with its articles, and what ties them together."""
    of = {one.article.id: one for one in analyses}
    grouped = {id for group in events.groups for id in group}
    lines = [f"{len(events.groups)} events hold {len(grouped)} of {sum(not a.refused for a in analyses)} articles"]
    for at, group in enumerate(events.groups, 1):
        lines += ["", *_event(at, group, events, of)]
    return "\n".join(lines)


def _event(number: int, group: Sequence[str], events: Events, of: dict[str, Analysis]) -> Iterator[str]:
    pairs = [pair for pair in events.pairs if pair.first in group and pair.second in group]
    weakest = min(pairs, key=lambda pair: pair.score)
    ties = dict.fromkeys(word for pair in pairs for word in pair.evidence)
    yield clip(f"event-{number}: {', '.join(thing_name(tie, 'en') for tie in list(ties)[:8])}", WIDTH)
    for id in group:
        article = of[id].article
        where = " · ".join(part for part in (article.outlet, article.date) if part)
        yield clip(f"  {id}: {where}{' · ' if where else ''}{article.title}", WIDTH)
    yield clip(f"  weakest pair ({weakest.score:.2f}; 1 is just enough): {weakest.first}, {weakest.second}", WIDTH)


def omissions_text(omissions: Omissions, least: float = 0.5) -> str:
    """What some outlets have and others lack, for items that at least a share of them has."""
    shown = [row for row in omissions.rows if row.share >= least]
    body = [
        [row.kind, clip(item_name(row.kind, row.key, "en"), _ITEM), *(_mark(cell) for cell in row.cells)]
        for row in shown
    ]
    table = by_group("What some have and some lack", body, ["kind", "item"], omissions.groups) or "(nothing)"
    rest = len(omissions.rows) - len(shown)
    legend = (
        "Numbers: how many times. –: absent. ?: not searched, the lexicon has no word for\n"
        f"it in that language. {len(omissions.everywhere)} more items all have; {rest} fewer than {least:.0%} have."
    )
    alone = "\n".join(_claims_of_one(omissions, least))
    return "\n\n".join(part for part in (table, alone, legend) if part)


def _claims_of_one(omissions: Omissions, least: float) -> Iterator[str]:
    """Claims that a single outlet makes, where the table has not shown them, with the sentence."""
    found = [row for row in omissions.rows if row.kind == "claim" and row.share < least]
    found = [row for row in found if sum(cell.state == "there" for cell in row.cells) == 1]
    if found:
        yield "Claims that only one makes"
    for row in found[:_CLAIMS_SHOWN]:
        ((name, cell),) = (pair for pair in zip(omissions.groups, row.cells, strict=True) if pair[1].state == "there")
        yield clip(f"  {clip(name, _NAME)}: {item_name(row.kind, row.key, 'en')}: {cell.evidence[0].words}", WIDTH)
    if len(found) > _CLAIMS_SHOWN:
        yield f"  … and {len(found) - _CLAIMS_SHOWN} more (--csv)"


def _mark(cell: Cell) -> str:
    return {"there": str(cell.count), "absent": "–", "not searched": "?"}[cell.state]


def omission_rows(omissions: Omissions) -> list[dict[str, Any]]:
    """One flat row for each item and outlet, with the words in the first places."""
    return [row for item in (*omissions.rows, *omissions.everywhere) for row in _rows(item, omissions)]


def _rows(item: Omission, omissions: Omissions) -> Iterator[dict[str, Any]]:
    for group, cell in zip(omissions.groups, item.cells, strict=True):
        yield {
            "event": omissions.event,
            "kind": item.kind,
            "item": item.key,
            "share": round(item.share, 4),
            "group": group,
            "state": cell.state,
            "count": cell.count,
            "evidence": "; ".join(f"{e.article} {e.span.start}-{e.span.end}: {e.words}" for e in cell.evidence),
        }


def words_text(found: DistinctiveWords) -> str:
    """Each group's words with their counts, the tests, and one line in context; house style and function words apart."""
    parts = []
    for group, language in dict.fromkeys((word.group, word.language) for word in found.words):
        words = [word for word in found.words if (word.group, word.language) == (group, language)]
        parts.append(_words_of(group, words))
    legend = (
        "In brackets: in how many articles. log-odds: above 0 more here; 0.69 is twice the odds. max-T: p after "
        "correction over all words; a word holds at .05 or less."
    )
    notes = [wrapped(f"* {note}", "  ") for note in (*found.notes, found.design) if note]
    return "\n\n".join(part for part in (*parts, wrapped(legend, "") if parts else "", "\n".join(notes)) if part)


def _words_of(group: str, words: Sequence[DistinctiveWord]) -> str:
    plain = [word for word in words if not word.apart]
    tested = any(word.p is not None for word in words)
    holding = [word for word in plain if word.holds]
    what = f"{len(holding)} words hold" if tested else "described, not tested"
    title = clip(f"{group}: what it writes more than {words[0].other} ({what})", WIDTH)
    shown = holding or plain[:_WORDS_SHOWN]
    apart: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if word.apart and (word.holds if tested else word.other_count * word.per < word.count * word.other_per):
            apart[word.apart].append(f"{clip(word.word, 24)} ({word.count} : {word.other_count})")
    aside = [wrapped(f"Apart, {reason}: {', '.join(listed[:_WORDS_SHOWN])}", "  ") for reason, listed in apart.items()]
    return "\n".join((title, *_word_table(shown), *aside))


def _word_table(words: Sequence[DistinctiveWord]) -> Iterator[str]:
    """The table with one line in context under each word, and where it stands."""
    if not words:
        yield "  (none)"
        return
    body = [
        [
            clip(word.word, 22), f"{word.count} ({word.articles_with})", f"{word.other_count} ({word.other_articles_with})",
            f"{word.estimate:.2f}", "–" if word.low is None else f"{number(word.low)} … {number(word.high)}",
            "–" if word.family_p is None else f"{word.family_p:.3f}",
        ]
        for word in words
    ]  # fmt: skip
    head = ["", "here", "others", "log-odds", "95 %", "max-T"]
    first, second, *rows = tabulate(body, headers=head, disable_numparse=True, stralign="left").split("\n")
    yield first
    yield second
    for row, word in zip(rows, words, strict=True):
        yield row
        for line in word.lines[:1]:
            room = WIDTH - _LINE_ID - 4
            text = clip(line.printed(room), room)
            where = f"{clip(line.article, _LINE_ID - len(str(line.span.start)) - 1)} {line.span.start}"
            yield f"{text}{' ' * (room - wcswidth(text))}  [{where}]"


def word_rows(found: DistinctiveWords) -> list[dict[str, Any]]:
    """One flat row for each word, with its places."""
    return [
        {
            **{name: getattr(word, name) for name in word.__slots__ if name != "lines"},
            "house_style": word.house_style,
            "holds": word.holds,
            "lines": "; ".join(
                f"{line.article} {line.span.start}-{line.span.end}: {line.left[-40:]}{line.keyword}{line.right[:40]}"
                for line in word.lines
            ),
        }
        for word in found.words
    ]


def topic_text(found: TopicComparison) -> str:
    """Raw gap and gap within events side by side, with what explains the raw one."""
    head = ["", "measure", "raw gap", "same events", "explained by"]
    body = [_topic_row(line) for line in found.lines]
    table = tabulate(body, headers=head, disable_numparse=True, stralign="left") if body else ""
    legend = (
        "Gap: the group less the others, 95 % interval in brackets; * q at most 5 %. same events: both sides weighed to the "
        "same mix of events. explained by: share of the raw gap that goes with topic, genre, length, date; – where no gap holds."
    )
    notes = [wrapped(f"* {note}", "  ") for note in (*found.notes, found.design) if note]
    return "\n\n".join(part for part in (table, wrapped(legend, "") if body else "", "\n".join(notes)) if part)


def _topic_row(line: TopicContrast) -> list[str]:
    name = line.measure if line.voice == "all" else f"{line.measure}, {line.voice}"
    name = name.replace("own share of loaded words", "own share loaded")
    shares = [f"{part.by} {part.share:.0%}" for part in line.explained if part.share is not None]
    inside = "not identifiable" if line.matched is None else _gap_cell(line.matched)
    return [clip(line.group, 12), clip(name, 18), _gap_cell(line.raw), inside, "\n".join(shares) or "–"]


def _gap_cell(gap: Gap) -> str:
    ends = "" if gap.low is None else f"\n[{number(gap.low)}, {number(gap.high)}]"
    return f"{number(gap.difference)}{'*' if gap.q is not None and gap.q <= LEVEL else ''}{ends}"


def topic_rows(found: TopicComparison) -> list[dict[str, Any]]:
    """One flat row for each group and measure."""
    return [
        {
            **{name: getattr(line, name) for name in line.__slots__ if name not in ("raw", "matched", "explained")},
            **_gap_fields("raw", line.raw),
            **(_gap_fields("matched", line.matched) if line.matched is not None else {}),
            **{f"explained_{part.by}": part.part for part in line.explained},
            **{f"explained_{part.by}_share": part.share for part in line.explained},
        }
        for line in found.lines
    ]


def _gap_fields(name: str, gap: Gap) -> dict[str, Any]:
    return {f"{name}_{field}": getattr(gap, field) for field in gap.__slots__}


def robustness_text(found: Robustness) -> str:
    """For each group the usual ratio, the range over all ways to do it, and the range that each choice makes alone."""
    body = [_robust_row(line) for line in found.contrasts]
    head = ["loaded words, here by others", "usual", "p", "range", "same side", "p ≤ .05"]
    parts = [tabulate(body, headers=head, disable_numparse=True, stralign="left") if body else ""]
    parts += ["\n".join(_along(line)) for line in found.contrasts]
    for words in found.words:
        numbers = ", ".join(f"{prior:g}: {n}" for prior, n in words.holding)
        rest = f"; under some only: {', '.join(words.sometimes)}" if words.sometimes else ""
        text = f"{words.group}: words that hold, by the prior in articles: {numbers}. Under all: {', '.join(words.always) or 'none'}{rest}."
        parts.append(wrapped(text, "  "))
    legend = (
        "Ratio of rates of loaded words, above 1: more here. usual: all strengths, own voice, tokens, all articles. range: "
        "over every combination of the choices below. same side: share of combinations on the usual side of 1. p ≤ .05: "
        "share of those tested."
    )
    notes = "\n".join(wrapped(f"* {note}", "  ") for note in found.notes)
    return "\n\n".join(part for part in (*parts, wrapped(legend, "") if body else "", notes) if part)


def _robust_row(line: RobustContrast) -> list[str]:
    usual, ends = line.usual, line.range
    return [
        clip(f"{line.group}, {line.other}", 30), number(usual.ratio), "–" if usual.p is None else f"{usual.p:.3f}",
        f"{number(ends[0])} … {number(ends[1])}" if ends else "–", _percent(line.same_direction), _percent(line.significant),
    ]  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _along(line: RobustContrast) -> Iterator[str]:
    """One choice changed, all else as usual."""
    yield clip(f"{line.group}: one choice changed, all else as usual", WIDTH)
    for axis in AXES:
        values = (
            f"{name} {number(ratio)}{'' if p is None else f' (p {p:.3f})'}" for name, ratio, p in line.along(axis)
        )
        yield wrapped(f"  {axis}: {' · '.join(values)}", "    ")


def robustness_rows(found: Robustness) -> list[dict[str, Any]]:
    """One flat row for each group and combination."""
    return [
        {"group": line.group, "other": line.other, "language": line.language}
        | {name: getattr(cell, name) for name in cell.__slots__}
        for line in found.contrasts
        for cell in line.cells
    ]
