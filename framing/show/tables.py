"""Analyses and comparisons as terminal tables of at most 80 columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from framing.compare.records import Comparison, Row
from framing.measure.source_mix import SourceMix, source_mix
from framing.notes import Note, code_of
from framing.show.said import say_note
from framing.show.salience import gather_notes, salient_targets
from framing.show.terminal import WIDTH, by_group, clip, number, printable, table, wrapped
from framing.types import (
    ARTICLE_ZONES,
    CATEGORIES,
    SOURCE_TYPES,
    VOICES,
    Analysis,
    CueStance,
    LexiconVersion,
    LoadedRates,
)

_STANCE_SHOWN = 6
_SOURCES_SHOWN = 8
_TELLING: tuple[CueStance, ...] = ("claim", "concede", "endorse")
_WORDS_SHOWN = 6
_NAME_WIDTH = 18
LEVEL = 0.05
"""The false discovery rate up to which a difference is shown as one."""
_CONTRASTS_SHOWN = 15


def analysis_text(analysis: Analysis) -> str:
    """One article: whose words, who is quoted, stance and frames, with the words behind them."""
    article = analysis.article
    head = clip(article.title or article.id or "(untitled)", WIDTH)
    where = " · ".join(part for part in (clip(article.outlet, 36), article.date, analysis.language) if part)
    if analysis.refused:
        return f"{head}\n{where}\n" + wrapped(f"No scores. {say_note(analysis.refused, 'en').text}", "")
    text = article.text
    parts = [f"{head}\n{where} · {_size(analysis)}"]
    loaded = [
        [voice, analysis.tokens[voice], len(terms), _listed(Counter(t.span.of(text).casefold() for t in terms), 46)]
        for voice in VOICES
        for terms in [[t for t in analysis.loaded if t.voice == voice and t.zone != "summary"]]
    ]
    parts.append(table("Loaded language, by whose words it is", loaded, ["voice", "words", "loaded", "which"]))
    parts.append(_both_figures(analysis.loaded_rates))
    parts += _who(analysis, source_mix(analysis))
    stance = [
        [
            clip(s.target, 26),
            s.voice,
            f"{s.value:+d} {s.role}".rstrip(),
            _listed(Counter(e.of(text) for e in s.evidence), 26),
        ]
        for s in analysis.stance
        if s.value
    ][:_STANCE_SHOWN]
    parts.append(table("Stance (-2 against … +2 for)", stance, ["toward", "voice", "value", "evidence"]))
    frames = [
        [f.frame, f"{f.share:.0%}", _listed(Counter(e.of(text).casefold() for e in f.evidence), 40)]
        for f in analysis.frames
    ]
    parts.append(table("Frames (share of sentences)", frames, ["frame", "share", "evidence"]))
    if analysis.readability:
        parts.append("Readability: " + " · ".join(f"{name} {value}" for name, value in analysis.readability.items()))
    parts.append("\n".join(_bullets((*_article_notes(analysis), *_own_lexicons([analysis.lexicon])))))
    return "\n\n".join(part for part in parts if part)


def _size(analysis: Analysis) -> str:
    """How much is counted, and how many lines are not: what a page has around its article, and digests."""
    size = f"{_many(analysis.n_tokens, analysis.token_unit or 'words')}, {_many(analysis.n_sentences, 'sentences')}"
    kinds = Counter(zone.kind for zone in analysis.zones if zone.kind in ("boilerplate", "summary"))
    beside = ", ".join(f"{_many(n, 'lines')} of {kind}" for kind, n in kinds.items())
    return f"{size}\nNot counted: {beside}" if beside else size


def _many(n: int, things: str) -> str:
    return f"{n} {things if n != 1 else things.removesuffix('s')}"


def _article_notes(analysis: Analysis) -> Iterator[str]:
    """The notes, those on what was never validated in one line: JSON and report have the figures."""
    yield from (note for note in analysis.notes if code_of(note) != "unchecked")
    unchecked = [str(n.values["measure"]) for n in analysis.notes if isinstance(n, Note) and n.code == "unchecked"]
    if unchecked:
        yield f"Not validated in {analysis.language}: {' and '.join(unchecked)}. They describe words and are no finding."


def _who(analysis: Analysis, mix: SourceMix) -> Iterator[str]:
    """Who is given a voice, how much of the attributed words each has, and how the sources are introduced."""
    text = analysis.article.text
    times: Counter[tuple[str, str]] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    for said in analysis.attributions:
        if said.zone in ARTICLE_ZONES:
            key = said.speaker or (said.source.of(text) if said.source else "(nobody named)"), said.source_type
            times[key] += 1
            words[key] += said.tokens
    voices = [
        [clip(name, 44), kind, n, f"{words[name, kind] / mix.attributed_tokens:.0%}" if mix.attributed_tokens else "–"]
        for (name, kind), n in times.most_common(_SOURCES_SHOWN)
    ]
    yield table("Who is given a voice (share of the attributed words)", voices, ["source", "type", "times", "share"])
    if mix.attributed_tokens:
        yield wrapped(" · ".join(_mix_facts(mix)), "  ")
    cues = [
        [
            share.name,
            share.attributions,
            f"{share.share:.0%}",
            _listed(Counter(e.of(text).casefold() for e in share.evidence), 44),
        ]
        for share in mix.stances
    ]
    yield table("What the choice of the cue says of the claim", cues, ["stance", "times", "share", "cues"])


def _mix_facts(mix: SourceMix) -> Iterator[str]:
    yield f"Quoted: {mix.quoted_share or 0:.0%} of all words"
    yield f"sources without a name: {mix.unnamed_share or 0:.0%} of the attributed words"
    if mix.effective_speakers is not None:
        yield f"named speakers: {len(mix.speakers)}, as concentrated as {mix.effective_speakers:.1f} equal ones"


def _both_figures(rates: LoadedRates) -> str:
    """What a count that ignores voices says, what the author's own words say, and the difference; nothing for 0 words."""
    if rates.everything is None:
        return ""
    own = "no words of the author's own"
    if rates.author is not None:
        own = f"the author's own {rates.author:.1f}, difference {rates.difference:+.1f}"
    return f"Per 1,000 words: everything {rates.everything:.1f}, {own}"


