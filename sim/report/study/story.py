"""The story of one run: what was done to whom, when, and on which rung."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sim.core.layout.ladder import RUNG_LABELS
from sim.report.words import per
from sim.scenario.scenario import period

WIDTH = 80
"""Columns that a story is wide."""
WAR = "war"
"""The note of an event that says it: what was done is not told, it is everybody's."""
_OVERT = 0.995
"""An observer this sure of the author needs no telling: the act was done in the open."""

_CAUSES = {
    "accident": "by accident",
    "misattribution": "blaming one that did not do it",
    "inject": "as the scenario has it",
    "vote": "by a vote of the alliance",
}


def story(
    events: Iterable[Any],
    start: date,
    days_per_turn: float = 7.0,
    labels: Mapping[str, str] | None = None,
    focus: Collection[str] = (),
    background: bool = False,
) -> str:
    """Tell the events of one run as text, a paragraph a turn, 80 columns wide.

    `events` have the fields of `events.parquet` (turn, day, actor, action, target, rung, cause,
    detected, defeated, posterior, note, act, answers), in order; `labels` put actions into words.
    An act says what it answers. A new high is
    told of acts that nobody scripted, by or against the `focus` states (all, where none is given).
    Turns in which nothing happens are passed over; background sightings are told only on request.
    """
    known = list(events)
    told = [event for event in known if background or event.cause != "background"]
    if not told:
        return "Nothing happens in this run.\n"
    highest = 0
    lines = []
    numbered = {event.act: event for event in reversed(known) if event.act}
    for turn, group in groupby(told, key=lambda event: event.turn):
        acts = list(group)
        when = start + timedelta(days=float(acts[0].day))
        lines.append(f"{period(days_per_turn).capitalize()} {turn}, {when.day} {when:%B %Y}")
        sentences: dict[str, int] = {}
        for event in acts:
            text = sentence(event, labels or {}, start, numbered.get(event.answers))
            if event.rung > highest and counts(event, focus):
                highest = event.rung
                text += f" A new high: {RUNG_LABELS[highest].lower()}."
            sentences[text] = sentences.get(text, 0) + 1
        for text, times in sentences.items():
            lines.append(_wrapped(text if times == 1 else f"{text} ({times} times)"))
        lines.append("")
    return "\n".join([*lines, ending(known, focus)])


def ending(events: Iterable[Any], focus: Collection[str] = ()) -> str:
    """Return the last lines of a story: the highest rung, and what a story is worth."""
    highest = max((event.rung for event in events if counts(event, focus)), default=0)
    end = f"Highest rung: {highest}, {RUNG_LABELS[highest].lower()}."
    return "\n".join([end, "Exploration, not prediction.", ""])


def sentence(
    event: Any,
    labels: Mapping[str, str],
    start: date,
    answered: Any = None,
    tells_why: bool = False,
) -> str:
    """One event: "Russia → Belgium: Drone overflight (rung 3). Seen, not stopped.".

    `start` is the scenario's first day; `answered` the first event of the act that this one
    answers. With `tells_why` an act that answers nothing says that, too.
    """
    if event.note == "election":
        return "An election is held."
    is_war = event.note == WAR
    act = "War" if is_war else labels.get(event.action, str(event.action).replace("_", " "))
    target = f" → {event.target}" if event.target and event.target != event.actor else ""
    rung = f" (rung {event.rung})" if event.rung > 0 else ""
    cause = f", {_CAUSES[event.cause]}" if event.cause in _CAUSES else ""
    if is_war:
        cause = ""
    elif tells_why and event.cause == "chosen" and answered is None and event.note != "arrived":
        cause = ", of its own accord"
    text = (
        f"{event.actor or 'Nobody'}{target}: {act}{rung}{cause}{_answers(answered, labels, start)}."
    )
    return " ".join(filter(None, [text, _seen(event), "" if is_war else _note(event)]))


def _answers(answered: Any, labels: Mapping[str, str], start: date) -> str:
    if answered is None:
        return ""
    act = labels.get(answered.action, str(answered.action).replace("_", " "))
    who = possessive(answered.actor or "nobody")
    when = start + timedelta(days=float(answered.day))
    return f", in answer to {who} {within(act)} of {when.day} {when:%B}"


def within(label: str) -> str:
    """Return a label as it stands inside a sentence: "drone swarm", "GPS jamming", "Article 4"."""
    is_name = label[1:2].isupper() or any(letter.isdigit() for letter in label)
    return label if is_name else f"{label[:1].lower()}{label[1:]}"


def possessive(name: str) -> str:
    """ "Russia's", "the Allies'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def counts(event: Any, focus: Collection[str]) -> bool:
    """Tell whether a rung is one that the states in focus, or all, have come to by themselves."""
    if event.note == WAR:
        return True
    if event.cause in ("background", "inject"):
        return False
    return not focus or event.actor in focus or event.target in focus


def _seen(event: Any) -> str:
    """Of an act that hides its author: whether it was seen, stopped, and attributed."""
    sure = float("nan") if event.posterior is None else float(event.posterior)
    if event.detected is None or math.isnan(event.detected) or event.detected < 0:
        return ""
    if not event.detected:
        return "Nobody sees it."
    if math.isnan(sure) or sure < 0 or sure > _OVERT:
        return ""
    stopped = "stopped" if event.defeated and event.defeated > 0 else "not stopped"
    who, actor = event.target or "The target", event.actor or "a state"
    return f"Seen, {stopped}; {who} puts it at {per(sure, 100)} in 100 that {actor} did it."


def _note(event: Any) -> str:
    note = str(event.note or "").strip()
    return f"{note[:1].upper()}{note[1:].rstrip('.')}." if note and note != "nan" else ""


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
