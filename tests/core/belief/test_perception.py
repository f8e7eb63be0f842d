"""How acts are read and felt."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.belief.perception import (
    believe,
    dwell,
    feel,
    read,
    reading_logodds,
    show,
    shown_logodds,
    suffer,
)
from sim.core.layout.setup import ADVISERS, FRONTLINE_UNIT, KIT_NAMES, NOBODY
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
    feel(crisis.state, crisis.setup, uk, russia, 2.0, 0.5)
    assert pair.felt_fast == 1.0
    assert pair.felt_slow == grievance + 1.0
    assert pair.harm == 2.0  # suffered in full, whoever did it
    feel(crisis.state, crisis.setup, uk, russia, -0.4, 1.0)
    assert pair.felt_fast == pytest.approx(0.6)
    assert pair.harm == 2.0
    feel(crisis.state, crisis.setup, uk, russia, -100.0, 1.0)
    assert pair.felt_fast == pair.felt_slow == 0.0  # no stock of goodwill


@quick
@given(st.lists(st.tuples(st.floats(-2, 4), st.floats(0, 1)), max_size=20))
def test_the_felt_part_never_exceeds_the_whole(
    belgium: Scenario, marks: list[tuple[float, float]]
) -> None:
    crisis = Crisis(belgium)
    pair = crisis.pair("UK", "Russia")
    for mark, posterior in marks:
        feel(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"), mark, posterior)
        assert 0.0 <= pair.felt_fast <= pair.harm


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


@pytest.mark.parametrize(
    ("belief", "offensive", "defensive", "odds"),
    [
        (0.0, 0.5, 0.0, 3.0 * 2.0 * 0.5),  # a bias of 2 doubles what looks offensive
        (0.0, 0.0, 0.5, -3.0 * 0.8 * 0.5),  # what looks defensive calms
        (2.0, 0.0, 0.0, 0.5 * 2.0),  # who thinks ill reads ill
        (-2.0, 0.5, 0.5, 3.0 * (1.0 - 0.4) - 1.0),
    ],
)
def test_a_reading_is_coloured_by_bias_and_belief(
    crisis: Crisis, belief: float, offensive: float, defensive: float, odds: float
) -> None:
    russia = crisis.who("Russia")
    crisis.but().setup.policies[russia].bias = 2.0
    found = reading_logodds(crisis.setup, russia, belief, offensive, defensive)
    assert found == pytest.approx(odds)
    # What is shown is neither.
    expected = 3.0 * (offensive - 0.8 * defensive)
    assert shown_logodds(crisis.setup, offensive, defensive) == pytest.approx(expected)


def learned(is_offensive: bool, shown: float = 0.0) -> float:
    """Return the log-likelihood ratio of a reading, by Bayes' rule, at a diagnosticity of 0.3."""
    p, q = (1.0 / (1.0 + math.exp(-shown - d)) for d in (0.3, -0.3))
    return math.log(p / q) if is_offensive else math.log((1.0 - p) / (1.0 - q))


@pytest.mark.parametrize(("belief", "is_offensive"), [(1e3, True), (-1e3, False)])
def test_what_is_read_is_evidence_for_or_against(
    crisis: Crisis, belief: float, is_offensive: bool
) -> None:
    """Whoever is sure reads what it believes, and takes it for what was shown."""
    crisis.pair("Russia", "UK").belief = belief
    found = read(crisis.state, crisis.trace, crisis.setup, np.uint64(1), np.uint64(2),
                 crisis.who("Russia"), crisis.who("UK"), 0.5, 0.25)  # fmt: skip
    assert found == pytest.approx(learned(is_offensive, 3.0 * (0.5 - 0.8 * 0.25)))
    assert (found > 0.0) == is_offensive


@pytest.mark.parametrize(("change", "after"), [(0.5, 1.5), (9.0, 4.0), (-9.0, -4.0)])
def test_belief_moves_within_its_limit(crisis: Crisis, change: float, after: float) -> None:
    crisis.pair("Russia", "UK").belief = 1.0
    crisis.pair("UK", "Russia").belief = 0.0
    believe(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("UK"), change)
    assert crisis.pair("Russia", "UK").belief == after
    assert crisis.pair("UK", "Russia").belief == 0.0


def hit(crisis: Crisis, action: str, mark: float, posterior: float, is_true: bool = True) -> None:
    """Let the UK suffer an act on rung 6 that it takes for offensive, whatever it is."""
    crisis.pair("UK", "Russia").belief = 0.0
    crisis.but(belief_confirmation=0.0, reading_slope=0.0)
    suffer(crisis.state, crisis.trace, crisis.setup, np.uint64(1), np.uint64(2), crisis.who("UK"),
           crisis.who("Russia"), action_number(action), mark, 6, posterior, is_true)  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "posterior", "weight"),
    [(0.25, 1.0, 0.25), (2.0, 1.0, 1.0), (2.0, 0.75, 0.75), (-0.5, 1.0, 0.5)],
)
def test_a_harder_blow_says_more_up_to_one_whole_reading(
    crisis: Crisis, mark: float, posterior: float, weight: float
) -> None:
    hit(crisis, "sabotage", mark, posterior)
    shift = float(crisis.pair("UK", "Russia").belief)
    assert abs(shift) == pytest.approx(weight * learned(True))


