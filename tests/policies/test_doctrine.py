"""A staff officer's table at work: what holds, what is preferred, forbidden and ordered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.layout.state import FORBIDDEN
from sim.policies.decision import ASK_POLICY, decide
from sim.policies.doctrine import (
    AVOID,
    CARRIED_OUT,
    NEVER,
    NO_CEILING,
    NO_RULE,
    NOTHING,
    ORDER,
    PREFER,
    ceiling_in_force,
    deciding_rule,
    is_usual_target,
    rules_in_force,
    stance_on,
)
from sim.policies.measure import DAY, STRAIN
from sim.scenario import load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import Crisis, duel
from tests.policies.desk import FOES, ME, N_OPTIONS, Desk

SURE = {"threshold": 0.9, "threshold_slope": 0.0}
"""Signed acts count as attributed, false alarms over the airport do not."""
ACTS = ("diplomatic_protest", "cyber_probe", "expulsions_sanctions", "threat_of_force",
        "snap_exercise")  # fmt: skip


def doctrine(*rules: dict[str, Any], **parameters: float) -> dict[str, Any]:
    return {"family": "doctrine", "parameters": SURE | parameters, "rules": list(rules)}


def rule(when: Any, **then: Any) -> dict[str, Any]:
    return {"when": when, "then": then}


def crisis_of(folder: Path, *rules: dict[str, Any], **parameters: float) -> Crisis:
    return Crisis(duel(folder, {"Blue": doctrine(*rules, **parameters)}))


def hit(crisis: Crisis, *actions: str) -> dict[str, int]:
    """Take a turn in which Red does exactly this; return what Blue ordered exactly."""
    crisis.orders[:] = ASK_POLICY
    crisis.orders[crisis.options_of("Red")] = 0
    for action in actions:
        crisis.orders[crisis.option("Red", action, "Blue")] += 1
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    found = {name: int(crisis.state.exact[crisis.option("Blue", name, "Red")]) for name in ACTS}
    return {name: n for name, n in found.items() if n}


def wanted(crisis: Crisis, **seen: float) -> dict[str, float]:
    """Return Blue's acts a day by action after it has seen this of Red."""
    crisis.brief()
    for name, value in seen.items():
        crisis.view("Blue", "Red")[name] = value
    decide(crisis.state, crisis.setup, crisis.who("Blue"))
    return {
        name: float(crisis.state.intensity[crisis.option("Blue", name, "Red")]) for name in ACTS
    }


def test_preferred_and_avoided_acts_are_likelier_and_rarer(tmp_path: Path) -> None:
    always = rule("always", prefer=["cyber_probe"], avoid=["snap_exercise"])
    rates = wanted(crisis_of(tmp_path, always, preference=2.0))
    assert rates["cyber_probe"] == pytest.approx(0.01 * np.exp(2.0))
    assert rates["snap_exercise"] == pytest.approx(0.01 * np.exp(-2.0))
    assert rates["threat_of_force"] == pytest.approx(0.01)  # of this no rule speaks


def test_never_and_never_above_leave_nothing_even_in_answer(tmp_path: Path) -> None:
    always = rule("always", never=["cyber_probe"], never_above=3)
    crisis = crisis_of(tmp_path, always, threshold=0.0)
    rates = wanted(crisis, provoked_rung=5.0, certainty=1.0)
    left = ["diplomatic_protest", "expulsions_sanctions"]
    assert [name for name, rate in rates.items() if rate > 0.0] == left
    mine = crisis.options_of("Blue")
    actions = [ACTIONS.at(number).id for number in crisis.setup.menu.action[mine]]
    tastes = dict(zip(actions, crisis.state.taste[mine].tolist(), strict=True))
    assert [name for name in rates if tastes[name] > FORBIDDEN] == left


def test_the_upper_rule_decides_and_both_apply(tmp_path: Path) -> None:
    rules = (
        rule({"provoked_rung": {"at_least": 4}}, prefer=["threat_of_force"], never_above=4),
        rule("always", never=["threat_of_force", "cyber_probe"], never_above=1),
    )
    quiet, provoked = (crisis_of(tmp_path, *rules, threshold=0.0) for _ in range(2))
    assert [n for n, rate in wanted(quiet).items() if rate > 0.0] == ["diplomatic_protest"]
    rates = wanted(provoked, provoked_rung=5.0)
    assert rates["threat_of_force"] > 0.01
    assert rates["expulsions_sanctions"] == pytest.approx(0.01)
    assert rates["cyber_probe"] == rates["snap_exercise"] == 0.0