def comparison_text(comparison: Comparison) -> str:
    """A comparison: every number with its raw count, the number of articles, and the words behind it."""
    parts = [
        table(
            f"Whose words: loaded language per 1,000 words, by {comparison.by}",
            list(_voice_rows(comparison)),
            _VOICE_HEAD,
        ),
        _LEGEND,
        table(
            "Loaded words per 1,000: everything counted, and the author's own alone",
            list(_both_rows(comparison)),
            ["", "everything", "author", "difference"],
        ),
        _contrasts(comparison),
        wrapped(str(comparison.calibration), "") if comparison.calibration else "",
        "\n".join(_words_behind(comparison)),
        _categories(comparison),
        _sources(comparison),
        _source_mix(comparison),
        _stance(comparison),
        _frames(comparison),
        _naming(comparison),
        "\n".join(_bullets((*gather_notes(comparison.notes), *_own_lexicons(comparison.lexicons)))),
    ]
    return "\n\n".join(part for part in parts if part)


_LEGEND = """attr.: share of words that is attributed · author: the outlet's own words ·
paraph.: a source's claim in the outlet's words · source: inside quotation
marks. In brackets: how many."""
_VOICE_HEAD = ["", "lang.", "art.", "words", "attr.", "author", "paraph.", "source"]


def _voice_rows(comparison: Comparison) -> Iterator[list[str]]:
    rows = {(row.measure, row.voice, row.group): row for row in comparison.rows}
    for group in comparison.groups:
        attributed = rows["attributed", "all", group.name]
        share = attributed.count / attributed.per if attributed.per else 0.0
        cells = [_rate(rows["loaded", voice, group.name]) for voice in VOICES]
        languages = clip(",".join(group.languages), 7)
        yield [
            clip(group.name, _NAME_WIDTH - 4),
            languages,
            str(group.articles),
            str(group.tokens),
            f"{share:.0%}",
            *cells,
        ]


def _both_rows(comparison: Comparison) -> Iterator[list[str]]:
    rows = {(row.voice, row.group): row.rate for row in comparison.rows if row.measure == "loaded"}
    for group in comparison.groups:
        rates = LoadedRates(rows["all", group.name], rows["author", group.name])
        cells = ("–" if r is None else f"{r:.1f}" for r in (rates.everything, rates.author))
        difference = "–" if rates.difference is None else f"{rates.difference:+.1f}"
        yield [clip(group.name, _NAME_WIDTH), *cells, difference]


def _rate(row: Row) -> str:
    return "–" if row.rate is None else f"{row.rate:.1f} ({row.count})"


def _contrasts(comparison: Comparison) -> str:
    """The differences that hold, the surest first; empty where nothing was tested."""
    tested = [line for line in comparison.contrasts if line.q is not None]
    if not tested:
        return ""
    holding = [line for line in tested if (line.q or 0.0) <= LEVEL]
    holding.sort(key=lambda line: (line.p or 0.0, -abs(line.delta or 0.0)))
    title = f"What differs: {len(holding)} of {len(tested)} lines at a false discovery rate of {LEVEL:.0%}"
    if not holding:
        return wrapped(f"{title}. No difference holds. {comparison.design}", "")
    body = [
        [clip(line.group, 14), clip(line.measure if line.voice == "all" else f"{line.measure}, {line.voice}", 27),
         number(line.rate), number(line.other_rate), f"{number(line.low)} … {number(line.high)}", f"{line.q:.3f}"]
        for line in holding[:_CONTRASTS_SHOWN]
    ]  # fmt: skip
    more = f"\n… and {len(holding) - _CONTRASTS_SHOWN} more" if len(holding) > _CONTRASTS_SHOWN else ""
    head = ["", "measure", "here", "others", "difference", "q"]
    return f"{table(title, body, head)}{more}\n{wrapped(comparison.design, '')}"


