"""How fast the full analysis is on one core, beside what others need for one step of it; and how its time grows.

In one run, on the same texts (PolNeAR, or the demo where it is not at hand; NTREX in Chinese and Vietnamese): MB of UTF-8 and
articles a second, peak memory, and the ratio to the full analysis. Each is timed in a process of its own, by processor time, in
turn with the others, after a first pass over some of the texts, and the best of several turns stands: other work on the machine slows
all of them. ``--quick`` times fewer texts once and leaves others' work out.

The engine is the checkout's, plain Python; with ``FRAMING_ENGINE=installed`` in the environment that of the installed wheel.
The only floor is that time grows in a straight line: MB a second are the machine's as much as the code's.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from operator import itemgetter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, ROOT, data_hash, main, times_slower
from corpora import ntrex, polnear
from peers import LANGUAGES_OF, PEERS, SLOW, absent

from framing.measure import scene

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
DEMO = {"en": "harbor-ledger", "zh-Hans": "dongfang-wanwang", "zh-Hant": "haiwai-chenbao", "vi": "bao-song-hong"}
WARM, PASSES, TURNS, ARTICLES, QUICK_ARTICLES = 10, 2, 4, 300, 40
# A slow peer gets one of so many articles.
SLOW_SHARE = 30
# Characters of the shortest article, and how many articles the fewest are; each ten times and a hundred times as many.
LENGTH, FEWEST, QUICK_LENGTH, QUICK_FEWEST = 50_000, 10, 5_000, 3
GROWTH = (1, 10, 100)
# What the exponents may be, and what a machine with other work adds to them.
MOST_ARTICLES, MOST_LENGTH, NOISE = 1.05, 1.10, 0.15


def texts(tag: str, n: int) -> list[str]:
    """So many articles of a language, from the first again where there are fewer."""
    if tag == "en" and (DATA / "polnear").exists():
        found = [article.text for article in islice(polnear(), n)]
    elif tag != "en" and (DATA / "ntrex").exists():
        found = [article.text for article in islice(ntrex(tag), n)]
    else:
        found = [path.read_text(encoding="utf-8") for path in demo() if DEMO[tag] in path.name]
    return list(islice(cycle(found), n))


def demo() -> list[Path]:
    """The texts of the demo: the hash is of these, which are everywhere."""
    return sorted((ROOT / "seeds" / "demo").glob("*.txt"))


def seconds(run: Callable[[], object]) -> float:
    """Processor time."""
    start = time.process_time()
    run()
    return time.process_time() - start


def over(function: Callable[[str], object], some: Sequence[str]) -> None:
    """Call a function on each text."""
    for text in some:
        function(text)


def one(name: str, tag: str, n: int) -> dict[str, float]:
    """One peer on the texts of one language, in this process."""
    some = texts(tag, max(WARM, n // SLOW_SHARE) if name in SLOW else n)
    function = PEERS[name][1](some)
    over(function, some[:WARM])
    best = min(seconds(lambda: over(function, some)) for _ in range(PASSES))
    size = sum(len(text.encode()) for text in some) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    return {"mb_s": size / best, "articles_s": len(some) / best, "peak_mb": peak}


def apart(name: str, tag: str, n: int) -> dict[str, float]:
    """The same in a process of its own."""
    asked = json.dumps([name, tag, n])
    done = subprocess.run([sys.executable, __file__, "--one", asked], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The slope of the line through logarithms: 1 is a straight line, 2 a square."""
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in times]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - middle_x) ** 2 for x in xs
    )


