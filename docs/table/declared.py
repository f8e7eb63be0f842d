"""Tables of what is declared: parameters, actions, outcomes, policies, scenarios, scales."""

from __future__ import annotations

from typing import get_type_hints

from docs.table.markdown import code, codes, plain, table
from docs.table.source import remarks
from sim.core.act.scale import SCALES, WAR_STEP
from sim.core.layout import setup
from sim.core.layout.ladder import RUNG_LABELS
from sim.outcomes.registry import OUTCOMES
from sim.policies.family import COMMON, PolicyParameter
from sim.policies.registry import FAMILIES
from sim.scenario.catalogue import ACTIONS, VOCABULARIES, Action
from sim.scenario.load import read_scenario, scenario_names
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import load_preset, preset_names
from sim.scenario.shipped import shipped
from sim.study.validation.moment import MOMENTS
from sim.study.validation.target import shipped_targets


def parameters() -> str:
    """Return the table of all parameters of the rules."""
    return table(
        ("parameter", "meaning", "unit", "default", "range", "moves", "distribution", "evidence",
         "source"),
        (
            (code(p.name), plain(p.meaning), plain(p.unit), p.default, f"{p.low:g} to {p.high:g}",
             p.way, p.distribution, p.evidence, plain(p.source))
            for p in PARAMETERS.values()
        ),
    )  # fmt: skip


def _columns(*kinds: type) -> list[str]:
    return [name for name, kind in get_type_hints(Action).items() if kind in kinds]


def actions() -> str:
    """Return the catalogue in two tables: what an act is, and its numbers."""
    words = [name for name in _columns(str) if name != "id"]
    shown = [name for name in words if len({getattr(a, name) for a in ACTIONS.values()}) > 1]
    numbers = _columns(int, float)
    return "\n\n".join(
        table(
            ("action", *(name.replace("_", " ") for name in names)),
            (
                (code(id_), *(plain(v) if isinstance(v := getattr(act, name), str) else v
                              for name in names))
                for id_, act in ACTIONS.items()
            ),
        )
        for names in (["rung", *shown], numbers)
    )  # fmt: skip


def action_words() -> str:
    """Return what the closed words of the catalogue mean, where the source says so."""
    said = remarks(setup)
    rows = []
    for column, words in VOCABULARIES.items():
        for word in words:
            meaning = said.get((f"{column.upper()}S", word), "")
            rows.append((column.replace("_", " "), code(word), plain(meaning)))
    return table(("column", "word", "meaning"), rows)


def rungs() -> str:
    """Return the ladder, with the acts of each rung."""
    return table(
        ("rung", "name", "acts"),
        (
            (rung, label, codes(a.id for a in ACTIONS.values() if a.rung == rung))
            for rung, label in enumerate(RUNG_LABELS)
        ),
    )


def scales() -> str:
    """Return the published scales: where war stands, the most hostile act but war."""
    rows = []
    for scale, war in zip(SCALES, WAR_STEP.tolist(), strict=True):
        values = {act.id: act.on_scale(scale) for act in ACTIONS.values()}
        top = max(values.values())
        rows.append((code(scale), min(values.values()), top, war,
                     codes(id_ for id_, value in values.items() if value == top)))  # fmt: skip
    return table(("scale", "lowest act", "highest act", "war", "acts that stand highest"), rows)


def outcomes() -> str:
    """Return the table of outcomes."""
    return table(
        ("outcome", "meaning", "unit", "kind", "for each", "better", "headline", "turn by turn"),
        (
            (code(o.name), plain(o.meaning), o.unit, o.kind, o.per, o.direction, o.headline,
             o.is_series)
            for o in OUTCOMES
        ),
    )  # fmt: skip


def _of_family(parameters: tuple[PolicyParameter, ...]) -> str:
    return table(
        ("parameter", "meaning", "unit", "default", "range"),
        ((code(p.name), plain(p.meaning), p.unit, p.default, f"{p.low:g} to {p.high:g}")
         for p in parameters),
    )  # fmt: skip


def families() -> str:
    """Return the policy families, and a table of the parameters of each."""
    rows = ((code(f.name), plain(f.behaviour), plain(f.source)) for f in FAMILIES)
    parts = [table(("family", "what it does", "source"), rows)]
    parts += ["Common to all families:", _of_family(COMMON)]
    for family in FAMILIES:
        if family.parameters:
            parts += [f"Of `{family.name}`:", _of_family(family.parameters)]
    return "\n\n".join(parts)


def presets() -> str:
    """Return the shipped presets with the numbers in which they leave their family's defaults."""
    defaults = {
        family.name: {p.name: p.default for p in COMMON + family.parameters} for family in FAMILIES
    }
    rows = []
    for name in preset_names():
        preset = load_preset(name, name)
        own = defaults[preset.family]
        moved = [f"{key} {value:g}" for key, value in preset.parameters.items()
                 if value != own.get(key)]  # fmt: skip
        rows.append((code(name), code(preset.family), preset.suits, plain(preset.describes),
                     moved, plain(preset.source)))  # fmt: skip
    header = ("preset", "family", "suits", "what it does", "numbers off the default", "source")
    return table(header, rows)


def scenarios() -> str:
    """Return the shipped scenarios: what each asks, and how large it is."""
    rows = []
    for name in scenario_names():
        file, _ = read_scenario(shipped("scenarios") / f"{name}.yaml")
        actors = [f"{actor} ({spec.policy})" for actor, spec in file.actors.items()]
        length = f"{file.turns} turns of {file.days_per_turn:g} days from {file.start}"
        rows.append((code(name), plain(file.question), length, actors, file.focus,
                     len(file.sites), len(file.theatres), len(file.injects),
                     [election.date for election in file.elections]))  # fmt: skip
    header = ("scenario", "question", "length", "actors (usual policy)", "focus", "sites",
              "theatres", "injects", "elections")  # fmt: skip
    return table(header, rows)


def targets() -> str:
    """Return the patterns that simulated disputes are held against."""
    meanings = {moment.name: moment.meaning for moment in MOMENTS}
    return table(
        ("pattern", "figure", "data", "95% interval", "n", "source"),
        (
            (t.pattern, meanings.get(t.figure, t.figure), f"{t.value:.3g}",
             f"{t.low:.3g} to {t.high:.3g}", t.n, plain(t.source))
            for t in shipped_targets()
        ),
    )  # fmt: skip
