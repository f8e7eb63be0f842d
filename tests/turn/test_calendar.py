"""What the scenario forces on a turn, and when a run is over."""

from pathlib import Path

import numpy as np
import pytest

from sim.core import draws
from sim.montecarlo.run_many import run_many
from sim.scenario import load_scenario
from sim.turn.calendar import EMPTY, HOBBY, draw_background, force, schedule_injects, times_forced
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import Crisis, duel, edited

ALL_HOLD = dict.fromkeys(("UK", "Belgium", "Russia", "NATO", "Allies", "Flank"), "hold")


def test_injected_acts_happen_in_the_week_of_their_date() -> None:
    crisis = Crisis(load_scenario("belgium_2025", ALL_HOLD))
    sabotage = crisis.option("Russia", "sabotage", "Flank")
    weeks = []
    for week in range(4):
        crisis.brief()
        weeks.append(times_forced(crisis.state, sabotage))
        crisis.state.system.day = 7.0 * (week + 1)
    assert weeks == [1, 0, 0, 0]  # 15 November is in the week from the 10th


def test_an_injected_request_opens_the_door_for_kit() -> None:
    crisis = Crisis(load_scenario("belgium_2025", ALL_HOLD))
    crisis.take_turn()
    assert crisis.pair("UK", "Belgium").request == 1.0
    assert crisis.actor("Belgium").first_request_day == 0.0


def test_false_alarms_come_at_their_rate_and_only_over_sites(tmp_path: Path) -> None:
    parameters = {"sightings.contagion": 0.0}
    scenario = duel(tmp_path, {"Blue": "hold", "Red": "hold"}, parameters)
    crisis = Crisis(scenario)
    names = [column.name for column in scenario.columns]
    alarms = run_many(crisis.setup, 1, 0, 1000).outcomes[:, names.index("false_alarms.Blue")]
    a_day = scenario.parameters["sightings.hobby_per_day"]
    a_day += scenario.parameters["sightings.nothing_per_day"]
    expected = a_day * scenario.turns * scenario.days_per_turn
    # 1,000 Poisson counts: five standard errors.
    assert alarms.mean() == pytest.approx(expected, abs=5 * np.sqrt(expected / 1000))
    assert "false_alarms.Red" not in names
    while crisis.state.system.ended == 0:
        crisis.take_turn()
    assert crisis.actor("Red").false_alarms == 0


def test_false_alarms_are_catching(tmp_path: Path) -> None:
    counts = []
    for contagion in (0.0, 2.0):
        scenario = duel(tmp_path, None, {"sightings.contagion": contagion})
        names = [column.name for column in scenario.columns]
        runs = run_many(scenario.setup, 1, 0, 300).outcomes
        counts.append(runs[:, names.index("false_alarms.Blue")].mean())
    assert counts[1] > 1.2 * counts[0]


def test_a_long_quiet_spell_settles_the_crisis(tmp_path: Path) -> None:
    path = edited(tmp_path, "belgium_2025", quiet_days=21)
    crisis = Crisis(load_scenario(path, ALL_HOLD))
    for _ in range(3):
        assert crisis.state.system.ended == 0
        crisis.take_turn()
    assert crisis.state.system.settled == crisis.state.system.ended == 1


def test_an_act_above_routine_starts_the_quiet_anew(tmp_path: Path) -> None:
    path = edited(tmp_path, "belgium_2025", quiet_days=21)
    crisis = Crisis(load_scenario(path, ALL_HOLD))
    for turn in range(4):
        crisis.orders[:] = 0
        crisis.orders[crisis.option("Russia", "drone_swarm_incursion", "UK")] = int(turn == 1)
        take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    assert crisis.state.system.quiet_days == 14.0
    assert crisis.state.system.ended == 0


def test_without_a_quiet_rule_a_run_goes_on_to_its_last_turn(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, turns=5))
    for turn in range(5):
        assert crisis.state.system.ended == 0
        assert crisis.state.system.day == 7.0 * turn
        crisis.take_turn()
    assert crisis.state.system.ended == 1
    assert crisis.state.system.settled == 0


def test_each_inject_is_counted_in_its_own_turn(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path)).but()
    setup, state = crisis.setup, crisis.state
    setup.n_injects = 4
    for k, (day, option) in enumerate([(14.0, 1), (20.5, 1), (16.0, 3), (21.0, 1)]):
        setup.injects[k].day, setup.injects[k].option = day, option
    force(state, 2, 0.0)  # of the last turn
    state.system.day = 14.0
    schedule_injects(state, setup)
    n = int(setup.n_options)
    assert [times_forced(state, option) for option in range(n)] == [0, 2, 0, 1] + [0] * (n - 4)
    assert state.forced["day"][: state.system.n_forced].tolist() == [14.0, 20.5, 16.0]


def test_what_is_forced_late_happens_at_once(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path))
    crisis.state.system.day = 14.0
    force(crisis.state, 1, 3.0)
    assert crisis.state.forced[0].day == 14.0


@pytest.mark.parametrize(
    ("attention", "contagion", "factor"),
    [(0.0, 2.0, 1.0), (5.0, 2.0, 2.0), (15.0, 2.0, 2.5), (5.0, 0.0, 1.0)],
)
def test_empty_reports_are_catching_and_hobby_drones_are_not(
    tmp_path: Path, attention: float, contagion: float, factor: float
) -> None:
    """Five sightings on people's minds show half of the contagion, fifteen three quarters."""
    crisis = Crisis(duel(tmp_path)).but(
        sightings_contagion=contagion, sightings_hobby_per_day=0.5, sightings_nothing_per_day=0.5
    )
    state, setup, blue = crisis.state, crisis.setup, crisis.who("Blue")
    key = setup.name_keys[blue]
    for turn in range(20):
        state.actors[blue].attention = attention
        state.false_sightings[:] = 9
        draw_background(state, setup, crisis.turn_key(turn))
        expected = [
            draws.poisson(draws.uniform(crisis.turn_key(turn), purpose, key), mean)
            for purpose, mean in (
                (draws.HOBBY_COUNT, 3.5), (draws.FALSE_ALARM_COUNT, 3.5 * factor),
            )
        ]  # fmt: skip
        assert state.false_sightings[blue, [HOBBY, EMPTY]].tolist() == expected
        assert state.false_sightings[crisis.who("Red")].tolist() == [0, 0]  # no site, no report
