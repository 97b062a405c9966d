"""Change the code at random places, one at a time, and count how many changes the tests notice: the mutation score.

    python -m tests.mutation.run                  both samples, as docs/quality.md has them
    python -m tests.mutation.run measure --sample 40 --seed 3
    python -m tests.mutation.run --write          and write the table into docs/quality.md

A mutant is one operator of cosmic-ray at one place (``mutants.py``). It lives in a process of its own, forked when all tests
are collected and have passed once: a change inside a function is made in place (``patching.py``), one outside is imported in
place of the module's own text, from the start. No file is changed, so nobody else sees it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from importlib.machinery import ModuleSpec
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.patching import inside_a_function, patch

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "quality.md"
START, END = "<!-- mutation: written by tests/mutation/run.py -->", "<!-- /mutation -->"
HEAD = (
    "| code | mutants | tried | noticed | not noticed | mutation score | 95 % interval |",
    "| --- | --: | --: | --: | --: | --: | --- |",
)
SECONDS = 120
"""Of the processor; a mutant whose tests take longer hangs, which is noticed."""
_NOT_PATCHED = 70
_OPTIONS = ("-q", "-s", "-p", "no:cacheprovider", "-W", "ignore")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the code, how many of its mutants are tried, and the tests that know it, the quickest first."""

    modules: str
    sample: int
    seed: int
    tests: tuple[str, ...]

    def paths(self) -> list[str]:
        """Its modules, as paths from the root."""
        return [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob(self.modules))]


PARTS = {
    "statistics": Part(
        "framing/compare/statistics.py",
        250,
        11,
        ("tests/test_statistics_formulas.py", "tests/test_statistics.py", "tests/test_inference.py"),
    ),
    "measure": Part(
        "framing/measure/*.py",
        120,
        29,
        (
            "tests/test_measure_rules.py",
            "tests/test_cases.py",
            "tests/test_source_mix.py",
            "tests/test_cue_stance.py",
            "tests/test_lexicon.py",
            "tests/test_compare.py",
        ),
    ),
}


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another text; all else is found as ever. A plugin of pytest, as it must come before pytest's own."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.path, self.text = mutant.module, str(ROOT / mutant.path), mutant.source()

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


class Trial:
    """A plugin of pytest: when all tests are collected, it tries each mutant on them in the place of a test run."""

    def __init__(self, part: Part, chosen: Sequence[Mutant], log: Path | None) -> None:
        self.part, self.chosen, self.log = part, chosen, log
        self.found: Counter[str] = Counter()
        self._noticed_by: Counter[str] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed or _first_failure(session, _apart(session)[1]) is not None:
            pytest.exit("the tests fail on the code as it is; mend that first", 2)
        if (noticed := self._in_place(session, None)) != "survived":
            pytest.exit(f"the code as it is would be {noticed} a second time: a test remembers what ran before", 2)
        for mutant in self.chosen:
            text = (ROOT / mutant.path).read_text(encoding="utf-8")
            came_out = self._in_place(session, mutant) if inside_a_function(mutant, text) else self._anew(mutant)
            self.found[came_out] += 1
            print(
                came_out, f"{mutant.path}:{mutant.line}:{mutant.column}", mutant.operator, mutant.occurrence, flush=True
            )
            if self.log is not None:
                with self.log.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps([came_out, *astuple(mutant)]) + "\n")
        return True

    def _in_place(self, session: pytest.Session, mutant: Mutant | None) -> str:
        """In a fork: the module's docstrings first, then the tests in the order in which they noticed others."""
        examples, others = _apart(session)
        own = [item for item in examples if mutant is None or item.nodeid.startswith(mutant.path)]
        items = [*own, *sorted(others, key=lambda item: -self._noticed_by[item.nodeid])]
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            os._exit(_judge(session, mutant, items, writer))
        os.close(writer)
        with os.fdopen(reader) as noticed:
            self._noticed_by.update(filter(None, [noticed.read()]))
        _, status = os.waitpid(child, 0)
        return _said(os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))

    def _anew(self, mutant: Mutant) -> str:
        """In a new process: the module is imported with the change."""
        named = json.dumps([self.part.modules, *astuple(mutant)])
        command = [sys.executable, "-m", "tests.mutation.run", "--one", named]
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return _said(abs(run.returncode))


