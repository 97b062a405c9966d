"""Whose words colour a news story: loaded language, attribution, stance and frames by voice, in English, Chinese, Vietnamese."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import scale
    from framing.analyze import analyze
    from framing.compare.contrasts import compare
    from framing.compare.distinctive import distinctive_words
    from framing.compare.records import Comparison, Contrast, Row
    from framing.compare.robustness import Robustness, robustness
    from framing.compare.topic import TopicComparison, TopicContrast, topic_contrasts
    from framing.compare.wordrecords import DistinctiveWord, DistinctiveWords, WordPlan
    from framing.errors import FramingError, InputError, LanguageError, LexiconError, UsageError
    from framing.lexicon.overlay import Lexicon, read_lexicon
    from framing.measure.source_mix import SourceMix, SourceShare, pool_mixes, source_mix
    from framing.scale.frames import analyze_frame
    from framing.scale.many import analyze_many
    from framing.scale.settings import Settings
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
    "Robustness",
    "Row",
    "Settings",
    "SourceMix",
    "SourceShare",
    "Span",
    "StanceScore",
    "TopicComparison",
    "TopicContrast",
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
    "robustness",
    "scale",
    "source_mix",
    "to_dict",
    "to_frame",
    "topic_contrasts",
]

# The module of each public name: loaded when the name is first asked for, so that a command loads what it needs.
_WHERE = {
    "scale": "framing",
    "analyze": "framing.analyze",
    "compare": "framing.compare.contrasts",
    "distinctive_words": "framing.compare.distinctive",
    "Comparison": "framing.compare.records",
    "Contrast": "framing.compare.records",
    "Row": "framing.compare.records",
    "Robustness": "framing.compare.robustness",
    "robustness": "framing.compare.robustness",
    "TopicComparison": "framing.compare.topic",
    "TopicContrast": "framing.compare.topic",
    "topic_contrasts": "framing.compare.topic",
    "DistinctiveWord": "framing.compare.wordrecords",
    "DistinctiveWords": "framing.compare.wordrecords",
    "WordPlan": "framing.compare.wordrecords",
    "FramingError": "framing.errors",
    "InputError": "framing.errors",
    "LanguageError": "framing.errors",
    "LexiconError": "framing.errors",
    "UsageError": "framing.errors",
    "Lexicon": "framing.lexicon.overlay",
    "read_lexicon": "framing.lexicon.overlay",
    "SourceMix": "framing.measure.source_mix",
    "SourceShare": "framing.measure.source_mix",
    "pool_mixes": "framing.measure.source_mix",
    "source_mix": "framing.measure.source_mix",
    "analyze_frame": "framing.scale.frames",
    "analyze_many": "framing.scale.many",
    "Settings": "framing.scale.settings",
    "report": "framing.show",
    "to_dict": "framing.show.export",
    "to_frame": "framing.show.export",
    "read_article": "framing.text.read",
    "read_articles": "framing.text.read",
    "Analysis": "framing.types",
    "Article": "framing.types",
    "Attribution": "framing.types",
    "FrameScore": "framing.types",
    "LoadedTerm": "framing.types",
    "Mention": "framing.types",
    "Quotation": "framing.types",
    "Span": "framing.types",
    "StanceScore": "framing.types",
    "Zone": "framing.types",
    "plots": "framing.show",
}
_MODULES = frozenset({"plots", "report", "scale"})


def __getattr__(name: str) -> object:
    """A public name, from its module."""
    if name not in _WHERE:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    if name != "plots":
        import_module("framing.show.notebook")  # results show themselves
    where = f"{_WHERE[name]}.{name}" if name in _MODULES else _WHERE[name]
    module = import_module(where)
    value: Any = module if name in _MODULES else getattr(module, name)
    if (
        name == "compare"
    ):  # stands in the place of a package: `import framing.compare.statistics as s` finds what lies there
        value.__dict__ = vars(import_module("framing.compare"))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The package, in which ``analyze`` and ``compare`` are the functions, though modules have these names too."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _WHERE and name not in _MODULES):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
