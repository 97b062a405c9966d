"""Comparison: how often it cries wolf on one outlet split in two, whether it finds what is there, and how long it takes.

False alarms: each PolNeAR outlet split at random 200 times. Power: outlets of ``outlets.py`` with planted differences,
loaded words taken away from half of a real outlet, and what is known of the three outlets of BASIL.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, data_hash, main, peak_memory, processor_time, times_slower
from corpora import basil, files, polnear
from outlets import KNOWN, LANGUAGES, LOUD, PLAIN, Manner, outlet

from framing.analyze import analyze
from framing.compare.calibration import calibrate_tallies
from framing.compare.contrasts import compare_tallies
from framing.compare.distinctive import count_articles, distinctive_words
from framing.compare.inference import Plan
from framing.compare.measures import Tally, tally
from framing.compare.records import Comparison, NullCalibration
from framing.compare.wordcalibration import WordCalibration, calibrate_words
from framing.compare.wordrecords import WordPlan
from framing.types import Analysis

ROW_LEVEL, ANY_LEVEL = 0.07, 0.10
"""What is asked of each outlet: p at most 5 % in so many tests, a finding after correction in so many splits."""
SECONDS, GIGABYTES = 60, 2
NO_FLOOR = ("rows_", "any_", "intervals_", "usual_", "words_", "seconds", "gigabytes")
_NAMES = {"fox": "Fox News", "hpo": "HuffPost", "nyt": "The New York Times"}


def polnear_outlets(wanted: Sequence[str] | None = None) -> dict[str, list[Analysis]]:
    """The articles of each outlet of PolNeAR, analysed."""
    found: dict[str, list[Analysis]] = defaultdict(list)
    for article in polnear():
        if wanted is None or article.outlet in wanted:
            found[article.outlet].append(analyze(article))
    return found


# --- false alarms ---


def false_alarms(outlets: Mapping[str, Sequence[Analysis]], *, splits: int, plan: Plan) -> dict[str, float]:
    """What is found in an outlet split at random: by the method, and by the usual tests that count words."""
    lines: list[NullCalibration] = []
    words: list[WordCalibration] = []
    for name, analyses in outlets.items():
        lines.append(calibrate_tallies([tally(one) for one in analyses], name, splits=splits, plan=plan))
        _, counts = count_articles(analyses)
        words.append(calibrate_words(counts, splits=splits, plan=WordPlan(permutations=min(plan.permutations, 1999))))
    pooled: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for one in lines:
        for line in one.lines:
            pooled[line.measure, line.voice].append((line.splits, line.false_positives))
    rows = [
        sum(n * rate for n, rate in of) / sum(n for n, _ in of)
        for of in pooled.values()
        if sum(n for n, _ in of) >= splits
    ]
    scores = {
        "outlets_rows_within": _share(one.false_positives <= ROW_LEVEL for one in lines),
        "outlets_any_within": _share(max(one.any_q, one.any_family) <= ANY_LEVEL for one in lines),
        "outlets_words_within": _share(max(one.any_family, one.false_positives) <= ANY_LEVEL for one in words),
        "rows_within": _share(rate <= ROW_LEVEL for rate in rows),
        "rows_worst_pooled": max(rows),
    }
    for one, of_words in zip(lines, words, strict=True):
        scores |= {
            f"rows_{one.group}": one.false_positives,
            f"any_{one.group}": one.any_q,
            f"any_max_t_{one.group}": one.any_family,
            f"intervals_{one.group}": one.intervals if one.intervals is not None else float("nan"),
            f"usual_rows_{one.group}": one.word_false_positives,
            f"usual_any_{one.group}": one.word_any_q,
            f"words_{one.group}": of_words.false_positives,
            f"words_any_{one.group}": of_words.any_family,
            f"usual_log_odds_{one.group}": of_words.token_false_positives,
            f"usual_log_odds_any_{one.group}": of_words.token_any_q,
        }
    return scores


def _share(held: Iterable[bool]) -> float:
    listed = list(held)
    return sum(listed) / len(listed)


# --- power ---


def planted(seeds: int) -> dict[str, float]:
    """Invented outlets: the share of planted differences that are found, and of pairs without any in which none is."""
    found, quiet = [], []
    for language in LANGUAGES:
        for seed in range(seeds):
            plain, loud, twin = (
                _tallies(name, manner, language, seed)
                for name, manner in (("Tern", PLAIN), ("Gull", LOUD), ("Skua", PLAIN))
            )
            differs = compare_tallies([*plain, *loud], within="nothing", permutations=1999)
            found += [_found(differs, "Gull", key, sign) for key, sign in KNOWN.items()]
            quiet.append(not _holding(compare_tallies([*plain, *twin], within="nothing", permutations=1999)))
    return {"planted_found": _share(found), "planted_quiet": _share(quiet)}


def _tallies(name: str, manner: Manner, language: str, seed: int) -> list[Tally]:
    return [tally(analyze(one)) for one in outlet(name, manner, language=language, articles=30, seed=seed)]


def _holding(found: Comparison) -> set[tuple[str, str, str]]:
    return {(line.group, line.measure, line.voice) for line in found.contrasts if line.q is not None and line.q <= 0.05}


def _found(found: Comparison, group: str, key: tuple[str, str], sign: int) -> bool:
    """Whether a line holds in the direction that is known."""
    return any(
        line.q is not None and line.q <= 0.05 and (line.difference or 0.0) * sign > 0
        for line in found.contrasts
        if (line.group, line.measure, line.voice) == (group, *key)
    )


def thinned(outlets: Mapping[str, Sequence[Analysis]], *, splits: int, taken: float) -> float:
    """A share of one half's loaded words is taken away: how often is it found that this half has fewer?"""
    hits = []
    for name, analyses in outlets.items():
        tallies = [tally(one) for one in analyses]
        for split in range(splits):
            chance = random.Random(f"{name} {split}")
            order = chance.sample(range(len(tallies)), len(tallies))
            halves = [
                replace(_thin(tallies[at], taken, chance), outlet="first")
                if place % 2
                else replace(tallies[at], outlet="second")
                for place, at in enumerate(order)
            ]
            holding = _holding(compare_tallies(halves, within="nothing", permutations=1999))
            hits.append(any(measure == "loaded" for _, measure, _ in holding))
    return _share(hits)


