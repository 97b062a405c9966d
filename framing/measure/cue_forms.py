"""Forms of cues that no lexicon writes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

T = TypeVar("T")
_ON: Final = " on"


def before_days(forms: Mapping[str, T], days: Iterable[str]) -> dict[str, T]:
    """A cue before a day, where it and ``on`` together are another cue: who insisted on Tuesday did not insist on it.

    >>> before_days({"insisted": "say", "insisted on": "object", "spoke on": "object"}, ["tuesday"])
    {'insisted on tuesday': 'say'}
    """
    said = {form: form.removesuffix(_ON) for form in forms if form.endswith(_ON)}
    return {f"{form} {day}": forms[verb] for form, verb in said.items() if verb in forms for day in days}
