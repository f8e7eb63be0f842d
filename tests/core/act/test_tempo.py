"""How much dyads and sides differ: tempos drawn once a run."""

from pathlib import Path

import numpy as np
import pytest

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
