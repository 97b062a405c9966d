"""Floors and results, the same for every benchmark: a score may not fall, and a floor may not be lowered in silence."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import sys
import time
import tomllib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
# What is measured is the checkout that the benchmark lies in, as plain Python; FRAMING_ENGINE=installed: the package that is
# installed, which a wheel's C compiler made quicker.
if os.environ.get("FRAMING_ENGINE") != "installed":
    sys.path.insert(0, str(ROOT))
SHARED = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared"))
DATA = Path(os.environ.get("FRAMING_DATA", SHARED / "data"))
# A score this far below its floor is rounding, not a loss.
SLACK = 0.0005
# Said and written beside the scores, but no floor: it is the machine's as much as the code's.
SPEED = "mb_per_s"
SPACY = os.environ.get("FRAMING_SPACY", "en_core_web_sm")
"""The package of spaCy's small English pipeline, which has other names at the package index."""


Measure = Callable[[], tuple[Mapping[str, float], str, int]]


# Processor seconds of the loop below on the machine whose speed the floors and limits of time are set for.
_USUAL = 0.065


def times_slower() -> float:
    """How many times slower than the machine of the floors this one is now, 1 where it is not: what a floor of speed allows for.

    The same machine can be three times slower on another day, with other work on its host: a floor in MB a second would then
    tell of the host alone. The figures themselves are printed as they are.
    """
    taken = []
    for _ in range(5):
        start = time.process_time()
        sum(i * i for i in range(10**6))
        taken.append(time.process_time() - start)
    return max(1.0, min(taken) / _USUAL)


def load_module(path: Path) -> ModuleType:
    """A scorer that is a script, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data_hash(paths: list[Path]) -> str:
    """One hash over the contents of files, so that a floor is known to speak of the same data."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def main(
    folder: Path,
    needs: Path,
    measure: Measure,
    peers: Callable[[], Mapping[str, Mapping[str, float]]] | None = None,
    *,
    no_floor: Collection[str] = (),
    on_update: Callable[[], None] | None = None,
    quick: Measure | None = None,
    report: Callable[[], str] | None = None,
    slack: float = SLACK,
    page: str = "",
) -> None:
    """Run a benchmark: print its scores; ``--check`` them against floors.toml; ``--update`` floors and results.md.

    ``measure`` gives scores by name, the hash of its data and the number of articles. ``peers`` gives the same scores of
    what the project is compared with; ``--peers`` writes them to peers.toml, and they stand beside in results.md. Names
    that begin with one of ``no_floor`` are printed and written and have no floor. ``on_update`` writes what else follows
    from the data. ``quick`` measures less in less time, for ``--quick``; ``report`` gives what results.md says besides.
    ``slack``: a score this far below its floor is still at it. ``page``: where the data is to be had.
    """
    parser = argparse.ArgumentParser(description=f"benchmark {folder.name}")
    parser.add_argument("--check", action="store_true", help="fail below a floor or on other data")
    parser.add_argument("--update", action="store_true", help="raise the floors to these scores and write results.md")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    parser.add_argument("--peers", action="store_true", help="score what this is compared with, where it has peers")
    parser.add_argument("--quick", action="store_true", help="measure less, where the benchmark can")
    options = parser.parse_args()
    if options.quick and options.update:
        parser.error("--quick measures too little to update floors")
    if not needs.exists():
        where = f"; get it from {page}" if page else ""
        print(f"{folder.name}: skipped: its data is not here ({needs}); set FRAMING_SHARED or FRAMING_DATA{where}")
        return
    if options.peers:
        _write_peers(folder, peers() if peers is not None else {})
        return
    start = time.perf_counter()
    short = quick if options.quick else None
    scores, data, articles = (short or measure)()
    seconds = time.perf_counter() - start
    pinned = tomllib.loads((folder / "floors.toml").read_text()) if (folder / "floors.toml").exists() else {}
    for name, score in scores.items():
        floor = pinned.get("floors", {}).get(name)
        print(f"{folder.name:12s} {name:24s} {score:7.3f}  {'no floor' if floor is None else f'floor {floor:.3f}'}")
    problems = _problems(pinned, scores, data, articles, slack, whole=short is None)
    if options.update:
        more = report() if report is not None else ""
        held = {name: score for name, score in scores.items() if not name.startswith(tuple(no_floor))}
        _update(folder, pinned, scores, held, data, articles, seconds, slack, more, allow=options.allow_regression)
        if on_update is not None:
            on_update()
    elif options.check and problems:
        sys.exit("\n".join(f"{folder.name}: {problem}" for problem in problems))


