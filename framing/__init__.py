"""Whose words colour a news story: loaded language, attribution, stance and frames by voice, in English, Chinese, Vietnamese."""

from framing import scale
from framing.analyze import analyze
from framing.compare.contrasts import compare
from framing.compare.distinctive import distinctive_words
from framing.compare.records import Comparison, Contrast, Row
from framing.compare.wordrecords import DistinctiveWord, DistinctiveWords, WordPlan
from framing.errors import FramingError, InputError, LanguageError, LexiconError, UsageError
from framing.lexicon.overlay import Lexicon, read_lexicon
from framing.measure.source_mix import SourceMix, SourceShare, pool_mixes, source_mix
from framing.scale.frames import analyze_frame
from framing.scale.many import analyze_many
from framing.scale.settings import Settings
from framing.show import notebook as _notebook  # noqa: F401  # results show themselves
from framing.show import report
from framing.show.export import to_dict, to_frame
from framing.text.read import read_article, read_articles
from framing.types import (
    Analysis,
    Article,
    Attribution,
    FrameScore,
    LoadedTerm,
    Mention,
    Quotation,
    Span,
    StanceScore,
    Zone,
)

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Article",
    "Attribution",
    "Comparison",
    "Contrast",
    "DistinctiveWord",
    "DistinctiveWords",
    "FrameScore",
    "FramingError",
    "InputError",
    "LanguageError",
    "Lexicon",
    "LexiconError",
    "LoadedTerm",
    "Mention",
    "Quotation",
    "Row",
    "Settings",
    "SourceMix",
    "SourceShare",
    "Span",
    "StanceScore",
    "UsageError",
    "WordPlan",
    "Zone",
    "analyze",
    "analyze_frame",
    "analyze_many",
    "compare",
    "distinctive_words",
    "pool_mixes",
    "read_article",
    "read_articles",
    "read_lexicon",
    "report",
    "scale",
    "source_mix",
    "to_dict",
    "to_frame",
]


def __getattr__(name: str) -> object:
    """``framing.plots``, loaded when it is first asked for."""
    if name == "plots":
        from framing.show import plots

        return plots
    raise AttributeError(f"module 'framing' has no attribute {name!r}")
