"""The nouns: small frozen records that every room of the house passes on.

Offsets are Unicode code points into the raw text, end exclusive: ``raw[start:end]`` is what a reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from framing.errors import UsageError
from framing.records import quickly_made
from framing.span import Span as Span

ZoneKind = Literal["title", "byline", "summary", "heading", "body", "boilerplate"]
Voice = Literal["author", "paraphrase", "source"]
StanceVoice = Literal["author", "source"]
NarrativeRole = Literal["villain", "victim", "hero", ""]
AttributionKind = Literal["direct", "indirect", "mixed"]
SourceType = Literal["official", "expert", "business", "media", "organisation", "document", "citizen", "vague"]
CueStance = Literal[
    "neutral",
    "claim",
    "concede",
    "endorse",
    "stress",
    "believe",
    "expect",
    "accuse",
    "praise",
    "deny",
    "urge",
    "threaten",
]
Category = Literal[
    "sensational",
    "condemnation",
    "praise",
    "conflict_metaphor",
    "coercion",
    "labelling",
    "derision",
    "certainty",
    "scare_quotes",
    "doom",
]
Frame = Literal[
    "economic",
    "capacity_resources",
    "morality",
    "fairness_equality",
    "legality",
    "policy_prescription",
    "crime_punishment",
    "security_defense",
    "health_safety",
    "quality_of_life",
    "cultural_identity",
    "public_opinion",
    "political",
    "external_regulation_reputation",
    "other",
]

SentenceMark = Literal["", "exclamation", "question"]
Family = Literal["war", "disease", "disaster", "game", "family"]

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


@quickly_made
@dataclass(frozen=True, slots=True)
class Zone:
    """One non-blank line: what it is and which language it is in (``und`` where it has no words).

    ``line`` counts from 1; ``span`` leaves out the white space around the line.
    """

    line: int
    span: Span
    kind: ZoneKind
    language: str


@quickly_made
@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; ``inner`` is the same without the marks.

    ``closed`` is False where the closing mark is missing: the quotation then ends with its paragraph. ``continued`` is
    True where it carries on the unclosed one of the paragraph before, whose opening mark it repeats: one quotation.
    """

    span: Span
    inner: Span
    closed: bool
    continued: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is given a voice: source, cue and content (Pareti 2012; Newell et al. 2018).

    ``source`` is None where nobody is named (``据报道``, ``is expected to``); ``content`` may lie in several pieces.
    ``speaker`` is the canonical name of a named source, else empty. ``rule`` names the construction that found it.
    ``tokens`` counts the words of the content (Vietnamese: syllables), ``quoted_tokens`` those in quotation marks;
    ``stance`` is what the choice of the cue says of the claim, empty where there is no cue.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    source_type: SourceType
    speaker: str
    rule: str
    zone: ZoneKind = "body"
    tokens: int = 0
    quoted_tokens: int = 0
    stance: CueStance | Literal[""] = ""

    def __post_init__(self) -> None:
        if not self.content:
            raise UsageError("an attribution needs content")


@quickly_made
@dataclass(frozen=True, slots=True)
class LoadedTerm:
    """A loaded word or phrase: where it stands, what it does, whose words it is.

    ``strength`` is 1 mild, 2 clear, 3 extreme; ``concept`` joins the languages; ``neutral`` is a plainer wording;
    ``family`` is where a metaphor is taken from (empty where it is none). Of ``reviewed`` lines in which a person
    looked at this form, ``right`` were judged loaded; 0 of 0: unreviewed.

    ``negated`` and ``hedged``: it stands under a negation or a hedge (*this is not economic coercion*); it counts all
    the same, since the word was chosen. ``inserted``: it stands in a source's content, but no speaker would say it of
    his own side (``cái gọi là``, 所谓), so it is the outlet's insertion; its voice stays ``paraphrase``. ``mark`` says
    that its sentence exclaims or asks.
    """

    span: Span
    concept: str
    category: Category
    voice: Voice
    strength: int
    neutral: str
    zone: ZoneKind = "body"
    right: int = 0
    reviewed: int = 0
    family: Family | Literal[""] = ""
    negated: bool = False
    hedged: bool = False
    inserted: bool = False
    mark: SentenceMark = ""

    @property
    def precision(self) -> float | None:
        """The share of reviewed lines in which this form was loaded; None where no line was reviewed."""
        return self.right / self.reviewed if self.reviewed else None


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


@quickly_made
@dataclass(frozen=True, slots=True)
class Mention:
    """A named person, state or body in the text; ``name`` is its canonical English name.

    ``target`` is what a stance toward it is counted for: a ruling party or a government counts for its state.
    ``naming`` is the note of the lexicon where the choice of this form is itself telling (川普, 中共). ``within`` is the
    state that the name itself holds (Bank of China).
    """

    span: Span
    entity: str
    name: str
    type: str
    role: SourceType
    metonym: bool
    target: str
    naming: str = ""
    within: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class StanceScore:
    """For or against a target, in one voice: -2 strongly against … 2 strongly for, 0 no side found.

    ``evidence`` are the words that moved the value; a value without evidence is 0. ``role`` is the part that this
    evidence gives the target: who does harm (villain), who has it done to them (victim), who does good (hero).
    """

    target: str
    voice: StanceVoice
    value: int
    evidence: tuple[Span, ...]
    role: NarrativeRole = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class FrameScore:
    """A policy frame (Boydstun et al. 2014) with the share (0 to 1) of sentences that show it and its words."""

    frame: Frame
    share: float
    evidence: tuple[Span, ...]


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