def processor_time() -> float:
    """Seconds that this process and its workers have computed; nan where /proc is not there."""
    return _over_workers("stat", lambda text: sum(map(int, text.rsplit(")", 1)[1].split()[11:15]))) / 100


def peak_memory() -> float:
    """The most memory this process and each of its workers have held, added up, in GB; nan where /proc is not there."""
    return _over_workers("status", lambda text: int(text.partition("VmHWM:")[2].split()[0])) / 2**20


def _over_workers(name: str, number: Callable[[str], int]) -> float:
    """A number of this process and all that it started, from their files in /proc, added up."""
    pids, total = [os.getpid()], 0
    for pid in pids:
        folder = Path("/proc") / str(pid)
        try:
            total += number((folder / name).read_text())
            for task in (folder / "task").iterdir():
                pids += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, IndexError):
            if pid == os.getpid():
                return float("nan")  # a worker may have ended meanwhile, this process has not
    return float(total)


def _problems(
    pinned: Mapping[str, object], scores: Mapping[str, float], data: str, articles: int, slack: float, *, whole: bool
) -> list[str]:
    if not pinned:
        return ["no floors.toml (run with --update)"] if whole else []
    floors = pinned["floors"]
    assert isinstance(floors, dict)
    found = [
        f"{name} {scores.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.items()
        if (whole or name in scores) and scores.get(name, 0.0) < floor - slack
    ]
    if (pinned["data"], pinned["articles"]) != (data, articles):
        found.append(f"other data: {articles} articles, hash {data}; pinned {pinned['articles']}, {pinned['data']}")
    return found


def _update(
    folder: Path, pinned: Mapping[str, object], scores: Mapping[str, float], held: Mapping[str, float], data: str, articles: int,
    seconds: float, slack: float, more: str, *, allow: bool,
) -> None:  # fmt: skip
    old = pinned.get("floors", {})
    assert isinstance(old, dict)
    lower = [name for name, floor in old.items() if scores.get(name, 0.0) < floor - slack]
    if lower and not allow:
        sys.exit(f"{folder.name}: {', '.join(lower)} would fall; say --allow-regression and why in the commit")
    lines = [
        f'data = "{data}"',
        f"articles = {articles}",
        "",
        "[floors]",
        *(f'"{n}" = {s:.4f}' if set(n) & set(" :") else f"{n} = {s:.4f}" for n, s in held.items() if n != SPEED),
    ]
    (folder / "floors.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = f"# {folder.name}\n\nWritten by `run.py --update`. {articles} articles, data {data}, {seconds:.1f} s.\n\n"
    (folder / "results.md").write_text(head + _table(scores, _peers(folder)) + more, encoding="utf-8")


def _table(scores: Mapping[str, float], peers: Mapping[str, Mapping[str, float]]) -> str:
    columns = {"score" if not peers else "this project": scores} | peers
    rows = [f"| measure | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for name in scores:
        cells = (f"{column[name]:.3f}" if name in column else "–" for column in columns.values())
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _peers(folder: Path) -> dict[str, dict[str, float]]:
    path = folder / "peers.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write_peers(folder: Path, peers: Mapping[str, Mapping[str, float]]) -> None:
    if not peers:
        sys.exit(f"{folder.name}: it has no peers")
    lines: list[str] = []
    for name, scores in peers.items():
        print(f"{folder.name:12s} {name}: {', '.join(f'{n} {s:.3f}' for n, s in scores.items())}")
        lines += [f'["{name}"]', *(f"{n} = {s:.4f}" for n, s in scores.items()), ""]
    (folder / "peers.toml").write_text("\n".join(lines), encoding="utf-8")
