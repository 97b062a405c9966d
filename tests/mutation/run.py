"""Change the code at random places, one at a time, and count how many changes the tests notice: the mutation score.

    python -m tests.mutation.run                  both samples, as docs/quality.md has them
    python -m tests.mutation.run measure --sample 40 --seed 3
    python -m tests.mutation.run --write          and write the table into docs/quality.md

A mutant is one operator of cosmic-ray at one place (``mutants.py``). It lives in a forked process only, where the changed
text is imported in place of the module's own: no file is changed, so nobody else sees it.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "quality.md"
START, END = "<!-- mutation: written by tests/mutation/run.py -->", "<!-- /mutation -->"
SECONDS = 120
"""A mutant whose tests are not done by then hangs, which is noticed."""
# Imported once, before the forks: nothing that knows the mutated code may be shared between mutants.
SHARED = (
    "ahocorasick_rs",
    "hypothesis",
    "jinja2",
    "nltk",
    "numpy",
    "opencc",
    "pytest",
    "rjieba",
    "scipy.stats",
    "tests.conftest",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the code, how many of its mutants are tried, and the tests that know it, the quickest first."""

    modules: str
    sample: int
    tests: tuple[str, ...]
    below: tuple[str, ...] = ()


PARTS = {
    "statistics": Part(
        "framing/compare/statistics.py",
        250,
        (
            "{module}",
            "tests/test_statistics_formulas.py",
            "tests/test_statistics.py",
            "tests/test_inference.py",
        ),
    ),
    "measure": Part(
        "framing/measure/*.py",
        200,
        (
            "{module}",
            "tests/test_cases.py",
            "tests/test_measure_edges.py",
            "tests/test_lexicon.py",
            "tests/test_cue_stance.py",
            "tests/test_source_mix.py",
            "tests/test_invariants.py",
        ),
        ("framing.lexicon.overlay", "framing.lexicon.patterns", "framing.text.read"),
    ),
}  # fmt: skip


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another text; all else is found as ever. Also a plugin of pytest, as it must come before pytest's own."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = mutant.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        self.path, self.text = str(ROOT / mutant.path), mutant.source()

    def pytest_configure(self) -> None:
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, self.path, "exec"), module.__dict__)

    def get_source(self, name: str) -> str:
        return self.text


def outcome(mutant: Mutant | None, tests: Sequence[str]) -> str:
    """``killed``, ``survived`` or ``hangs``: what the tests say of the change, or of none."""
    child = os.fork()
    if child == 0:
        os._exit(_judge(mutant, tests))
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hangs"


def _judge(mutant: Mutant | None, tests: Sequence[str]) -> int:
    """In the fork: run the tests on the change; 0 where all pass."""
    import hypothesis
    import pytest

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        plugins = [] if mutant is None else [_Changed(mutant)]
        hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
        hypothesis.settings.load_profile("mutation")
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=plugins))
    except BaseException:
        return 1


def _warm(part: Part) -> None:
    """Import and use what lies below the mutated code, once for all forks: it cannot know that code."""
    for name in part.below:
        importlib.import_module(name)
    if part.below:
        from framing.text.document import read_document
        from framing.types import Article
        from tests.strategies import SENTENCES

        for sentences in SENTENCES.values():
            read_document(Article("\n\n".join(sentences)))
    assert not any(name.startswith("framing.measure") for name in sys.modules)


def tests_of(part: Part, path: str) -> list[str]:
    """The tests of a part that are there, those of the module's own docstrings first."""
    named = (test.format(module=path) for test in part.tests)
    return [test for test in named if (ROOT / test).exists()]


def try_part(name: str, sample: int, seed: int, log: Path | None) -> Counter[str]:
    """The outcomes of a sample of a part's mutants; each is printed as it comes."""
    part = PARTS[name]
    every = [mutant for path in sorted(ROOT.glob(part.modules)) for mutant in mutants(str(path.relative_to(ROOT)))]
    chosen = random.Random(seed).sample(every, min(sample, len(every)))
    print(f"{name}: {len(chosen)} of {len(every)} mutants, seed {seed}", flush=True)
    _warm(part)
    paths = sorted({mutant.path for mutant in chosen})
    if outcome(None, [*paths, *tests_of(part, paths[0])[1:]]) != "survived":
        sys.exit(f"{name}: the tests fail on the code as it is; mend that first")
    found: Counter[str] = Counter(every=len(every))
    for mutant in chosen:
        came_out = outcome(mutant, tests_of(part, mutant.path))
        found[came_out] += 1
        line = f"{came_out} {mutant.path}:{mutant.line}:{mutant.column} {mutant.operator} {mutant.occurrence}"
        print(line, flush=True)
        if log is not None:
            with log.open("a", encoding="utf-8") as lines:
                lines.write(
                    json.dumps([name, came_out, mutant.path, mutant.line, mutant.operator, mutant.occurrence]) + "\n"
                )
    return found


def row(name: str, found: Counter[str], seed: int) -> str:
    """A line of the table: the score with its interval (Wilson, 95 %)."""
    from scipy.stats import binomtest

    tried = found["killed"] + found["hangs"] + found["survived"]
    noticed = found["killed"] + found["hangs"]
    low, high = binomtest(noticed, tried).proportion_ci(0.95, method="wilson")
    return (
        f"| `{PARTS[name].modules}` | {found['every']:,} | {tried} (seed {seed}) | {noticed} | {found['survived']} "
        f"| {noticed / tried:.1%} | {low:.1%} to {high:.1%} |"
    ).replace("%", " %")


def main() -> int:
    """Try what is asked and print the table."""
    parser = argparse.ArgumentParser(description="how many changes of the code the tests notice")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; both without a name")
    parser.add_argument("--sample", type=int, help="mutants of each part; as many as the page says without it")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--log", type=Path, help="a file to which each outcome is added")
    parser.add_argument("--write", action="store_true", help="write the table into docs/quality.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    os.chdir(ROOT)
    for name in SHARED:
        importlib.import_module(name)
    rows = [
        "| code | mutants | tried | noticed | not noticed | score | 95 % interval |",
        "| --- | --: | --: | --: | --: | --: | --- |",
    ]
    for name in options.parts or PARTS:
        found = try_part(name, options.sample or PARTS[name].sample, options.seed, options.log)
        rows.append(row(name, found, options.seed))
        print(rows[-1], flush=True)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{START}\n" + "\n".join(rows) + f"\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
