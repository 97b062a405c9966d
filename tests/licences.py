"""Which packages come with this one, and under which licences: docs/licences.md is written from what is installed.

python -m tests.licences            the table
python -m tests.licences --write    into docs/licences.md (with every extra installed: ``make licences``)
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
START, END = "<!-- licences: written by tests/licences.py -->", "<!-- /licences -->"
CORE = "core"
# What a user installs; the tools of developers are listed apart and come with nothing that is shipped.
TOOLS = ("benchmark", "browser", "docs", "fuzz", "dev")

# How licences are called in package metadata, and what they are. Longer names first where one holds another.
KINDS = {
    "permissive": (
        "MIT-CMU", "MIT", "Apache", "BSD", "0BSD", "ISC", "PSF", "Python Software Foundation", "Python-2.0", "Unlicense", "HPND",
        "Zlib", "CC0", "matplotlib", "Historical Permission Notice",
    ),
    "weak copyleft": ("LGPL", "Lesser General Public", "MPL", "Mozilla Public"),
    "strong copyleft": ("AGPL", "GPL", "General Public License"),
}  # fmt: skip
# Metadata that names no licence, in some version at least: the licence file was read.
READ_BY_HAND = {"ahocorasick-rs": "Apache-2.0", "atheris": "Apache-2.0", "types-tabulate": "Apache-2.0"}


def needed() -> dict[str, list[str]]:
    """Direct requirements as they stand in pyproject.toml, of the core and of each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {CORE: project["dependencies"], **project["optional-dependencies"]}


def installed(name: str) -> Distribution | None:
    """A package, where it is installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def closure(requirements: list[str]) -> dict[str, Distribution | None]:
    """All packages that these bring here, by canonical name; None where one is not installed."""
    found: dict[str, Distribution | None] = {}
    waiting = [(Requirement(line), "") for line in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        package = found.setdefault(name, installed(name))
        for wanted in ("", *requirement.extras):
            if package is not None and (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting += [(Requirement(line), wanted) for line in package.requires or ()]
    return found


def licence(package: Distribution) -> str:
    """What a package says of its licence, in a line."""
    about = package.metadata
    name = canonicalize_name(about["Name"])
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License :: OSI")
    ]
    if classified:
        return "; ".join(sorted(classified))
    lines = (about.get("License") or "").strip().splitlines()
    return lines[0].strip()[:60] if lines else ""


def kind(said: str) -> str:
    """``permissive``, ``weak copyleft`` or ``strong copyleft``; the mildest where one may choose; empty where unknown.

    >>> kind("MIT AND MPL-2.0"), kind("GPL-2.0-or-later OR MIT"), kind("GPLv3"), kind("All rights reserved")
    ('weak copyleft', 'permissive', 'strong copyleft', '')
    """
    choices = [_strictest(choice) for choice in re.split(r"\bOR\b|; |, | or ", said)]
    known = [name for name in KINDS if name in choices]
    return known[0] if known else ""


def _strictest(said: str) -> str:
    found = [_one(part) for part in re.split(r"\bAND\b", said)]
    return next((name for name in reversed(KINDS) if name in found), "")


def _one(said: str) -> str:
    for name in ("weak copyleft", "strong copyleft", "permissive"):
        if any(word.lower() in said.lower() for word in KINDS[name]):
            return name
    return ""


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Package, version, licence, kind, and what brings it: core first, then extras, then tools."""
    brought: dict[str, list[str]] = {}
    packages: dict[str, Distribution | None] = {}
    for part, requirements in needed().items():
        for name, package in closure(requirements).items():
            brought.setdefault(name, []).append(part)
            packages[name] = package
    for name in sorted(brought, key=lambda name: (CORE not in brought[name], set(brought[name]) <= set(TOOLS), name)):
        package = packages[name]
        by = CORE if CORE in brought[name] else ", ".join(brought[name])
        if package is None:
            yield name, "", "", "", by
        else:
            said = licence(package)
            yield name, package.version, said, kind(said), by


def table() -> str:
    """The rows as Markdown."""
    lines = ["| package | version | licence | kind | brought by |", "| --- | --- | --- | --- | --- |"]
    for name, version, said, of, by in rows():
        if not version:
            sys.exit(f"{name} ({by}) is not installed: make licences installs every extra")
        lines.append(f"| {name} | {version} | {said} | {of} | {by} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, or write it."""
    found = table()
    print(found)
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{START}\n{found}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
