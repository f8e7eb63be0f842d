"""Private ladders: the same act may stand on rung 5 for one state and on rung 8 for the other.

What an actor may do, how sure it must be and what it picks follow its own ladder; what it answers
is the rung on which it saw the act. The record of the crisis is kept on the catalogue's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.act.legality import is_legal
from sim.core.answer.choice import choose_answer, wanted_rung
from sim.core.belief.attribution import required_certainty
from sim.core.errors import ScenarioError
from sim.montecarlo import run_many
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import DUEL, Crisis, action_number, duel

Ladder = dict[str, int]
EXERCISE, THREAT, DRONE = "snap_exercise", "threat_of_force", "recon_drone_incursion"
RUNG = {name: action.rung for name, action in ACTIONS.items()}
SURE = {"threshold": 0.0, "threshold_slope": 0.0}


def rivals(
    folder: Path, blue: Ladder | None = None, red: Ladder | None = None, **policies: Any
) -> Scenario:
    """Return the duel in which Blue and Red see some acts on rungs of their own."""
    actors = {
        name: DUEL["actors"][name] | {"ladder": dict(ladder or {})}
        for name, ladder in (("Blue", blue), ("Red", red))
    }
    return duel(folder, {"Blue": "hold", "Red": "hold"} | policies, actors=actors)


def on_menu(crisis: Crisis, actor: str, action: str) -> int:
    other = {"Blue": "Red", "Red": "Blue"}[actor]
    return int(crisis.setup.menu.rung[crisis.option(actor, action, other)])


def is_open(crisis: Crisis, actor: str, action: str) -> bool:
    other = {"Blue": "Red", "Red": "Blue"}[actor]
    return bool(is_legal(crisis.state, crisis.setup, crisis.option(actor, action, other)))


def carried_out(crisis: Crisis, action: str) -> Crisis:
    """Take a turn in which Red does this once, openly, and nobody anything else."""
    crisis.orders[:] = 0
    crisis.orders[crisis.option("Red", action, "Blue")] = 1
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    return crisis


# Whose ladder it is


def test_without_a_ladder_everybody_has_the_catalogues(tmp_path: Path) -> None:
    setup = rivals(tmp_path).setup
    for seen in setup.rungs[:2, : len(ACTIONS)]:
        assert seen.tolist() == list(RUNG.values())


def test_a_ladder_changes_the_named_acts_for_its_owner_alone(tmp_path: Path) -> None:
    setup = rivals(tmp_path, blue={EXERCISE: 8, THREAT: 1}).setup
    blue, red = setup.rungs[:2, : len(ACTIONS)].tolist()
    assert red == list(RUNG.values())
    assert dict(zip(ACTIONS, blue, strict=True)) == RUNG | {EXERCISE: 8, THREAT: 1}


def test_the_menu_stands_on_the_actors_own_ladder(tmp_path: Path) -> None:
    crisis = Crisis(rivals(tmp_path, blue={EXERCISE: 8}, red={EXERCISE: 2}))
    assert on_menu(crisis, "Blue", EXERCISE) == 8
    assert on_menu(crisis, "Red", EXERCISE) == 2
    assert on_menu(crisis, "Blue", THREAT) == RUNG[THREAT]


# What the actor does


@pytest.mark.parametrize(("rung", "allowed"), [(0, True), (5, True), (6, False), (11, False)])
def test_a_ceiling_is_a_rung_of_ones_own(tmp_path: Path, rung: int, allowed: bool) -> None:
    """What Blue calls rung 6 it will not do below a ceiling of 5, whatever others call it."""
    blue = {"family": "utility", "parameters": {"ceiling": 5} | SURE}
    crisis = Crisis(rivals(tmp_path, blue={EXERCISE: rung}, Blue=blue)).brief()
    assert is_open(crisis, "Blue", EXERCISE) == allowed
    assert is_open(crisis, "Blue", THREAT)


def test_the_other_sides_ladder_is_no_ceiling(tmp_path: Path) -> None:
    blue = {"family": "utility", "parameters": {"ceiling": 5} | SURE}
    crisis = Crisis(rivals(tmp_path, red={EXERCISE: 11}, Blue=blue)).brief()
    assert is_open(crisis, "Blue", EXERCISE)


@pytest.mark.parametrize("rung", [2, 9])
def test_a_threshold_rises_with_ones_own_rung(tmp_path: Path, rung: int) -> None:
    """Sanctions are rung 3 of the catalogue; who finds them graver must be surer first."""
    blue = {"family": "utility", "parameters": {"threshold": 0.2, "threshold_slope": 0.6}}
    action = "expulsions_sanctions"
    crisis = Crisis(rivals(tmp_path, blue={action: rung}, Blue=blue)).brief()
    needed = float(required_certainty(crisis.setup.policies[crisis.who("Blue")], float(rung)))
    assert ACTIONS[action].need == "attribution"
    for certainty, allowed in ((needed - 0.01, False), (needed + 0.01, True)):
        crisis.view("Blue", "Red").certainty = certainty
        assert is_open(crisis, "Blue", action) == allowed


@pytest.mark.parametrize(
    ("ladder", "answers"),
    [
        ({}, {EXERCISE}),
        ({EXERCISE: 1}, {EXERCISE, "diplomatic_protest"}),
        ({THREAT: 5}, {EXERCISE, THREAT}),
    ],
)
def test_tit_for_tat_answers_on_the_rung_that_the_victim_sees(
    tmp_path: Path, ladder: Ladder, answers: set[str]
) -> None:
    """Red holds an exercise, rung 5 to Red. Who thinks it no more than rung 1 may just protest."""
    policy = {"family": "tit_for_tat", "parameters": {"forgiveness": 0.01} | SURE}
    crisis = carried_out(Crisis(rivals(tmp_path, blue=ladder, Blue=policy)), EXERCISE)
    seen = float(ladder.get(EXERCISE, RUNG[EXERCISE]))
    assert crisis.pair("Blue", "Red").fresh_rung == seen
    crisis.but(answer_per_rung=30.0).brief()  # so steep that the nearest rung is all that counts
    blue = crisis.who("Blue")
    entry = crisis.state.book[blue, 0]
    assert (entry.rung, wanted_rung(entry)) == (seen, seen)
    found = set()
    for key in range(60):
        entry.key = key
        option = choose_answer(crisis.state, crisis.setup, np.uint64(1), blue, entry)
        found.add(ACTIONS.at(crisis.setup.menu.action[option]).id)
    assert found == answers


def test_the_victim_is_surer_before_it_answers_what_it_finds_graver(tmp_path: Path) -> None:
    """A drone that Blue sees on rung 11 needs more certainty than one on rung 1: fewer are laid
    at Red's door."""
    blue = {"family": "utility", "parameters": {"threshold": 0.1, "threshold_slope": 0.8}}

    def attributed(rung: int) -> float:
        scenario = rivals(tmp_path, blue={DRONE: rung}, Blue=blue, Red="prober")
        place = [found.name for found in scenario.columns].index("attributed_right.Blue")
        return float(run_many(scenario.setup, 3, 0, 300).outcomes[:, place].mean())

    assert attributed(1) > attributed(11) + 0.5