def test_an_attributed_act_is_fresh_and_counted_by_its_kind(crisis: Crisis) -> None:
    pair = crisis.pair("UK", "Russia")
    pair.provoked_rung, pair.fresh_rung = 7.0, 2
    hit(crisis, "sabotage", 2.0, 1.0)  # level 4, no drone
    assert (pair.provoked_rung, pair.fresh_rung) == (7.0, 6)  # the higher stays
    assert (pair.fresh_acts, pair.fresh_drones, pair.last_level) == (1, 0, 4)
    hit(crisis, "recon_drone_incursion", 2.0, 1.0)
    assert (pair.fresh_acts, pair.fresh_drones, pair.last_level) == (2, 1, 3)
    hit(crisis, "cyber_probe", 2.0, 1.0)  # level 1: not militarised
    hit(crisis, "threat_of_force", 2.0, 1.0)
    assert (pair.fresh_acts, pair.fresh_drones, pair.last_level) == (4, 1, 2)


def test_a_threshold_that_is_just_met_is_met(crisis: Crisis) -> None:
    policy = crisis.but().setup.policies[crisis.who("UK")]
    policy.threshold, policy.threshold_slope = 0.5, 0.0
    hit(crisis, "sabotage", 2.0, 0.5)
    assert crisis.pair("UK", "Russia").fresh_acts == 1


@pytest.mark.parametrize(("mark", "gain"), [(2.0, 0.002), (-2.0, 0.0)])
def test_the_alliance_feels_a_part_and_draws_together(
    crisis: Crisis, mark: float, gain: float
) -> None:
    crisis.state.system.cohesion = 0.5
    for name in ("UK", "NATO"):
        pair = crisis.pair(name, "Russia")
        pair.felt_fast = pair.felt_slow = 3.0
    hit(crisis, "sabotage", mark, 1.0, is_true=False)
    alliance = crisis.pair("NATO", "Russia")
    assert alliance.felt_fast == pytest.approx(3.0 + 0.3 * mark)
    assert crisis.state.system.cohesion == pytest.approx(0.5 + gain)
    assert crisis.pair("Belgium", "Russia").felt_fast == 0.0


def test_cohesion_is_never_more_than_whole(crisis: Crisis) -> None:
    crisis.state.system.cohesion = 0.9999
    hit(crisis, "sabotage", 2.0, 1.0)
    assert crisis.state.system.cohesion == 1.0


def test_who_is_in_no_alliance_suffers_alone(crisis: Crisis) -> None:
    crisis.but().setup.actors[crisis.who("UK")].alliance = NOBODY
    before = float(crisis.state.system.cohesion), crisis.state.pairs["felt_fast"].sum()
    hit(crisis, "sabotage", 2.0, 1.0)
    assert crisis.state.system.cohesion == before[0]
    assert crisis.state.pairs["felt_fast"].sum() == before[1] + 2.0


def test_every_adversary_and_nobody_else_reads_what_all_can_see(crisis: Crisis) -> None:
    crisis.but(belief_confirmation=0.0, reading_slope=0.0)
    before = crisis.state.pairs["belief"].copy()
    show(crisis.state, crisis.trace, crisis.setup, np.uint64(1), np.uint64(2), crisis.who("Russia"),
         action_number("show_of_force"))  # fmt: skip
    moved = np.abs(crisis.state.pairs["belief"] - before)
    n, russia = int(crisis.setup.n_actors), crisis.who("Russia")
    seen = [n != russia for n in range(n)]
    assert moved[:n, russia] == pytest.approx(np.where(seen, learned(True), 0.0))
    moved[:, russia] = 0.0
    assert not moved.any()


def test_a_presence_is_as_offensive_as_the_mean_of_what_stands(crisis: Crisis) -> None:
    """Advisers 0.1 and 0.6, a frontline unit 0.5 and 0.5: together 0.3 and 0.55, for a week."""
    crisis.but(belief_confirmation=0.0, reading_presence_flow=2.0)
    crisis.setup.policies[crisis.who("Russia")].bias = 1.0
    crisis.trace.is_on = 1
    stand = {ADVISERS: 0, FRONTLINE_UNIT: 0}
    for u in range(crisis.setup.n_units):
        fixed = crisis.setup.units[u]
        if fixed.owner == crisis.who("UK") and stand.get(int(fixed.kit)) == 0:
            stand[int(fixed.kit)] = 1
            crisis.state.units[u].arrived = 1
        elif fixed.owner == crisis.who("UK"):
            crisis.state.units[u].arrived = crisis.state.units[u].in_operation = 1  # not its own
    before = float(crisis.pair("Russia", "UK").belief)
    dwell(crisis.state, crisis.trace, crisis.setup, np.uint64(3))
    assert crisis.trace.n_rolls == 1  # one owner, one adversary
    shown = 3.0 * (0.3 - 0.8 * 0.55)
    roll = crisis.trace.rolls[0]
    assert roll.chance == pytest.approx(1.0 / (1.0 + math.exp(-shown)))
    shift = 2.0 * 7.0 / (365.0 / 12.0) * learned(bool(roll.result), shown)
    assert float(crisis.pair("Russia", "UK").belief) - before == pytest.approx(shift)
