"""Where the package's knowledge lies: the lexicons and the seed corpus, in a wheel or in a checkout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.notes import Note
from framing.stored import stored

PACKAGE = Path(__file__).parent


@cache
def data_root(kind: str) -> Path:
    """The folder of ``lexicons``, ``seeds`` or ``models``: shipped inside the wheel, else beside the package in a checkout."""
    for root in (PACKAGE / kind, PACKAGE.parent / kind):
        if root.is_dir():
            return root
    raise LexiconError((f"{kind}: the folder is not installed (reinstall framing-analysis)",))


def checkout_lexicons() -> Path | None:
    """The lexicons folder beside the package, to be edited; None where the package is installed from a wheel."""
    beside = PACKAGE.parent / "lexicons"
    return beside if beside.is_dir() and not (PACKAGE / "lexicons").is_dir() else None


@cache
def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; a fault of syntax becomes one line with the file's name."""
    if not is_built_in(path):
        return _parse_toml(path)
    tables: dict[str, Any] = stored(f"toml-{path.stem}", (path,), lambda: _parse_toml(path))
    return tables


def is_built_in(path: Path) -> bool:
    """Whether a file is one of the package's lexicons: of these alone something is kept in the cache folder."""
    return path.is_relative_to(PACKAGE / "lexicons") or path.is_relative_to(PACKAGE.parent / "lexicons")


def _parse_toml(path: Path) -> dict[str, Any]:
    import tomllib  # slow to import, and seldom needed where its results are stored

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError((f"{path.name}: not valid TOML: {error}",)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError((f"{path}: cannot be read: {error}",)) from error


@cache
def package_version() -> str:
    """The version of the installed package; ``unknown`` in a checkout that is not installed."""
    try:
        return version("framing-analysis")
    except PackageNotFoundError:
        return "unknown"


@cache
def lexicons_sha256() -> str:
    """One hash over the names and contents of all built-in lexicon files, its first 16 hexadecimal digits."""
    root, digest = data_root("lexicons"), hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def code_sha256() -> str:
    """One hash over the package's own code, its first 16 digits: two checkouts of one version may differ."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def validation(language: str) -> Mapping[str, Note]:
    """What each measure was checked on in a language (BCP 47 tag): the code is ``validated`` or ``not_validated``.

    >>> str(validation("vi")["loaded"])[:37], validation("fr")
    ('2 articles labelled with the codebook', {})
    """
    known = read_toml(data_root("lexicons") / "validation.toml")
    return {measure: _validation(record, known["checks"]) for measure, record in known.get(language, {}).items()}


def _validation(record: Mapping[str, Any], sentences: Mapping[str, Sequence[str]]) -> Note:
    checks = tuple(_check(dict(check), sentences) for check in record.get("checks", ()))
    if record.get("validated", True):
        return Note("validated", "{checks:; }", checks=checks)
    if not checks:
        return Note("never_checked", "not validated: nothing was labelled yet")
    return Note("not_validated", "not validated: {checks:; }", checks=checks)


def _check(figures: dict[str, Any], sentences: Mapping[str, Sequence[str]]) -> Note:
    name = figures.pop("check")
    return Note(f"check_{name}", sentences[name][figures["n"] != 1], **figures)


@cache
def validation_notes(language: str) -> tuple[Note, ...]:
    """Which measures are not validated in a language (BCP 47 tag), one note each."""
    return tuple(
        Note("unchecked", "{measure}: {checked}", measure=measure, checked=checked)
        for measure, checked in validation(language).items()
        if checked.code != "validated"
    )