def _words_behind(comparison: Comparison) -> Iterator[str]:
    yield "The words behind the numbers"
    for row in comparison.rows:
        if row.measure == "loaded" and row.voice != "all" and row.count:
            words = _listed(Counter(dict(row.words)), 500, shown=_WORDS_SHOWN)
            yield wrapped(f"  {clip(row.group, _NAME_WIDTH)}, {row.voice}: {words}", "    ")


def _categories(comparison: Comparison) -> str:
    counts = {(row.measure, row.group): row.count for row in comparison.rows if row.voice == "all"}
    names = [group.name for group in comparison.groups]
    body = [
        [category, *(counts[f"loaded: {category}", name] for name in names)]
        for category in CATEGORIES
        if any(counts[f"loaded: {category}", name] for name in names)
    ]
    return by_group("Loaded words by what they do (counts, all voices)", body, ["category"], names)


def _sources(comparison: Comparison) -> str:
    shares: dict[str, dict[str, str]] = defaultdict(dict)
    for group, kind, count, share in comparison.sources:
        shares[kind][group] = f"{share:.0%} ({count})"
    names = [group.name for group in comparison.groups]
    body = [[kind, *(shares[kind].get(name, "–") for name in names)] for kind in SOURCE_TYPES if kind in shares]
    return by_group("Who is given a voice: share of attributed text (times)", body, ["source"], names)


def _source_mix(comparison: Comparison) -> str:
    """How much is quoted, how much has no name, how many voices, and the telling cues, group by group."""
    rows = {(row.measure, row.group): row for row in comparison.rows if row.voice == "all"}
    body = []
    for group in comparison.groups:
        shares = (rows.get((f"cues: {stance}", group.name)) for stance in _TELLING)
        voices = rows.get(("effective speakers", group.name))
        body.append(
            [
                clip(group.name, _NAME_WIDTH),
                _part(rows.get(("quoted", group.name))),
                _part(rows.get(("sources: unnamed", group.name))),
                "–" if voices is None or voices.rate is None else f"{voices.rate:.1f}",
                *map(_part, shares),
            ]
        )
    head = ["", "quoted", "no name", "voices", *_TELLING]
    return table("How sources are quoted: shares of words, effective speakers, shares of cues", body, head)


def _part(row: Row | None) -> str:
    return "–" if row is None or not row.per else f"{row.count / row.per:.0%}"


def _stance(comparison: Comparison) -> str:
    names = [group.name for group in comparison.groups]
    cells: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for group, voice, target, value, _ in comparison.stance:
        cells[target, voice][group] = value
    targets = salient_targets(comparison)[:_STANCE_SHOWN]
    body = [
        [
            clip(target, 22),
            voice,
            *(_signed(cells[target, voice].get(name)) for name in names),
        ]
        for target in targets
        for voice in ("author", "source")
        if cells.get((target, voice))
    ]
    return by_group("Stance, mean of articles (-2 against … +2 for)", body, ["toward", "voice"], names)


def _signed(mean: float | None) -> str:
    return "–" if mean is None else "0" if round(mean, 1) == 0 else f"{mean:+.1f}"


def _frames(comparison: Comparison) -> str:
    names = [group.name for group in comparison.groups]
    shares = {(group, frame): share for group, frame, share in comparison.frames}
    total: Counter[str] = Counter()
    for _, frame, share in comparison.frames:
        total[frame] += share  # type: ignore[assignment]
    body = [
        [
            frame.replace("external_regulation_reputation", "external_regulation"),
            *(f"{shares[n, frame]:.0%}" if (n, frame) in shares else "–" for n in names),
        ]
        for frame, _ in total.most_common(8)
    ]
    return by_group("Frames (mean share of sentences)", body, ["frame"], names)


def _naming(comparison: Comparison) -> str:
    chosen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, entity, form, count in comparison.naming:
        chosen[group, entity].append(f"{form} ({count})")
    body = [
        [clip(group, _NAME_WIDTH), clip(entity, 26), clip(", ".join(forms), 30)]
        for (group, entity), forms in chosen.items()
    ]
    return table("Naming choices", body[:12], ["", "for", "writes"])


def _listed(words: Counter[str], room: int, shown: int = 20) -> str:
    text = ", ".join(f"{word} ×{n}" if n > 1 else word for word, n in words.most_common(shown))
    return clip(" ".join(text.split()), room)


def _own_lexicons(lexicons: Sequence[LexiconVersion]) -> list[str]:
    """A line for each lexicon that is not the built-in one alone."""
    return [f"Lexicon: {lexicon}." for lexicon in lexicons if lexicon.overlays or lexicon.reviewed_only]


def _bullets(notes: Sequence[str]) -> list[str]:
    return [wrapped(f"* {printable(note)}", "  ") for note in notes]
