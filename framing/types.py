"""The nouns: small frozen records that every room of the house passes on.

Offsets are Unicode code points into the raw text, end exclusive: ``raw[start:end]`` is what a reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from framing.errors import UsageError
from framing.found import Attribution as Attribution
from framing.found import AttributionKind as AttributionKind
from framing.found import Category as Category
from framing.found import CueStance as CueStance
from framing.found import Family as Family
from framing.found import Frame as Frame
from framing.found import FrameScore as FrameScore
from framing.found import LoadedTerm as LoadedTerm
from framing.found import Mention as Mention
from framing.found import NarrativeRole as NarrativeRole
from framing.found import Quotation as Quotation
from framing.found import SentenceMark as SentenceMark
from framing.found import SourceType as SourceType
from framing.found import StanceScore as StanceScore
from framing.found import StanceVoice as StanceVoice
from framing.found import Voice as Voice
from framing.found import Zone as Zone
from framing.found import ZoneKind as ZoneKind
from framing.records import quickly_made
from framing.span import Span as Span

ZONE_KINDS: tuple[str, ...] = get_args(ZoneKind)
VOICES: tuple[Voice, ...] = get_args(Voice)
CATEGORIES: tuple[str, ...] = get_args(Category)
FAMILIES: tuple[str, ...] = get_args(Family)
FRAMES: tuple[str, ...] = get_args(Frame)
SOURCE_TYPES: tuple[str, ...] = get_args(SourceType)
CUE_STANCES: tuple[CueStance, ...] = get_args(CueStance)

ARTICLE_ZONES = frozenset({"title", "heading", "body"})
"""The zones that are the article's own text; scores are computed on these."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it was found, never edited, with what is known about it.

    ``outlet``, ``date`` (ISO), ``title``, ``event``, ``author``, ``country``, ``genre`` and ``language`` (BCP 47) are empty
    where unknown; ``notes`` records what the reader noticed about the file (an encoding, a declared label).

    ``language`` is a choice for what the text does not tell: lines too short to know, Chinese that is written the same in
    both scripts. Everything else is in the language that it reads as; where that is not the chosen one, the analysis
    goes by the text and says so in a note.
    """

    text: str
    id: str = ""
    outlet: str = ""
    date: str = ""
    language: str = ""
    title: str = ""
    event: str = ""
    path: str = ""
    notes: tuple[str, ...] = ()
    author: str = ""
    country: str = ""
    genre: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise UsageError(f"an article's text is a str, got {type(self.text).__name__}")


@dataclass(frozen=True, slots=True)
class LoadedRates:
    """Loaded terms per 1,000 tokens, twice: with everything counted, and with the author's own words only.

    ``everything`` divides by all tokens of the article's own zones, ``author`` by those outside attributed content;
    None where there are no such tokens. ``difference`` is what a count that ignores voices adds to the outlet's bill.

    >>> LoadedRates(12.0, 4.5).difference
    7.5
    """

    everything: float | None
    author: float | None

    @property
    def difference(self) -> float | None:
        """``everything`` minus ``author``; None where one of them is."""
        return None if self.everything is None or self.author is None else self.everything - self.author


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a trained model says of one stretch of the text: the ``value`` of its ``label``, with its probability.

    ``evidence`` are the words that weighed most, where the model can tell; ``model`` is its name. ``target`` is whom the
    value is said of, empty where it is of the stretch itself. ``sha256`` is of the model's file, its first 16 digits.
    """

    model: str
    label: str
    span: Span
    value: str
    probability: float
    evidence: tuple[Span, ...] = ()
    target: str = ""
    sha256: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LexiconVersion:
    """Which word lists an analysis was made with, so that it can be made again.

    ``sha256`` is of all built-in files, its first 16 digits; ``overlays`` are the names and hashes of the files laid
    over them, in order. ``reviewed_only``: forms that nobody has reviewed were left out.

    >>> print(LexiconVersion("1.0", "3f2a", (("mine.toml", "9c1d"),)))
    1.0 (3f2a) + mine.toml (9c1d)
    """

    version: str = ""
    sha256: str = ""
    overlays: tuple[tuple[str, str], ...] = ()
    reviewed_only: bool = False

    def __str__(self) -> str:
        names = " + ".join(f"{name} ({digits})" for name, digits in ((self.version, self.sha256), *self.overlays))
        return f"{names}, reviewed forms only" if self.reviewed_only else names


@quickly_made
@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything measured of one article. Every score shows the spans it came from.

    ``refused`` is the reason why no score is given (a language that is not covered), else empty; zones are always there.
    ``readability`` is filled only when asked for. ``tokens`` counts words (Vietnamese: syllables) of title, headings
    and body by voice; their sum is ``n_tokens``, and ``token_unit`` names what was counted. ``predictions`` are of
    trained models, where any was asked.
    """

    article: Article
    language: str
    zones: tuple[Zone, ...]
    n_sentences: int
    tokens: dict[Voice, int]
    attributions: tuple[Attribution, ...]
    loaded: tuple[LoadedTerm, ...]
    mentions: tuple[Mention, ...]
    stance: tuple[StanceScore, ...]
    frames: tuple[FrameScore, ...]
    readability: dict[str, float]
    notes: tuple[str, ...] = ()
    refused: str = ""
    lexicon: LexiconVersion = LexiconVersion()
    predictions: tuple[Prediction, ...] = ()
    token_unit: str = ""

    @property
    def n_tokens(self) -> int:
        """Words of the article's own zones, all voices together."""
        return sum(self.tokens.values())

    @property
    def loaded_rates(self) -> LoadedRates:
        """Loaded terms per 1,000 tokens of title, headings and body: everything counted, and the author's own words."""
        own = [term.voice for term in self.loaded if term.zone in ARTICLE_ZONES]
        authored = self.tokens.get("author", 0)
        return LoadedRates(
            1000 * len(own) / self.n_tokens if self.n_tokens else None,
            1000 * own.count("author") / authored if authored else None,
        )

    @property
    def primary_frame(self) -> str:
        """The frame with the largest share; empty where no frame was found."""
        return self.frames[0].frame if self.frames else ""
