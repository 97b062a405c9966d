"""What comes with this package may be used with it: no dependency asks more of its users than the package itself does."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.licences import CORE, PAGE, closure, kind, licence, needed

_ROW = re.compile(r"^\| ([\w.-]+) \| [\w.+!-]*\d[\w.+!-]* \| [^|]+ \| ([^|]*) \|", re.MULTILINE)
LISTED = dict(_ROW.findall(PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("part", needed())
def test_every_licence_that_is_here_is_known_and_compatible(part: str) -> None:
    for name, package in closure(needed()[part]).items():
        if package is None:
            assert part != CORE, f"{name} is not installed"
            continue
        assert kind(licence(package)) in ("permissive", "weak copyleft"), f"{name}: {licence(package)!r}"


def test_the_page_lists_every_dependency_and_none_that_is_incompatible() -> None:
    direct = {canonicalize_name(Requirement(line).name) for lines in needed().values() for line in lines}
    assert direct <= set(LISTED), f"not in docs/licences.md: {sorted(direct - set(LISTED))} (make licences)"
    assert set(LISTED.values()) == {"permissive", "weak copyleft"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("MIT", "permissive"),
        ("BSD-3-Clause AND MIT AND Zlib", "permissive"),
        ("MPL-2.0 AND MIT", "weak copyleft"),
        ("MIT AND GPL-3.0", "strong copyleft"),
        ("GNU General Public License v3 (GPLv3)", "strong copyleft"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "weak copyleft"),
        ("GNU Affero General Public License v3", "strong copyleft"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "weak copyleft"),
        ("GPL-2.0-or-later OR MIT", "permissive"),
        ("Proprietary", ""),
        ("", ""),
    ],
)
def test_kinds_of_licences(said: str, expected: str) -> None:
    assert kind(said) == expected
