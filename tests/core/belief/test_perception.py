"""How acts are read and felt."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.belief.perception import believe, dwell, feel, read, suffer
from sim.core.layout.setup import KIT_NAMES
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, action_number

quick = settings(max_examples=100, deadline=None, database=None)
N = 2000


def share_read_as_offensive(crisis: Crisis, action: str) -> float:
    """Return how often Moscow, over many draws, reads this act of London as offensive."""
    act = crisis.setup.actions[action_number(action)]
    russia, uk = crisis.who("Russia"), crisis.who("UK")
    readings = [
        read(
            crisis.state, crisis.trace, crisis.setup, np.uint64(turn), np.uint64(7), russia, uk,
            act.offensive, act.defensive,
        )
        for turn in range(N)
    ]  # fmt: skip
    return float(np.mean(np.array(readings) > 0.0))


def test_operators_at_the_front_look_more_offensive_than_advisers(crisis: Crisis) -> None:
    """The article's question: which personnel, and how will Moscow interpret it?"""
    frontline = share_read_as_offensive(crisis, "deploy_frontline_unit")
    kit = share_read_as_offensive(crisis, "deploy_counter_drone")
    advisers = share_read_as_offensive(crisis, "deploy_advisers")
    assert frontline > 0.5 > max(kit, advisers)
    assert min(kit, advisers) > 0.0  # even advisers may be misread


def test_who_already_fears_reads_worse(crisis: Crisis) -> None:
    calm = share_read_as_offensive(crisis, "deploy_ew_suite")
    crisis.pair("Russia", "UK").belief = 3.0
    assert share_read_as_offensive(crisis, "deploy_ew_suite") > calm + 0.1


def test_a_biased_reader_reads_worse(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    fair = share_read_as_offensive(crisis, "deploy_frontline_unit")
    crisis.setup = crisis.setup.copy()
    crisis.setup.policies[crisis.who("Russia")].bias = 0.3
    assert share_read_as_offensive(crisis, "deploy_frontline_unit") < fair - 0.2


def test_marks_are_felt_as_far_as_they_are_believed_and_soothed_by_kindness(crisis: Crisis) -> None:
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    pair = crisis.pair("UK", "Russia")
    grievance = pair.felt_slow
    feel(crisis.state, crisis.setup, uk, russia, 2.0, 0.5, True)
    assert pair.felt_fast == 1.0
    assert pair.felt_slow == grievance + 1.0
    assert pair.harm == 2.0  # suffered in full, whoever did it
    feel(crisis.state, crisis.setup, uk, russia, -0.4, 1.0, True)
    assert pair.felt_fast == pytest.approx(0.6)
    assert pair.harm == 2.0
    feel(crisis.state, crisis.setup, uk, russia, -100.0, 1.0, True)
    assert pair.felt_fast == pair.felt_slow == 0.0  # no stock of goodwill


@quick
@given(st.lists(st.tuples(st.floats(-2, 4), st.floats(0, 1), st.booleans()), max_size=20))
def test_the_false_part_and_the_felt_part_never_exceed_the_whole(
    belgium: Scenario, marks: list[tuple[float, float, bool]]
) -> None:
    crisis = Crisis(belgium)
    pair = crisis.pair("UK", "Russia")
    for mark, posterior, is_true in marks:
        feel(
            crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"),
            mark, posterior, is_true,
        )  # fmt: skip
        assert 0.0 <= pair.felt_fast <= pair.harm
        assert pair.felt_false <= pair.felt_fast


@quick
@given(st.lists(st.floats(-10, 10), max_size=30))
def test_belief_stays_within_its_limit(belgium: Scenario, changes: list[float]) -> None:
    crisis = Crisis(belgium)
    limit = belgium.parameters["belief.limit"]
    for change in changes:
        believe(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("UK"), change)
        assert -limit <= crisis.pair("Russia", "UK").belief <= limit


@pytest.mark.parametrize(("posterior", "is_answerable"), [(0.05, False), (0.95, True)])
def test_only_an_attributed_act_can_be_answered(
    crisis: Crisis, posterior: float, is_answerable: bool
) -> None:
    before = crisis.state.system.cohesion
    suffer(
        crisis.state, crisis.trace, crisis.setup, np.uint64(1), np.uint64(2), crisis.who("UK"),
        crisis.who("Russia"), action_number("sabotage"), 2.0, 6, posterior, True,
    )  # fmt: skip
    pair = crisis.pair("UK", "Russia")
    assert pair.felt_fast == pytest.approx(2.0 * posterior)  # felt in either case
    assert bool(pair.fresh_rung == 6) == is_answerable
    assert bool(crisis.state.system.cohesion > before) == is_answerable
    assert bool(crisis.pair("NATO", "Russia").felt_fast > 0.0) == is_answerable


def belief_after(crisis: Crisis, kits: dict[str, int], turns: int = 400) -> float:
    """Return the mean monthly shift of Moscow's belief while London has these kits in Belgium."""
    state, setup = crisis.state, crisis.setup
    pair, left = crisis.pair("Russia", "UK"), dict(kits)
    for u in range(setup.n_units):
        name = KIT_NAMES[setup.units[u].kit]
        is_out = setup.units[u].owner == crisis.who("UK") and left.get(name, 0) > 0
        left[name] = left.get(name, 0) - int(is_out)
        state.units[u].arrived = int(is_out)
    shifts = []
    for turn in range(turns):
        pair.belief = 0.0
        dwell(state, crisis.trace, setup, np.uint64(turn))
        shifts.append(pair.belief)
    return float(np.mean(shifts)) / (7 / (365 / 12))


def test_standing_kit_goes_on_being_read_and_two_units_weigh_like_one(crisis: Crisis) -> None:
    """A presence, not a count; operators at the front alarm, advisers do not."""
    assert belief_after(crisis, {}) == 0.0
    one = belief_after(crisis, {"advisers": 1})
    assert belief_after(crisis, {"advisers": 2}) == one
    assert belief_after(crisis, {"frontline_unit": 1}) > 0.02 > one