# What is recorded


@pytest.mark.parametrize("rung", [0, 1, 9])
def test_the_record_stands_on_the_catalogues_rung(tmp_path: Path, rung: int) -> None:
    """One ladder for the record, or the peak of a crisis would depend on who writes it down."""
    ladder = {EXERCISE: rung}
    crisis = carried_out(Crisis(rivals(tmp_path, blue=ladder, red=ladder)), EXERCISE)
    assert crisis.state.system.highest_rung == RUNG[EXERCISE]
    assert crisis.actor("Red").highest_rung == RUNG[EXERCISE]
    assert crisis.pair("Red", "Blue").highest_rung == RUNG[EXERCISE]
    assert crisis.pair("Blue", "Red").fresh_rung == rung


def test_a_ladder_that_repeats_the_catalogue_changes_no_run(tmp_path: Path) -> None:
    policies = {"Blue": "firm", "Red": "prober"}
    same = rivals(tmp_path, blue=RUNG, red=RUNG, **policies)
    one, other = (
        run_many(s.setup, 3, 0, 200).outcomes for s in (rivals(tmp_path, **policies), same)
    )
    assert np.array_equal(one, other, equal_nan=True)


def test_a_ladder_of_ones_own_changes_what_happens(tmp_path: Path) -> None:
    policies = {"Blue": "firm", "Red": "prober"}
    graver = dict.fromkeys(("cyber_probe", DRONE), 7)
    one, other = (
        run_many(rivals(tmp_path, blue=ladder, **policies).setup, 3, 0, 200).outcomes
        for ladder in ({}, graver)
    )
    assert not np.array_equal(one, other, equal_nan=True)


# What is refused


def first(content: dict[str, Any], ladder: Any) -> dict[str, Any]:
    content["actors"]["UK"]["ladder"] = ladder
    return content


WRONG = {
    "an unknown action": (
        {"snap_exercize": 6},
        r"own\.yaml: actors\.UK\.ladder: 'snap_exercize' .*Did you mean 'snap_exercise'\?",
    ),
    "rung 12": ({EXERCISE: 12}, r"own\.yaml: actors\.UK\.ladder\.snap_exercise: 12 .*11"),
    "a rung below calm": ({EXERCISE: -1}, r"actors\.UK\.ladder\.snap_exercise: -1 .*0"),
    "half a rung": ({EXERCISE: 5.5}, r"actors\.UK\.ladder\.snap_exercise: 5\.5 .*whole number"),
    "a word": ({EXERCISE: "high"}, r"actors\.UK\.ladder\.snap_exercise: 'high' .*whole number"),
    "a list": ([EXERCISE], r"actors\.UK\.ladder: \['snap_exercise'\]"),
}


@pytest.mark.parametrize(("ladder", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_no_ladder_can_be_is_refused(
    content: dict[str, Any], write: Callable, ladder: Any, message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        load_scenario(write(first(content, ladder)))


def test_every_rung_from_calm_to_war_is_allowed(content: dict[str, Any], write: Callable) -> None:
    ladder = {name: k % 12 for k, name in enumerate(ACTIONS)}
    setup = load_scenario(write(first(content, ladder))).setup
    assert setup.rungs[0, : len(ACTIONS)].tolist() == list(ladder.values())
    assert setup.rungs[0, action_number(EXERCISE)] == ladder[EXERCISE]
