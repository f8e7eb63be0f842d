"""How much dyads and sides differ: tempos drawn once a run."""

from pathlib import Path

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.tempo import draw_tempos, held
from sim.core.arithmetic import exp
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, duel

RUNS = 4_000


def log_factors(folder: Path, parameters: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the logs of Blue's and of Red's tempo factor on a threat of force, one a run."""
    scenario = duel(folder, parameters=parameters)
    found = []
    for run in range(RUNS):
        crisis = Crisis(scenario, run=run)
        pair = [
            crisis.state.tempo[o] / crisis.setup.menu.tempo[o]
            for o in (
                crisis.option("Blue", "threat_of_force", "Red"),
                crisis.option("Red", "threat_of_force", "Blue"),
            )
        ]
        found.append(pair)
    blue, red = np.log(np.array(found)).T
    return blue, red


def test_a_known_dyad_has_the_tempos_of_its_file(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path))
    n = int(crisis.setup.n_options)
    assert np.array_equal(crisis.state.tempo[:n], crisis.setup.menu.tempo[:n])


def test_tempo_is_a_factor_between_adversaries(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, parameters={"dyad.tempo": 2.0}))
    n = int(crisis.setup.n_options)
    assert crisis.state.tempo[:n] == pytest.approx(2.0 * crisis.setup.menu.tempo[:n])


def test_active_dyads_are_active_on_both_sides(tmp_path: Path) -> None:
    blue, red = log_factors(tmp_path, {"dyad.tempo_sd": 1.0})
    assert blue == pytest.approx(red)
    assert abs(blue.std() - 1.0) < 0.05
    assert abs(blue.mean()) < 0.06


def test_asymmetry_takes_from_one_side_what_it_gives_the_other(tmp_path: Path) -> None:
    blue, red = log_factors(tmp_path, {"dyad.asymmetry_sd": 0.8})
    assert blue == pytest.approx(-red)
    assert abs(blue.std() - 0.8) < 0.04


def test_no_dyad_goes_beyond_the_limit(tmp_path: Path) -> None:
    blue, _ = log_factors(tmp_path, {"dyad.tempo_sd": 1.0, "dyad.limit_sd": 2.0})
    assert np.abs(blue).max() == pytest.approx(2.0)


def test_repertoires_differ_from_act_to_act(tmp_path: Path) -> None:
    scenario = duel(tmp_path, parameters={"dyad.repertoire_sd": 1.0})
    crisis = Crisis(scenario)
    mine = crisis.options_of("Blue")
    factors = crisis.state.tempo[mine] / crisis.setup.menu.tempo[mine]
    assert len(np.unique(factors.round(9))) == len(factors)


def test_force_alone_is_raised_in_dyads_given_to_force() -> None:
    from sim.scenario import load_scenario

    calm = {"dyad.tempo_sd": 0.0, "dyad.asymmetry_sd": 0.0, "dyad.repertoire_sd": 0.0}
    scenario = load_scenario("generic_dyad", parameters=calm | {"dyad.force_sd": 1.0})
    crisis = Crisis(scenario)
    own = crisis.options_of("StateA")
    factor = crisis.state.tempo[own] / crisis.setup.menu.tempo[own]
    uses_force = crisis.setup.actions["mid_level"][crisis.setup.menu.action[own]] >= 4
    assert np.unique(factor[~uses_force].round(9)).size == 1
    assert np.unique(factor[uses_force].round(9)).size == 1
    assert factor[uses_force][0] != pytest.approx(factor[~uses_force][0])


@pytest.mark.parametrize(("limit", "sign"), [(0.01, 1.0), (100.0, 0.0)])
def test_a_draw_is_held_within_its_limit_on_both_sides(
    crisis: Crisis, limit: float, sign: float
) -> None:
    crisis.but(dyad_limit_sd=limit)
    for thing in range(20):
        z = draws.normal(crisis.whole_run, draws.TEMPO, np.uint64(thing))
        found = held(crisis.setup, crisis.whole_run, draws.TEMPO, np.uint64(thing))
        assert found == pytest.approx(limit * np.sign(z) if sign else z)


SPREADS = ("tempo_sd", "asymmetry_sd", "force_sd", "repertoire_sd")


def tempo_of(scenario: Scenario, actor: str, action: str, target: str, **spreads: float) -> float:
    """Return the log of the factor on one tempo where dyads differ by these spreads."""
    crisis = Crisis(scenario).but(**{f"dyad_{name}": 0.0 for name in SPREADS})
    crisis.but(**{f"dyad_{name}": value for name, value in spreads.items()})
    draw_tempos(crisis.state, crisis.setup, crisis.whole_run)
    option = crisis.option(actor, action, target)
    return float(np.log(crisis.state.tempo[option] / crisis.setup.menu.tempo[option]))


def luck(scenario: Scenario, purpose: int) -> float:
    """Return the luck of the dyad of the UK and Russia in this run: one word for both sides."""
    crisis = Crisis(scenario)
    keys = [crisis.setup.name_keys[crisis.who(name)] for name in ("UK", "Russia")]
    return draws.normal(crisis.whole_run, purpose, np.uint64(draws.joined(*keys)))


@pytest.mark.parametrize(
    ("spread", "purpose", "action", "counts"),
    [
        ("tempo_sd", draws.TEMPO, "threat_of_force", True),
        ("force_sd", draws.FORCE, "sabotage", True),  # MID level 4
        ("force_sd", draws.FORCE, "airspace_violation", False),  # a display is no force
    ],
)
def test_each_spread_moves_its_own_acts_by_the_luck_of_the_dyad(
    belgium: Scenario, spread: str, purpose: int, action: str, counts: bool
) -> None:
    found = tempo_of(belgium, "Russia", action, "UK", **{spread: 0.5})
    assert found == pytest.approx(0.5 * luck(belgium, purpose) * counts, abs=1e-9)


def test_what_one_side_gains_by_asymmetry_the_other_loses(belgium: Scenario) -> None:
    """The side whose name comes first as a key leans by the luck, the other against it."""
    crisis = Crisis(belgium)
    uk, russia = (crisis.setup.name_keys[crisis.who(name)] for name in ("UK", "Russia"))
    leaning = 1.0 if uk < russia else -1.0
    z = luck(belgium, draws.ASYMMETRY)
    mine = tempo_of(belgium, "UK", "isr_flight", "Russia", asymmetry_sd=0.5)
    theirs = tempo_of(belgium, "Russia", "cyber_probe", "UK", asymmetry_sd=0.5)
    assert (mine, theirs) == pytest.approx((0.5 * leaning * z, -0.5 * leaning * z))


def test_spreads_add_up_and_a_habit_is_of_one_option(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    option = crisis.option("Russia", "sabotage", "UK")
    habit = draws.normal(crisis.whole_run, draws.REPERTOIRE, crisis.setup.menu.key[option])
    found = tempo_of(
        belgium, "Russia", "sabotage", "UK", tempo_sd=0.5, force_sd=0.25, repertoire_sd=0.125
    )
    expected = 0.5 * luck(belgium, draws.TEMPO) + 0.25 * luck(belgium, draws.FORCE) + 0.125 * habit
    assert found == pytest.approx(expected)
    alone = tempo_of(belgium, "Russia", "sabotage", "UK", repertoire_sd=0.125)
    assert alone == pytest.approx(0.125 * habit)


def test_only_acts_against_adversaries_are_drawn(belgium: Scenario) -> None:
    crisis = Crisis(belgium).but(dyad_tempo=3.0, dyad_tempo_sd=0.5)
    draw_tempos(crisis.state, crisis.setup, crisis.whole_run)
    for actor, action, target, factor in [
        ("UK", "deploy_ew_suite", "Belgium", 1.0),
        ("UK", "isr_flight", "Russia", 3.0 * exp(0.5 * luck(belgium, draws.TEMPO))),
    ]:
        option = crisis.option(actor, action, target)
        found = crisis.state.tempo[option] / crisis.setup.menu.tempo[option]
        assert found == pytest.approx(factor)


@pytest.mark.parametrize("equal", [("tempo_sd", "asymmetry_sd"), ("force_sd", "repertoire_sd")])
def test_two_equal_spreads_do_not_cancel(belgium: Scenario, equal: tuple[str, str]) -> None:
    found = tempo_of(belgium, "Russia", "sabotage", "UK", **dict.fromkeys(equal, 0.5))
    assert found != 0.0
