"""Tasks of Label Studio: an article to a task, with or without the library's marks, and a coded task to codings.

Label Studio (Apache-2.0, labelstud.io) runs on the coder's own machine. Several results with one ``id`` are one region:
its label, and the choices made for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from framing.compare.codings import LAYERS, CodedAttribution, CodedTerm, Coding, Layer, only_layers, text_sha256
from framing.compare.placing import find_article, known, place
from framing.errors import InputError
from framing.types import CATEGORIES, FRAMES, SOURCE_TYPES, VOICES, Article, AttributionKind, Span

_KINDS: tuple[str, ...] = get_args(AttributionKind)
_STRENGTHS = ("1", "2", "3")
_PARTS = ("content", "source", "cue")
CODED: tuple[Layer, ...] = ("loaded", "attribution", "frames")
"""The layers that Label Studio can hold: a stance needs a list of targets for each article, which it has no form for."""


# --- an article to a task ---


def to_task(article: Article, layers: Sequence[Layer], shown: Coding | None = None) -> dict[str, Any]:
    """One article as a task: its text, how to tell it again, and ``shown`` as marks to correct; blank without.

    The outlet is left out, so that nobody codes by it.
    """
    data = {
        "text": article.text,
        "article": article.id,
        "sha256": text_sha256(article.text),
        "layers": [layer for layer in CODED if layer in layers],
        "shown": shown is not None,
    }
    if shown is None:
        return {"data": data}
    return {"data": data, "predictions": [{"model_version": shown.coder, "result": _results(shown, article.text)}]}


def _results(coding: Coding, text: str) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for number, term in enumerate(coding.loaded):
        choices = {"voice": term.voice, "strength": str(term.strength or "")}
        out += _region(f"loaded-{number}", "loaded", term.category, (term.span, text), choices)
    written: set[str] = set()
    for number, said in enumerate(coding.attributions):
        out += _attribution(number, said, text, written)
    for name, values in (("frames", list(coding.frames)), ("primary_frame", [coding.primary_frame])):
        if any(values):
            out.append(
                {"id": name, "from_name": name, "to_name": "text", "type": "choices", "value": {"choices": values}}
            )
    return out


def _attribution(number: int, said: CodedAttribution, text: str, written: set[str]) -> Iterator[dict[str, Any]]:
    head = f"content-{number}-0"
    for piece, span in enumerate(said.content):
        name = f"content-{number}-{piece}"
        choices = {} if piece else {"kind": said.kind, "source_type": said.source_type}
        yield from _region(name, "attribution", "content", (span, text), choices)
        if piece:
            yield _relation(head, name, "continues")
    for part, one in (("source", said.source), ("cue", said.cue)):
        if one is None:
            continue
        name = f"{part}-{one.start}-{one.end}"
        if name not in written:
            written.add(name)
            yield from _region(name, "attribution", part, (one, text), {})
        yield _relation(head, name, part)


def _region(
    name: str, group: str, label: str, at: tuple[Span, str], choices: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    span, text = at
    place = {"start": span.start, "end": span.end, "text": span.of(text)}
    common = {"id": name, "to_name": "text"}
    yield {**common, "from_name": group, "type": "labels", "value": {**place, "labels": [label]}}
    for question, answer in choices.items():
        if answer:
            yield {**common, "from_name": question, "type": "choices", "value": {**place, "choices": [answer]}}


def _relation(one: str, other: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": "right", "labels": [label]}


def label_config(layers: Iterable[Layer]) -> str:
    """The labelling interface for these layers, to be pasted into the settings of a Label Studio project.

    The questions for a mark stand beside the text, and only while that mark is selected.
    """
    asked = set(layers)
    labels, questions = [], []
    if "loaded" in asked:
        labels += _labels("loaded", CATEGORIES)
        questions += _asked_of("loaded", "", {"voice": VOICES, "strength": _STRENGTHS})
    if "attribution" in asked:
        parts = "".join(f"<Relation value={quoteattr(name)}/>" for name in ("source", "cue", "continues"))
        labels += [*_labels("attribution", _PARTS), f"  <Relations>{parts}</Relations>"]
        of_content = ' whenLabelValue="content"'
        questions += _asked_of("attribution", of_content, {"kind": _KINDS, "source_type": SOURCE_TYPES})
    if "frames" in asked:
        questions += [*_choices("frames", FRAMES, ' choice="multiple"'), *_choices("primary_frame", FRAMES, "")]
    text = '  <View style="flex: 1"><Text name="text" value="$text" granularity="symbol"/></View>'
    if questions:
        beside = [
            '  <View style="width: 15em; position: sticky; top: 0; align-self: flex-start">',
            *questions,
            "  </View>",
        ]
        body = ['  <View style="display: flex; gap: 1em">', text, *beside, "  </View>"]
    else:
        body = [text]
    return "\n".join(["<View>", *labels, *body, "</View>", ""])


def _labels(name: str, values: Iterable[str]) -> list[str]:
    listed = "".join(f"<Label value={quoteattr(value)}/>" for value in values)
    return [f'  <Labels name="{name}" toName="text">{listed}</Labels>']


def _asked_of(group: str, also: str, questions: Mapping[str, Iterable[str]]) -> list[str]:
    """Questions for each mark of a group of labels."""
    when = f'whenTagName="{group}"{also}'
    asked = [line for name, values in questions.items() for line in _choices(name, values, f' perRegion="true" {when}')]
    return [f'  <View visibleWhen="region-selected" {when}>', *asked, "  </View>"]


def _choices(name: str, values: Iterable[str], how: str) -> list[str]:
    listed = "".join(f"<Choice value={quoteattr(value)}/>" for value in values)
    title = f'    <Header value={quoteattr(name.replace("_", " "))} size="6"/>'
    return [title, f'    <Choices name="{name}" toName="text"{how}>{listed}</Choices>']


# --- a coded task to codings ---


@dataclass
class _Region:
    """What all results of one id say of one stretch."""

    span: Span | None = None
    labels: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


def read_task(task: Any, articles: Mapping[str, Article], where: str) -> Iterator[Coding | InputError]:
    """The codings of one exported task, one for each annotation that was not cancelled; the machine's where nobody coded.

    An annotation with any mark that does not fit is refused whole: half a coding would count as a coding.
    """
    try:
        data = task.get("data") if isinstance(task, Mapping) else None
        if not isinstance(data, Mapping):
            raise InputError(where, "it is no task of Label Studio", "export it as JSON, not as JSON-MIN or CSV")
        article = find_article(data, articles, where)
    except InputError as error:
        yield error
        return
    where = f"{where} ({article.id})"
    done = [one for one in _listed(task.get("annotations")) if not one.get("was_cancelled")]
    guessed = _listed(task.get("predictions"))
    if not done and not guessed:
        yield InputError(where, "nobody has coded it", "code it, or take it out of the file")
    for number, one in enumerate(done or guessed):
        coder = _coder(one, number) if done else str(one.get("model_version") or "machine")
        start = Coding(
            coder,
            article.id,
            text_sha256(article.text),
            layers_of(data, CODED),
            person=bool(done),
            shown=bool(guessed) or data.get("shown") is True,
        )
        try:
            yield only_layers(start, _parts(one.get("result"), article.text, f"{where}, coder {coder}"))
        except InputError as error:
            yield error


def layers_of(found: Mapping[str, Any], otherwise: Sequence[Layer]) -> tuple[Layer, ...]:
    """The layers that a file says were to be coded."""
    asked = found.get("layers")
    return tuple(layer for layer in LAYERS if layer in (asked if isinstance(asked, list) else otherwise))


def _listed(found: Any) -> list[Mapping[str, Any]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _coder(annotation: Mapping[str, Any], number: int) -> str:
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = (
            by.get("email")
            or " ".join(str(by.get(part) or "") for part in ("first_name", "last_name")).strip()
            or by.get("id")
        )
    return f"annotator {by}" if isinstance(by, int) else str(by or f"annotation {number + 1}")


def _parts(results: Any, text: str, where: str) -> dict[str, object]:
    if not isinstance(results, list):
        raise InputError(where, "it has no list of results", "export it as JSON")
    regions: dict[str, _Region] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    relations: list[Mapping[str, Any]] = []
    for result in results:
        if not isinstance(result, Mapping):
            raise InputError(where, f"{result!r} is no result", "export it as JSON")
        if result.get("type") == "relation":
            relations.append(result)
        else:
            _read_result(result, regions, chosen, (text, where))
    return {
        "loaded": tuple(_terms(regions, where)),
        "attributions": tuple(_attributions(regions, relations, where)),
        "frames": tuple(known(frame, FRAMES, "frame", where) for frame in chosen.get("frames", ())),
        "primary_frame": known(next(iter(chosen.get("primary_frame", ())), ""), FRAMES, "frame", where),
    }


def _read_result(
    result: Mapping[str, Any], regions: dict[str, _Region], chosen: dict[str, tuple[str, ...]], at: tuple[str, str]
) -> None:
    text, where = at
    value, name = result.get("value"), str(result.get("from_name"))
    if not isinstance(value, Mapping):
        raise InputError(where, f"the result {result.get('id')!r} has no value", "export it as JSON")
    if "start" not in value:
        chosen[name] = tuple(str(choice) for choice in value.get("choices", ()))
        return
    region = regions.setdefault(str(result.get("id") or len(regions)), _Region())
    region.span = place(value, text, where)
    if isinstance(value.get("labels"), list):
        region.labels.setdefault(name, []).extend(map(str, value["labels"]))
    elif value.get("choices"):
        region.choices[name] = str(value["choices"][0])


def _terms(regions: Mapping[str, _Region], where: str) -> Iterator[CodedTerm]:
    for region in regions.values():
        for label in region.labels.get("loaded", ()):
            assert region.span is not None
            voice = known(region.choices.get("voice"), VOICES, "voice", where)
            strength = known(region.choices.get("strength"), _STRENGTHS, "strength", where)
            yield CodedTerm(region.span, known(label, CATEGORIES, "category", where), voice, int(strength or 0))


def _attributions(
    regions: Mapping[str, _Region], relations: Sequence[Mapping[str, Any]], where: str
) -> Iterator[CodedAttribution]:
    """One for each content; regions joined to it by ``continues``, ``source`` and ``cue``."""
    part_of: dict[str, str] = {}
    for name, region in regions.items():
        for label in region.labels.get("attribution", ()):
            part_of[name] = known(label, _PARTS, "part of an attribution", where)
    joined: dict[str, dict[str, list[Span]]] = {}
    behind: set[str] = set()
    for relation in relations:
        one, other = str(relation.get("from_id")), str(relation.get("to_id"))
        if part_of.get(other) == "content" and part_of.get(one) != "content":
            one, other = other, one  # drawn the other way round
        span = regions[other].span if other in part_of else None
        if part_of.get(one) != "content" or span is None:
            continue
        joined.setdefault(one, {}).setdefault(part_of[other], []).append(span)
        behind |= {other} if part_of[other] == "content" else set()
    for name, part in part_of.items():
        span, more = regions[name].span, joined.get(name, {})
        if part != "content" or name in behind or span is None:
            continue
        yield CodedAttribution(
            (span, *more.get("content", ())),
            next(iter(more.get("source", ())), None),
            next(iter(more.get("cue", ())), None),
            known(regions[name].choices.get("kind"), _KINDS, "kind of attribution", where),
            known(regions[name].choices.get("source_type"), SOURCE_TYPES, "kind of source", where),
        )