def test_two_attributed_acts_within_three_weeks(tmp_path: Path) -> None:
    """An order goes out once, as the rule comes into force, and again after it had ceased to."""
    twice = {"attributed_acts": {"at_least": 2, "within_days": 21}}
    crisis = crisis_of(tmp_path, rule(twice, order=["threat_of_force"]))
    story = ["", "snap_exercise", "", "snap_exercise", "", "", "", "", "", "snap_exercise",
             "snap_exercise", "", ""]  # fmt: skip
    ordered = [bool(hit(crisis, *([act] if act else []))) for act in story]
    # Known the week after the second act; the two have to fall within three weeks.
    assert [turn for turn, done in enumerate(ordered) if done] == [4, 11]


def test_acts_too_far_apart_do_not_count_together(tmp_path: Path) -> None:
    twice = {"attributed_acts": {"at_least": 2, "within_days": 14}}
    crisis = crisis_of(tmp_path, rule(twice, order=["threat_of_force"]))
    for _ in range(4):
        assert hit(crisis, "snap_exercise") == {}
        assert hit(crisis) == {}
        assert hit(crisis) == {}


def test_incursions_are_the_drones_among_the_acts(tmp_path: Path) -> None:
    drone = {"attributed_incursions": {"at_least": 2, "within_days": 7}}
    crisis = crisis_of(tmp_path, rule(drone, order=["diplomatic_protest"]))
    option = crisis.option("Blue", "diplomatic_protest", "Red")
    for drones, ordered in ((0, 0), (1, 0), (2, 1)):
        pair = crisis.pair("Blue", "Red")
        pair.fresh_acts, pair.fresh_drones = 3, drones
        crisis.state.system.day += 30.0
        crisis.brief()
        decide(crisis.state, crisis.setup, crisis.who("Blue"))
        assert crisis.state.exact[option] == ordered


def test_a_false_report_that_is_believed_counts_like_a_true_one(tmp_path: Path) -> None:
    """The actor cannot tell; if its View told it, the truth would have leaked."""
    crisis = Crisis(
        duel(tmp_path, {"Blue": doctrine(rule("always", never_above=5), threshold=0.0)})
    )
    believed = []
    for _ in range(12):
        before = int(crisis.actor("Blue").false_alarms)
        hit(crisis)
        alarms = int(crisis.actor("Blue").false_alarms) - before
        believed.append((alarms, int(crisis.pair("Blue", "Red").fresh_drones)))
    assert any(alarms for alarms, _ in believed)
    assert all(alarms == fresh for alarms, fresh in believed)


def test_what_happens_within_a_day_or_a_week_of_turns_is_counted_alike(tmp_path: Path) -> None:
    twice = {"attributed_acts": {"at_least": 2, "within_days": 21}}
    policy = {"Blue": doctrine(rule(twice, order=["threat_of_force"]))}
    crisis = Crisis(duel(tmp_path, policy, days_per_turn=1, turns=60))
    ordered = []
    for day in range(40):
        ordered += [day] if hit(crisis, *(["snap_exercise"] if day in (3, 20) else [])) else []
    assert ordered == [21]


def test_quiet_is_counted_from_the_last_act_or_the_first_day(tmp_path: Path) -> None:
    quiet = {"quiet_days": {"at_least": 21}}
    crisis = crisis_of(tmp_path, rule(quiet, order=["diplomatic_protest"]))
    ordered = [bool(hit(crisis, *(["snap_exercise"] if turn == 4 else []))) for turn in range(9)]
    assert [turn for turn, done in enumerate(ordered) if done] == [3, 7]


def test_an_order_goes_to_the_usual_target_and_waits_until_it_is_legal() -> None:
    send = doctrine(rule("always", order=["deploy_ew_suite"]))
    crisis = Crisis(load_scenario("belgium_2025", {"UK": send}))
    option, ordered = crisis.option("UK", "deploy_ew_suite", "Belgium"), []
    for _ in range(10):
        crisis.take_turn()
        ordered.append(int(crisis.state.exact[option]))
    assert ordered == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]  # Belgium asks in the first week


