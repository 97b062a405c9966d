"""How a run measures, in one record: what a worker is sent once, and what tells whether two results are of one kind."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.analyze import analyze, failed
from framing.data import code_sha256
from framing.errors import FramingError, InputError
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.text.languages import check_segmenter
from framing.types import Analysis, Article

DIED = "the process that measured it died: it may need more memory than there is"


@dataclass(frozen=True, slots=True)
class Settings:
    """What every article of a run is measured with. ``models`` are files of ``framing train``, or ``learned``.

    >>> Settings().record()["segmenter"], Settings(readability=True).digest == Settings().digest
    ('', False)
    """

    lexicon: Lexicon = BUILT_IN
    segmenter: str = ""
    readability: bool = False
    models: tuple[str, ...] = ()

    def check(self) -> Settings:
        """The same, where it can be used here. Errors: UsageError for a segmenter, InputError for a model file."""
        check_segmenter(self.segmenter)
        _predictors(_stamps(self.models))
        return self

    def record(self) -> dict[str, Any]:
        """Everything that the figures depend on besides the texts, as plain data."""
        version = self.lexicon.version
        return {
            "version": version.version,
            "code": code_sha256(),
            "lexicon": version.sha256,
            "overlays": [list(overlay) for overlay in version.overlays],
            "reviewed_only": version.reviewed_only,
            "segmenter": self.segmenter,
            "readability": self.readability,
            "models": [[Path(stamp[0]).name, _sha256(stamp)] for stamp in _stamps(self.models)],
        }

    @property
    def digest(self) -> str:
        """16 hexadecimal digits: equal where the same text gives the same figures."""
        return hashlib.sha256(json.dumps(self.record(), sort_keys=True).encode()).hexdigest()[:16]


BUILT_IN_SETTINGS = Settings()
"""The word lists that ship with the package, and nothing besides."""


def measure(item: Article | InputError, settings: Settings) -> Analysis:
    """The analysis of one article. It always comes: a fault of any kind is the reason in ``refused``.

    >>> measure(InputError("a.txt", "the file is empty", "give a file with text"), Settings()).refused
    'the file is empty (give a file with text)'
    """
    if isinstance(item, InputError):
        article = Article("", id=item.path, path=item.path)
        return failed(article, f"{item.reason} ({item.remedy})", settings.lexicon)
    try:
        analysis = analyze(
            item, lexicon=settings.lexicon, segmenter=settings.segmenter, readability=settings.readability
        )
        for predict in _predictors(_stamps(settings.models)):
            analysis = predict(analysis)
        return analysis
    except Exception as error:  # one article in a million must not end the run: its record says what went wrong
        reason = str(error) if isinstance(error, FramingError) else f"{type(error).__name__}: {error}"
        return failed(item, f"the analysis failed: {reason}", settings.lexicon)


Stamp = tuple[str, tuple[int, ...]]
"""What a user names as a model, with the times and sizes of its files: another where one was written again."""


def _stamps(names: tuple[str, ...]) -> tuple[Stamp, ...]:
    if not names:
        return ()
    # scikit-learn takes a second to import: only for those who ask for it.
    from framing.learn.shipped import model_files

    try:
        found = [(name, [path.stat() for path in model_files(name)]) for name in names]
    except OSError as error:
        raise InputError(str(error.filename), f"cannot be read: {error.strerror}", "give a model file") from None
    return tuple((name, tuple(n for file in files for n in (file.st_mtime_ns, file.st_size))) for name, files in found)


@cache
def _predictors(stamps: tuple[Stamp, ...]) -> tuple[Callable[[Analysis], Analysis], ...]:
    if not stamps:
        return ()
    from framing.learn.apply import with_predictions
    from framing.learn.shipped import models_named

    models = models_named(name for name, _ in stamps)
    return (lambda analysis: with_predictions(analysis, *models),)


@cache
def _sha256(stamp: Stamp) -> str:
    from framing.learn.shipped import model_files

    digest = hashlib.sha256()
    for path in model_files(stamp[0]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