def growth(tag: str, fewest: int, length: int) -> dict[str, float]:
    """How time grows with the number of articles, each another text, and with the length of one."""
    analyze = PEERS["framing"][1](())
    some = texts(tag, QUICK_ARTICLES)
    over(analyze, some)

    def numbered(n: int) -> Iterator[str]:
        yield from (f"{text}\n\nReport number {number}.\n" for number, text in enumerate(islice(cycle(some), n)))

    def timed(called: Sequence[str], times: int) -> float:
        # The smallest measure is the least sure, so it is taken oftenest.
        return min(seconds(lambda: over(analyze, called)) for _ in range(1 + 6 // times))

    many = [list(numbered(fewest * times)) for times in GROWTH]
    enough = [1 + length * times // min(map(len, some)) for times in GROWTH]
    long = ["\n\n".join(islice(cycle(some), n))[: length * times] for n, times in zip(enough, GROWTH, strict=True)]
    by_number = [timed(called, times) for called, times in zip(many, GROWTH, strict=True)]
    by_length = [timed([text], times) for text, times in zip(long, GROWTH, strict=True)]
    for what, spent in (("articles", by_number), ("length", by_length)):
        print(f"speed        {tag:8s} {what}: " + ", ".join(f"{s:.2f} s" for s in spent) + " for 1, 10, 100 times")
    return {
        "articles": exponent([sum(map(len, n)) for n in many], by_number),
        "length": exponent([len(text) for text in long], by_length),
    }


ROWS: list[str] = []
ENGINE = "as plain Python" if str(scene.__file__).endswith(".py") else "compiled"


def table(n: int, turns: int, names: Sequence[str]) -> dict[str, float]:
    """Print a line for each peer and language; MB a second of the full analysis."""
    scores = {}
    print(f"speed        the engine {ENGINE}")
    for name in filter(absent, names):
        print(f"speed        {name} left out: {PEERS[name][0]} is not installed")
    for tag in LANGUAGES:
        here = [name for name in names if not absent(name) and tag in LANGUAGES_OF.get(name, LANGUAGES)]
        # In turn, so that other work on the machine slows all of them and leaves the ratios.
        rounds = [{name: apart(name, tag, n) for name in here} for _ in range(turns)]
        best = {name: max((found[name] for found in rounds), key=itemgetter("mb_s")) for name in here}
        base = best["framing"]["mb_s"]
        for name, found in best.items():
            cells = (
                f"{found['mb_s']:.2f}",
                f"{found['articles_s']:.0f}",
                f"{found['peak_mb']:.0f}",
                f"{found['mb_s'] / base:.2f}",
            )
            print(
                f"speed        {tag:8s} {name:20s} {cells[0]:>7s} MB/s {cells[1]:>6s} articles/s {cells[2]:>5s} MB peak"
                f" {cells[3]:>7s} times the full analysis"
            )
            ROWS.append(f"| {tag} | {name} | {' | '.join(cells)} |")
            if name == "framing":
                scores[f"mb_s_{tag}"] = found["mb_s"]
            elif name in LANGUAGES_OF:
                scores[f"times_{name.split(',')[0].replace(' ', '_').lower()}_{tag}"] = base / found["mb_s"]
    return scores


def straight(tag: str, fewest: int, length: int) -> dict[str, float]:
    """The exponents of growth, and whether they are those of a straight line."""
    found = growth(tag, fewest, length)
    limits = {"articles": MOST_ARTICLES, "length": MOST_LENGTH}
    scores = {f"exponent_{what}_{tag}": value for what, value in found.items()}
    return scores | {f"straight_{what}_{tag}": float(found[what] <= most + NOISE) for what, most in limits.items()}


def measure() -> tuple[dict[str, float], str, int]:
    """Everything; the hash is of the demo."""
    scores = table(ARTICLES, TURNS, tuple(PEERS)) | straight("en", FEWEST, LENGTH) | straight("zh-Hans", FEWEST, LENGTH)
    return scores, data_hash(demo()), len(demo())


def quick() -> tuple[dict[str, float], str, int]:
    """Enough to see time that grows with the square."""
    scores = table(QUICK_ARTICLES, 1, ("framing", "bare split")) | straight("en", QUICK_FEWEST, QUICK_LENGTH)
    return scores, data_hash(demo()), len(demo())


def report() -> str:
    """The table of results.md."""
    rows = "| language | what | MB/s | articles/s | peak MB | times the full analysis |\n| --- | --- | --- | --- | --- | --- |\n"
    host = f"One core of the machine that wrote this, now {times_slower():.1f} times slower than the one the floors are set for"
    return f"\n{host}; the engine {ENGINE}.\n\n{rows}{chr(10).join(ROWS)}\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(*json.loads(sys.argv[2]))))
    else:
        main(
            Path(__file__).parent,
            ROOT / "seeds",
            measure,
            no_floor=("mb_s_", "times_", "exponent_"),
            quick=quick,
            report=report,
        )