@pytest.mark.parametrize(
    ("measure", "seen"),
    [
        ("provoked_rung", {"provoked_rung": 0.9}), ("certainty", {"certainty": 0.9}),
        ("firmness", {"firmness": 0.9}), ("request", {"request": 0.9}),
        ("kits_abroad", {"own_kit": 1.0}),
    ],
)  # fmt: skip
def test_a_rule_may_look_at_what_is_seen_of_others(
    tmp_path: Path, measure: str, seen: dict[str, float]
) -> None:
    crisis = crisis_of(tmp_path, rule({measure: {"at_least": 0.8}}, never=["cyber_probe"]))
    nothing = dict.fromkeys(seen, 0.0)
    assert wanted(crisis, **nothing)["cyber_probe"] > 0.0
    assert wanted(crisis, **seen)["cyber_probe"] == 0.0


@pytest.mark.parametrize(
    ("measure", "seen"),
    [
        ("strain", {"strain": 0.9}), ("cohesion", {"cohesion": 0.9}),
        ("hostile_intent", {"p_adversary_secure": 0.1}), ("day", {"day": 0.9}),
    ],
)  # fmt: skip
def test_a_rule_may_look_at_oneself(tmp_path: Path, measure: str, seen: dict[str, float]) -> None:
    crisis = crisis_of(tmp_path, rule({measure: {"at_least": 0.8}}, never=["cyber_probe"]))
    crisis.brief()
    own = crisis.state.selves[crisis.who("Blue")]
    option = crisis.option("Blue", "cyber_probe", "Red")
    for name, value in seen.items():
        for now, is_struck in ((1.0 - value, False), (value, True)):
            own[name] = now
            decide(crisis.state, crisis.setup, crisis.who("Blue"))
            assert (crisis.state.intensity[option] == 0.0) == is_struck


def test_every_measure_is_tested_here() -> None:
    from sim.policies.measure import MEASURES

    text = Path(__file__).read_text(encoding="utf-8")
    assert [measure.name for measure in MEASURES if f'"{measure.name}"' not in text] == []


def desk_with(*ceilings: float, **policy: float) -> Desk:
    """Return a desk with so many rules that hold, of which each may know a ceiling."""
    desk = Desk("doctrine", preference=1.5, **policy)
    desk.policy.n_rules = len(ceilings)
    for rule_, ceiling in zip(desk.policy.rules, ceilings, strict=False):
        rule_.never_above = ceiling
    return desk


def ask_for(desk: Desk, rule: int, *tests: tuple[int, float, float]) -> None:
    desk.policy.rules[rule].n_tests = len(tests)
    for test, told in zip(desk.policy.rules[rule].tests, tests, strict=False):
        test.measure, test.at_least, test.at_most = told


@pytest.mark.parametrize(
    ("day", "strain", "held"),
    [
        (1.9, 0.5, 0b001),  # the rule without a test always holds
        (2.0, 0.5, 0b111), (5.0, 0.5, 0b111),  # both ends are included
        (5.1, 0.5, 0b001),
        (3.0, 0.0, 0b011), (3.0, 1.1, 0b011),  # of two tests both must be met
    ],
)  # fmt: skip
def test_the_rules_in_force_are_those_whose_every_test_is_met(
    day: float, strain: float, held: int
) -> None:
    desk = desk_with(NO_CEILING, NO_CEILING, NO_CEILING)
    ask_for(desk, 1, (DAY, 2.0, 5.0))
    ask_for(desk, 2, (STRAIN, 0.1, 1.0), (DAY, 2.0, 5.0))
    desk.own.day, desk.own.strain = day, strain
    assert rules_in_force(desk.view, desk.policy) == held


@pytest.mark.parametrize(
    ("held", "ceiling"),
    [(0b111, 4.0), (0b100, 2.0), (0b101, 2.0), (0b001, NO_CEILING), (0, NO_CEILING)],
)
def test_the_uppermost_rule_in_force_that_knows_a_ceiling_sets_it(
    held: int, ceiling: float
) -> None:
    desk = desk_with(NO_CEILING, 4.0, 2.0)
    assert ceiling_in_force(desk.policy, held) == ceiling


@pytest.mark.parametrize(
    ("held", "rule", "stance"),
    [(0b111, 1, AVOID), (0b101, 2, NEVER), (0b001, NO_RULE, NOTHING), (0, NO_RULE, NOTHING)],
)
def test_the_uppermost_rule_in_force_that_speaks_of_an_action_decides(
    held: int, rule: int, stance: int
) -> None:
    desk = desk_with(NO_CEILING, NO_CEILING, NO_CEILING)
    desk.policy.rules[1].stance[7], desk.policy.rules[2].stance[7] = AVOID, NEVER
    assert deciding_rule(desk.policy, held, 7) == rule
    assert stance_on(desk.policy, held, 7) == stance
    assert stance_on(desk.policy, held, 8) == NOTHING