def _apart(session: pytest.Session) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The examples of docstrings, which can run but once in a process, and the other tests."""
    examples = [item for item in session.items if item.nodeid.startswith("framing/")]
    return examples, [item for item in session.items if item not in examples]


def _judge(session: pytest.Session, mutant: Mutant | None, items: Sequence[pytest.Item], writer: int) -> int:
    """In the fork: 0 where no test notices the change, else 1, and the test's name goes into the pipe."""
    try:
        if mutant is not None:
            patch(mutant)
    except Exception as error:
        print(f"not patched: {error!r}", file=sys.stderr, flush=True)
        return _NOT_PATCHED
    _quiet()
    try:
        noticed = _first_failure(session, items)
    except BaseException:
        return 1
    if noticed is not None:
        os.write(writer, noticed.encode())
    return int(noticed is not None)


def _first_failure(session: pytest.Session, items: Sequence[pytest.Item]) -> str | None:
    """The first test that fails, by its name."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return item.nodeid
    return None


def _quiet() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _said(code: int) -> str:
    if code == _NOT_PATCHED:
        pytest.exit("a mutant could not be made", 2)
    return {0: "survived", signal.SIGXCPU: "hangs"}.get(code, "killed")


def _hypothesis() -> None:
    """The same examples each time."""
    import hypothesis

    import tests.conftest  # noqa: F401  its profile and cache come first

    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("mutation")


def _tests(part: Part) -> list[str]:
    return [*part.paths(), *(test for test in part.tests if (ROOT / test).exists())]


def try_part(name: str, sample: int, seed: int, log: Path | None) -> tuple[int, Counter[str]]:
    """How many mutants a part has, and the outcomes of a sample of them; each is printed as it comes."""
    part = PARTS[name]
    every = [mutant for path in part.paths() for mutant in mutants(path)]
    drawn = random.Random(seed).sample(every, len(every))
    chosen = list(islice(filter(Mutant.possible, drawn), sample))
    print(f"{name}: {len(chosen)} of {len(every)} mutants, seed {seed}, code {code_hash(part)}", flush=True)
    trial = Trial(part, chosen, log)
    if pytest.main([*_OPTIONS, *_tests(part)], plugins=[trial]) != 0:
        sys.exit(f"{name}: not tried")
    return len(every), trial.found


def try_one(named: str) -> int:
    """One mutant from the start; 0 where no test notices it."""
    modules, *fields = json.loads(named)
    part = next(part for part in PARTS.values() if part.modules == modules)
    mutant = Mutant(*fields)
    _quiet()
    tests = [mutant.path, *(test for test in _tests(part) if not test.startswith("framing/"))]
    return int(pytest.main(["-x", *_OPTIONS, *tests], plugins=[_Changed(mutant)]))


def code_hash(part: Part) -> str:
    """Eight digits over the code that was mutated."""
    return hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in part.paths())).hexdigest()[:8]


def row(name: str, every: int, found: Counter[str], seed: int) -> str:
    """A line of the table: the score with its interval (Wilson, 95 %)."""
    from scipy.stats import binomtest

    tried, noticed = found.total(), found["killed"] + found["hangs"]
    low, high = binomtest(noticed, tried).proportion_ci(0.95, method="wilson")
    score = f"{noticed / tried:.1%} | {low:.1%} to {high:.1%}".replace("%", " %")
    part = PARTS[name]
    return (
        f"| `{part.modules}` ({code_hash(part)}) | {every:,} | {tried} (seed {seed}) | {noticed} | {found['survived']} "
        f"| {score} |"
    )


def main() -> int:
    """Try what is asked and print the table."""
    parser = argparse.ArgumentParser(description="how many changes of the code the tests notice")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; both without a name")
    parser.add_argument("--sample", type=int, help="mutants of each part; as many as the page says without it")
    parser.add_argument("--seed", type=int, help="of the sample; the one of the page without it")
    parser.add_argument("--log", type=Path, help="a file to which each outcome is added")
    parser.add_argument("--write", action="store_true", help="write what was tried into the table of docs/quality.md")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    os.chdir(ROOT)
    _hypothesis()
    if options.one:
        return try_one(options.one)
    rows: dict[str, str] = {}
    for name in options.parts or PARTS:
        seed = PARTS[name].seed if options.seed is None else options.seed
        every, found = try_part(name, options.sample or PARTS[name].sample, seed, options.log)
        rows[name] = row(name, every, found, seed)
        print(rows[name], flush=True)
    if options.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), rows), encoding="utf-8")
    return 0


def written(page: str, rows: Mapping[str, str]) -> str:
    """The page with new rows; those of parts that were not tried stay."""
    before, rest = page.split(START)
    table, after = rest.split(END)
    kept = {name: line for name, part in PARTS.items() for line in table.split("\n") if f"`{part.modules}`" in line}
    lines = [*HEAD, *(line for name in PARTS if (line := rows.get(name) or kept.get(name)))]
    return f"{before}{START}\n" + "\n".join(lines) + f"\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
