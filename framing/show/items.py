"""What the things that articles share are called in the language of the interface: topics, places, names, amounts, dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.topics import names_in
from framing.show.interface import UI_LANGUAGES, Ui, number, report_strings
from framing.show.wording import labels
from framing.text.languages import language_of

_BETWEEN = " · "


def item_name(kind: str, key: str, ui: Ui) -> str:
    """An item of the omission table by its kind and key; what the interface has no word for stays as it is.

    >>> item_name("number", "410000000 USD", "en"), item_name("number", "03-11", "vi"), item_name("topic", "rare_earth", "zh-Hant")
    ('410,000,000 USD', '11/3', '稀土')
    >>> item_name("claim", "48 hour · rain, Japan", "zh-Hans"), item_name("voice", "official, United States", "vi")
    ('48 小时 · 降雨、日本', 'quan chức, Mỹ')
    """
    if kind == "number":
        return _amount(key, ui)
    if kind == "claim":
        anchor, _, beside = key.partition(_BETWEEN)
        return f"{_amount(anchor, ui)}{_BETWEEN}{_listed(beside.split(', '), ui)}"
    if kind in ("voice", "quoted"):
        source, _, state = key.partition(", ")
        return _listed([labels(ui).sources.get(source, source), *([state] if state else [])], ui)
    if kind == "concept":
        return _concepts(ui).get(key, key.replace("_", " "))
    return thing_name(key, ui)


def thing_name(key: str, ui: Ui) -> str:
    """A topic, place, person, state or body by its key or canonical name, as the language of the interface calls it."""
    return _names(ui).get(key, key.replace("_", " "))


def _listed(keys: list[str], ui: Ui) -> str:
    return str(report_strings(ui)["between"][","]).join(thing_name(key, ui) for key in keys)


@cache
def _names(ui: Ui) -> Mapping[str, str]:
    language = language_of(ui)
    return {} if language is None else {key: language.written(name, ui) for key, name in names_in(language).items()}


@cache
def _concepts(ui: Ui) -> Mapping[str, str]:
    """Loaded concepts by the first of their forms; in English by their ids, which are words."""
    language = language_of(ui)
    if language is None or ui == UI_LANGUAGES[0]:
        return {}
    found: dict[str, str] = {}
    for form, term in BUILT_IN.forms(language).items():
        found.setdefault(term.concept, language.written(form, ui))
    return found


def _amount(key: str, ui: Ui) -> str:
    """A number with its unit, a day of the year or a year, of a key of ``text.numbers``."""
    said = report_strings(ui)["amounts"]
    value, _, unit = key.partition(" ")
    month, dash, day = value.partition("-")
    if dash and month.isdigit() and day.isdigit():
        return str(said["date"]).format(month=said["months"][int(month) - 1], day=int(day))
    try:
        amount = float(value)
    except ValueError:
        return key
    if not unit and value.isdigit() and 1900 <= amount < 2100:
        return value
    digits = len(value.partition(".")[2])
    forms = said["units"].get(unit, ["{n} " + unit])
    return str(forms[0] if amount == 1 else forms[-1]).format(n=number(amount, ui, digits)).strip()