def test_each_stance_moves_its_own_act() -> None:
    """The desk's options 0 to 5 are of actions 1 to 6."""
    desk = desk_with(NO_CEILING)
    desk.policy.rules[0].stance[1:4] = [PREFER, AVOID, NEVER]
    up, down = float(np.exp(1.5)), float(np.exp(-1.5))
    assert desk.decide() == pytest.approx([up, down, 0.0, 1.0, 1.0, 1.0])


def test_above_the_ceiling_nothing_is_done_not_even_in_answer() -> None:
    desk = desk_with(4.0, responsiveness=1.0)
    desk.menu.rung[:N_OPTIONS] = [3.9, 4.0, 4.1, 9.0, 4.0, 9.0]
    found, taste = desk.decide(), desk.taste
    assert [rate > 0.0 for rate in found] == [True, True, False, False, True, False]
    assert [nats > FORBIDDEN for nats in taste] == [True, True, False, False, True, False]


@pytest.mark.parametrize(
    ("tempo", "is_open", "usual"),
    [
        ([1.0, 2.0, 1.0], [1.0, 1.0, 1.0], [False, True, False]),  # the one it does most
        ([1.0, 2.0, 2.0], [1.0, 1.0, 1.0], [False, True, False]),  # of two the first
        ([3.0, 2.0, 1.0], [0.0, 1.0, 1.0], [False, True, False]),  # of those that are open
        ([3.0, 2.0, 1.0], [0.0, 0.0, 0.0], [False, False, False]),
    ],
)
def test_the_usual_target_of_an_action(
    tempo: list[float], is_open: list[float], usual: list[bool]
) -> None:
    desk = desk_with(NO_CEILING)
    desk.menu.action[:FOES] = [5, 5, 5, 6]  # of another action nothing is asked
    desk.state.tempo[:FOES] = [*tempo, 9.0]
    desk.state.is_open[:FOES] = [*is_open, 1.0]
    ask = desk.view, desk.menu, desk.state.is_open, 0, FOES
    assert [is_usual_target(*ask, o) for o in range(3)] == usual


def test_orders_go_out_once_for_as_long_as_a_rule_holds() -> None:
    desk = desk_with(NO_CEILING, NO_CEILING)
    ask_for(desk, 1, (DAY, 7.0, 99.0))
    desk.policy.rules[0].stance[1] = desk.policy.rules[1].stance[[1, 2]] = ORDER
    ordered = []
    for day in (0.0, 7.0, 14.0, 100.0, 50.0):
        desk.own.day = day
        desk.state.exact[:] = 0
        desk.decide()
        ordered.append(desk.exact[:3])
    # The second rule comes into force on day 7, ceases on day 100, and comes again.
    assert ordered == [[1, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]]
    assert desk.memory[ME, CARRIED_OUT] == 0b11


@pytest.mark.parametrize("bar", ["closed", "ceiling"])
def test_an_order_that_is_not_legal_yet_waits(bar: str) -> None:
    desk = desk_with(4.0 if bar == "ceiling" else NO_CEILING)
    desk.policy.rules[0].stance[1] = ORDER
    desk.menu.rung[0] = 4.1
    desk.state.is_open[0] = float(bar == "ceiling")
    desk.decide()
    assert desk.exact == [0] * N_OPTIONS
    assert desk.memory[ME, CARRIED_OUT] == 0
    desk.menu.rung[0], desk.state.is_open[0] = 4.0, 1.0
    desk.decide()
    assert desk.exact == [1, 0, 0, 0, 0, 0]
    assert desk.memory[ME, CARRIED_OUT] == 1


def test_what_is_preferred_is_not_ordered() -> None:
    desk = desk_with(NO_CEILING)
    desk.policy.rules[0].stance[1:3] = [PREFER, AVOID]
    desk.decide()
    assert desk.exact == [0] * N_OPTIONS


def test_a_target_is_looked_for_among_all_options_of_the_actor() -> None:
    desk = desk_with(NO_CEILING)
    desk.menu.action[[0, 5]] = 9
    desk.policy.rules[0].stance[9] = ORDER
    desk.state.tempo[:N_OPTIONS] = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0]
    desk.decide()
    assert desk.exact == [0, 0, 0, 0, 0, 1]
