"""The compact list of options: every action that a scenario lets an actor take, and no other."""

from __future__ import annotations

import numpy as np

from sim.core.answer.expectation import usual_answers
from sim.core.arithmetic import exp
from sim.core.draws import name_key
from sim.core.layout.setup import DEPLOY, NOBODY, RECALL, REQUEST, SIGHTING, Setup
from sim.policies.decision import count_word
from sim.scenario.catalogue import ACTIONS
from sim.scenario.fill import fill
from sim.scenario.schema import ScenarioFile

UPKEEP_WEEKS = 4.0
"""An actor weighs an outlay with four weeks of upkeep."""
HAZARD_PER_ACCIDENT = 10.0


def set_menu(setup: Setup, file: ScenarioFile) -> int:
    """Write the options of all actors, in the order of actors, targets and catalogue.

    Return how many there are.
    """
    names, ids = list(file.actors), list(ACTIONS)
    tempo: dict[tuple[int, int, int], float] = {}
    listed = set()
    for name, spec in file.actors.items():
        for row in spec.tempo:
            for target, rate in row.toward.items():
                option = (names.index(name), names.index(target), ids.index(row.action))
                tempo[option] = rate
                if not row.by_people_only:
                    listed.add(option)
    for inject in file.injects:  # what is injected is on the menu, if for nobody to choose
        option = (
            names.index(inject.actor),
            names.index(inject.target),
            ids.index(inject.action),
        )
        tempo.setdefault(option, 0.0)
    options = sorted(tempo)
    chosen = setup.actions[[option[2] for option in options]]
    keys = [name_key("option", names[i], ids[a], names[j]) for i, j, a in options]
    content = {
        "actor": [option[0] for option in options],
        "target": [option[1] for option in options],
        "action": [option[2] for option in options],
        "key": np.array(keys, np.uint64),
        "count_word": np.array([count_word(key) for key in keys], np.uint64),
        "tempo": [tempo[option] for option in options],
        "rung": [setup.rungs[i, a] for i, _, a in options],
        "offensive": chosen["offensive"],
        "deniability": chosen["deniability"],
        "mid_level": chosen["mid_level"],
        "hazard": np.minimum(1.0, HAZARD_PER_ACCIDENT * chosen["p_accident"]),
        "cost_meur": chosen["cost_meur"] + UPKEEP_WEEKS * chosen["upkeep_meur_week"],
        "is_drone": chosen["effect"] == SIGHTING,
        "is_aid": chosen["effect"] == DEPLOY,
        "is_request": chosen["effect"] == REQUEST,
        "is_recall": chosen["effect"] == RECALL,
        "draws_answer": [_draws_answer(setup, *option) for option in options],
        "is_listed": [float(option in listed) for option in options],
        "averts": [_averts(setup.kits, record.kit) for record in chosen],
    }
    for name, values in content.items():
        fill(setup.menu[name], np.asarray(values), f"options ({name})")
    for i, j, a in options:
        if setup.actions[a].effect == SIGHTING:
            setup.pairs[i, j].may_fly = 1
    places = [i * len(names) + j for i, j, _ in options]
    for i in range(len(names)):
        ends = np.searchsorted(places, np.arange(len(names) + 1) + i * len(names))
        setup.menu.first[i] = ends[-1]  # so that the last place always ends an actor's options
        setup.menu.first[i, : len(names) + 1] = ends
    return len(options)


def _draws_answer(setup: Setup, i: int, j: int, a: int) -> float:
    """Return the chance that an adversary j of whom nothing is known answers an act of i."""
    if setup.pairs[i, j].is_adversary == 0:
        return 0.0
    return 1.0 - exp(-usual_answers(setup, a, float(setup.rungs[j, a])))


def _averts(kits: np.ndarray, kit: int) -> float:
    """Return the share of seen drones that one kit of this kind stops on its own."""
    if kit == NOBODY:
        return 0.0
    return 1.0 - exp(-(kits[kit].miss_ew + kits[kit].miss_physical))