def _thin(one: Tally, taken: float, chance: random.Random) -> Tally:
    kept = {
        voice: sum(chance.random() >= taken for _ in range(int(one.counts.get(("loaded", voice), 0))))
        for voice in ("author", "paraphrase", "source")
    }
    counts = {key: value for key, value in one.counts.items() if not key[0].startswith("loaded")}
    counts |= {("loaded", voice): n for voice, n in kept.items()} | {("loaded", "all"): sum(kept.values())}
    counts["own share of loaded words", "all"] = kept["author"]
    return replace(one, counts=counts, per={**one.per, "loaded words": sum(kept.values())})


def basil_known() -> dict[str, float]:
    """What is known of the three outlets of BASIL beside any measure: the style of the New York Times, and how much it quotes.

    Its style book keeps courtesy titles, writes Representative and Senator out, and avoids GOP. That it quotes less is seen
    from the characters between quotation marks alone.
    """
    analyses = [analyze(replace(article, outlet=_NAMES[article.outlet])) for article in basil()]
    times = _NAMES["nyt"]
    words = distinctive_words(analyses, plan=WordPlan(matched=True, permutations=999), top=40)
    holding = {word.word for word in words.words if word.holds and word.group == times}
    lines = compare_tallies([tally(one) for one in analyses], within="event", permutations=4999)
    known = [word in holding for word in ("mr", "ms", "representative", "senator")]
    known.append(_found(lines, times, ("quoted", "all"), -1))
    known.append(_found(lines, times, ("naming: GOP → Republican Party", "all"), -1))
    return {"basil_known_found": _share(known)}


# --- size ---


def ten_thousand(outlets: Mapping[str, Sequence[Analysis]]) -> dict[str, float]:
    """10,000 counted articles of 8 outlets, drawn from PolNeAR: processor seconds, peak memory, and a second run alike."""
    chance, tallies = random.Random(0), [tally(one) for analyses in outlets.values() for one in analyses]
    many = [replace(chance.choice(tallies), id=str(n), outlet=f"outlet {n % 8}", event="") for n in range(10_000)]
    before = processor_time()
    first = compare_tallies(many, permutations=2000)
    seconds, memory = processor_time() - before, peak_memory()
    alike = first == compare_tallies(many[::-1], permutations=2000)
    return {
        "ten_thousand_in_time": float(seconds <= SECONDS * times_slower()),
        "ten_thousand_in_memory": float(memory <= GIGABYTES),
        "ten_thousand_alike": float(alike),
        "seconds_ten_thousand": seconds,
        "gigabytes_ten_thousand": memory,
    }


def _hash() -> str:
    return data_hash([*(p for p in files("polnear", "*.txt") if "train" in p.parts), *files("basil", "*.json")])


def measure() -> tuple[dict[str, float], str, int]:
    """Everything, on all outlets."""
    outlets = polnear_outlets()
    scores = false_alarms(outlets, splits=200, plan=Plan(4999, 999, 0, 10))
    scores |= planted(seeds=5) | basil_known()
    scores |= {
        "thinned_by_40_found": thinned(outlets, splits=4, taken=0.4),
        "thinned_by_20_found": thinned(outlets, splits=4, taken=0.2),
    }
    scores |= ten_thousand(outlets)
    return scores, _hash(), sum(map(len, outlets.values())) + 207


def quick() -> tuple[dict[str, float], str, int]:
    """One outlet, fewer splits, one seed."""
    outlets = polnear_outlets(["politico"])
    scores = false_alarms(outlets, splits=150, plan=Plan(999, 0, 0, 10)) | planted(seeds=1)
    kept = (
        "outlets_rows_within",
        "outlets_any_within",
        "outlets_words_within",
        "planted_found",
        "planted_quiet",
        "rows_politico",
        "any_politico",
        "usual_log_odds_politico",
    )
    return {name: scores[name] for name in kept}, _hash(), 840 + 207


if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "polnear", measure, quick=quick, no_floor=NO_FLOOR)
