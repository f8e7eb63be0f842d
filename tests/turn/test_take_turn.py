"""A turn: its phases, who decides, and that luck hangs on names and nothing else."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.core import draws
from sim.core.answer.crisis import note_move
from sim.core.layout.state import new_state
from sim.crisis.trace import trace
from sim.montecarlo.run_many import run_many
from sim.policies.decision import ASK_POLICY
from sim.scenario import Scenario, load_scenario
from sim.scenario.load import find_scenario
from sim.turn.take_turn import brief, leave_to_policies, luck_of, resolve, start, take_turn
from tests.core.known_crisis import DUEL, Crisis, action_number, duel, edited


@pytest.fixture(scope="module")
def belgium() -> Scenario:
    return load_scenario("belgium_2025")


def outcome(scenario: Scenario, runs: int, name: str) -> np.ndarray:
    batch = run_many(scenario.setup, 5, 0, runs)
    return batch.outcomes[:, [column.name for column in scenario.columns].index(name)]


def test_a_turn_is_a_briefing_and_what_comes_of_it(belgium: Scenario) -> None:
    whole, halves = Crisis(belgium), Crisis(belgium)
    for _ in range(10):
        whole.take_turn()
        leave_to_policies(halves.orders)
        brief(halves.state, halves.trace, halves.setup, halves.key)
        resolve(halves.state, halves.trace, halves.setup, halves.key, halves.orders)
        assert whole.state.tobytes() == halves.state.tobytes()
        assert np.array_equal(whole.orders, halves.orders)


def test_a_used_world_starts_as_fresh_as_a_new_one(belgium: Scenario) -> None:
    """Worlds are used over again from run to run; nothing of the last run may leak."""
    fresh = Crisis(belgium, run=7)
    used = Crisis(load_scenario("black_sea_intercept"), run=1)
    for _ in range(50):
        used.take_turn()
    other = Crisis(belgium, run=7)
    other.state = used.state
    start(other.state, other.setup, other.key)
    for _ in range(15):
        fresh.take_turn()
        other.take_turn()
        assert np.array_equal(fresh.orders, other.orders)
        assert fresh.state.system == other.state.system
        n = fresh.setup.n_actors
        assert np.array_equal(fresh.state.pairs[:n, :n], other.state.pairs[:n, :n])
        assert np.array_equal(fresh.state.actors[:n], other.state.actors[:n])


def test_people_may_sit_down_for_one_actor_and_leave_the_rest_to_policies(
    belgium: Scenario,
) -> None:
    alone, played = Crisis(belgium, run=3), Crisis(belgium, run=3)
    alone.take_turn()
    leave_to_policies(played.orders)
    mine = played.options_of("UK")
    played.orders[mine] = 0
    protest = played.option("UK", "diplomatic_protest", "Russia")
    played.orders[protest] = 3
    take_turn(played.state, played.trace, played.setup, played.key, played.orders)
    # What was ordered was done, and nothing else by London.
    assert played.orders[protest] == 3
    assert played.orders[mine].sum() == 3
    assert played.pair("UK", "Russia").acts == 3
    # Everybody else decided in the same sealed moment, on the same draws.
    others = np.ones(len(played.orders), bool)
    others[mine] = False
    assert np.array_equal(played.orders[others], alone.orders[others])
    assert np.all(played.orders != ASK_POLICY)


def test_an_illegal_order_comes_to_nothing(tmp_path: Path) -> None:
    """Nobody asked for kit, so none may be sent; the order is struck, not carried out."""
    crisis = Crisis(load_scenario(edited(tmp_path, "belgium_2025", injects=[])))
    crisis.brief()
    crisis.orders[:] = 0
    deployment = crisis.option("UK", "deploy_counter_drone", "Belgium")
    strike = crisis.option("Russia", "limited_strike", "UK")
    crisis.orders[[deployment, strike]] = 2
    assert not crisis.state.is_open[[deployment, strike]].any()
    resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    assert not crisis.orders.any()
    assert crisis.actor("UK").deployments == 0
    assert crisis.actor("UK").spent_meur == 0.0
    assert crisis.state.system.highest_rung == 0


def test_orders_beyond_the_stock_send_what_there_is(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    leave_to_policies(crisis.orders)
    crisis.orders[:] = 0
    take_turn(
        crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders
    )  # the request is injected
    crisis.orders[:] = 0
    crisis.orders[crisis.option("UK", "deploy_ew_suite", "Belgium")] = 5
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    assert crisis.actor("UK").deployments == 2


@pytest.mark.parametrize("run", range(5))
def test_a_ban_leaves_unrelated_luck_alone(tmp_path: Path, run: int) -> None:
    """London stops its reconnaissance flights: nobody else's first turn changes.

    But for the answers: they may be to what London does, and a flight is contact, which opens a way
    to meet it.
    """
    content: dict[str, Any] = yaml.safe_load(
        find_scenario("belgium_2025").read_text(encoding="utf-8")
    )
    actors = content["actors"]
    rows = actors["UK"]["tempo"]
    actors["UK"]["tempo"] = [row for row in rows if row["action"] != "isr_flight"]
    banned = load_scenario(edited(tmp_path, "belgium_2025", actors=actors))
    free = load_scenario("belgium_2025")
    assert banned.setup.n_options == free.setup.n_options - 1

    def first_turn(scenario: Scenario) -> list[tuple[Any, ...]]:
        events = (event for event in trace(scenario, 11, run) if event.turn == 1)
        return [
            (e.actor, e.target, e.action, e.cause, e.detected, e.defeated, e.note, e.site)
            for e in events
            if (e.actor, e.target) != ("UK", "Russia") and e.answers == 0
        ]

    assert first_turn(banned) == first_turn(free) != []


def test_options_in_another_order_have_the_same_luck(tmp_path: Path) -> None:
    """Luck is keyed by names: whoever sorts a tempo table anew changes no run."""
    content: dict[str, Any] = yaml.safe_load(
        find_scenario("belgium_2025").read_text(encoding="utf-8")
    )
    actors = content["actors"]
    for spec in actors.values():
        spec["tempo"] = spec["tempo"][::-1]
    turned = load_scenario(edited(tmp_path, "belgium_2025", actors=actors))
    one = run_many(turned.setup, 1, 0, 100).outcomes
    other = run_many(load_scenario("belgium_2025").setup, 1, 0, 100).outcomes
    assert np.array_equal(one, other, equal_nan=True)


def fork(crisis: Crisis) -> Crisis:
    """Return a second crisis at the same point, on the same draws."""
    branch = Crisis(crisis.scenario)
    branch.key = crisis.key
    states = new_state()
    states[0] = crisis.state
    branch.state = states[0]
    return branch


def test_a_fork_that_changes_nothing_ends_the_same(belgium: Scenario) -> None:
    crisis = Crisis(belgium, run=4)
    for _ in range(20):
        crisis.take_turn()
    branch = fork(crisis)
    while crisis.state.system.ended == 0:
        crisis.take_turn()
    assert branch.state.system.turn == 20  # a state of its own
    while branch.state.system.ended == 0:
        branch.take_turn()
    assert branch.state.tobytes() == crisis.state.tobytes()


def test_a_fork_that_changes_one_order_keeps_every_other_draw(belgium: Scenario) -> None:
    crisis = Crisis(belgium, run=4)
    for _ in range(20):
        crisis.take_turn()
    branch = fork(crisis)
    crisis.take_turn()
    leave_to_policies(branch.orders)
    changed = branch.option("Russia", "sabotage", "UK")
    branch.orders[changed] = 4
    take_turn(branch.state, branch.trace, branch.setup, branch.key, branch.orders)
    same = np.delete(branch.orders, changed) == np.delete(crisis.orders, changed)
    assert same.all()
    assert branch.actor("UK").severity > crisis.actor("UK").severity
    assert branch.actor("Belgium").incursions == crisis.actor("Belgium").incursions
    assert branch.state.system.cohesion != 0.0


FIRM = {"family": "utility", "parameters": {"responsiveness": 2.0, "threshold": 0.1}}
NERVOUS = {"sightings.hobby_per_day": 0.12, "sightings.nothing_per_day": 0.35}


def test_hobbyists_alone_can_start_a_crisis(tmp_path: Path) -> None:
    """Red does nothing at all. Blue answers Red for what hobbyists did: nobody knows but we."""
    scenario = duel(tmp_path, {"Blue": FIRM, "Red": "hold"}, NERVOUS)
    assert not outcome(scenario, 300, "incursions.Blue").any()
    assert outcome(scenario, 300, "attributed_wrong.Blue").any()
    assert outcome(scenario, 300, "climbs_misattributed").sum() > 5


def test_without_a_sky_to_watch_nothing_is_misattributed(tmp_path: Path) -> None:
    """The same states with no airport: no drone reports, so nothing false to answer."""
    red = {"tempo": [{"action": "cyber_probe", "toward": {"Blue": 0.05}}]}
    actors = DUEL["actors"] | {"Red": DUEL["actors"]["Red"] | red}
    policies = {"Blue": FIRM, "Red": "prober"}
    scenario = duel(tmp_path, policies, NERVOUS, actors=actors, sites=[])
    assert not outcome(scenario, 300, "climbs_misattributed").any()
    assert outcome(scenario, 300, "climbs_chosen").any()


Grains = tuple[list[str], np.ndarray, np.ndarray]
DAY_AND_WEEK_RUNS = 4000


@pytest.fixture(scope="module")
def day_and_week(tmp_path_factory: pytest.TempPathFactory) -> Grains:
    """Columns, and the outcomes of a year without injects in weekly and in daily turns."""
    injects: list[Any] = []
    week, day = tmp_path_factory.mktemp("week"), tmp_path_factory.mktemp("day")
    weekly = load_scenario(edited(week, "belgium_2025", turns=52, injects=injects))
    daily = load_scenario(edited(day, "belgium_2025", days_per_turn=1, turns=364, injects=injects))
    one, other = (run_many(s.setup, 5, 0, DAY_AND_WEEK_RUNS).outcomes for s in (weekly, daily))
    return [column.name for column in weekly.columns], one, other


def same_amount(grains: Grains, name: str) -> None:
    """Fail where daily turns give another amount: 3% and two standard errors off."""
    names, one, other = grains
    k = names.index(name)
    by_week, by_day = np.nanmean(one[:, k]), np.nanmean(other[:, k])
    error = np.hypot(np.nanstd(one[:, k]), np.nanstd(other[:, k])) / np.sqrt(DAY_AND_WEEK_RUNS)
    assert by_day == pytest.approx(by_week, abs=0.03 * by_week + 2.0 * error), name


@pytest.mark.slow
def test_daily_and_weekly_turns_tell_the_same_story(day_and_week: Grains) -> None:
    """Rates are per day: turns are a grain of time, not a rule. Tolerances of MODEL.md, 4."""
    names, one, other = day_and_week
    shares = ("kinetic", "article_4", "war", "vigilance", "bilateral_share.Belgium")
    amounts = ("deployments.UK", "longest_stay_days.UK", "withdrawn.UK")
    votes = ("motions_delayed", "motions_blocked", "hold_outs.UK", "decision_delay_days")
    for k, name in enumerate(names):
        if name.startswith("incursions.") or name in amounts:
            same_amount(day_and_week, name)
        if name not in (*shares, *votes):
            continue
        by_week, by_day = np.nanmean(one[:, k]), np.nanmean(other[:, k])
        if name in shares:
            assert by_day == pytest.approx(by_week, abs=0.03), name
        else:  # some hundreds of motions: a standard error is 3% of these
            assert by_day == pytest.approx(by_week, rel=0.12), name


@pytest.mark.slow
@pytest.mark.xfail(
    strict=True,
    reason="daily turns keep a tenth more kit abroad; probably harm within a week fades too soon",
)
def test_daily_and_weekly_turns_keep_as_much_kit_abroad(day_and_week: Grains) -> None:
    same_amount(day_and_week, "kit_days.UK")


def on_the_brink(scenario: Scenario, run: int = 0) -> Crisis:
    """Return a crisis whose first turn begins with shots between London and Moscow."""
    crisis = Crisis(scenario, run=run)
    note_move(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"))
    return crisis


def test_a_turn_that_begins_in_a_crisis_is_taken_day_by_day(belgium: Scenario) -> None:
    calm, crisis = Crisis(belgium), on_the_brink(belgium)
    days = []
    for part in range(7):
        leave_to_policies(crisis.orders)
        brief(crisis.state, crisis.trace, crisis.setup, crisis.key)
        system = crisis.state.system
        days.append((int(system.turn), int(system.part), float(system.day), float(system.days)))
        assert crisis.state.selves[0].days == 1.0
        resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
        assert (system.turn == 1) == (part == 6)
    assert days == [(0, part, float(part), 1.0) for part in range(7)]
    brief(calm.state, calm.trace, calm.setup, calm.key)
    assert (calm.state.system.by_day, calm.state.system.days) == (0, 7.0)


def test_a_turn_of_a_day_has_no_parts_however_grave(tmp_path: Path) -> None:
    crisis = Crisis(load_scenario(edited(tmp_path, "belgium_2025", days_per_turn=1, turns=364)))
    note_move(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"))
    crisis.take_turn()
    assert (crisis.state.system.turn, crisis.state.system.day) == (1, 1.0)


def test_orders_of_people_are_those_of_the_first_day(belgium: Scenario) -> None:
    """A turn taken whole from outside asks nobody on the second day: policies decide then."""
    crisis = on_the_brink(belgium)
    crisis.orders[:] = 0
    crisis.trace.is_on = 1
    protest = crisis.option("UK", "diplomatic_protest", "Russia")
    crisis.orders[protest] = 2
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    events = crisis.trace.events[: crisis.trace.n_events]
    ordered = [float(e.day) for e in events if e.option == protest and e.number < 2]
    assert len([day for day in ordered if day < 1.0]) == 2
    assert events["day"].max() > 1.0, "the trace holds all days of the turn"
    assert events["day"].tolist() == sorted(events["day"].tolist())


def test_days_of_a_turn_have_luck_of_their_own_and_the_first_has_the_turns() -> None:
    system = new_state()[0].system
    run, keys = np.uint64(draws.run_key(3, 0)), []
    for turn in range(4):
        for part in range(7):
            system.turn, system.part = turn, part
            keys.append(int(luck_of(run, system).turn))
            if part == 0:
                assert keys[-1] == int(draws.turn_key(run, turn))
    assert len(set(keys)) == 28


def test_what_is_remembered_fades_by_days_as_it_does_by_weeks(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    week, day = crisis.setup.decays
    for stock in crisis.setup.decays.dtype.names:
        assert float(day[stock]) ** 7 == pytest.approx(float(week[stock])), stock


def test_a_crisis_by_days_brings_no_more_acts_of_routine_than_one_by_weeks(
    belgium: Scenario,
) -> None:
    """Rates are per day: whether a week is taken at once or by days, as many acts come of them."""
    flights = np.zeros((2, 300))
    for by_day in range(2):
        for run in range(300):
            crisis = on_the_brink(belgium, run)
            crisis.setup = crisis.setup.copy()
            crisis.setup.clock.parts = 7 if by_day else 1
            crisis.trace.is_on = 1
            crisis.take_turn()
            events = crisis.trace.events[: crisis.trace.n_events]
            action = events["action"] == action_number("isr_flight")
            flights[by_day, run] = (action & (events["answers"] == 0)).sum()
    error = np.sqrt(flights.var(axis=1).sum() / 300)
    assert abs(flights[0].mean() - flights[1].mean()) < 3.5 * error
    assert flights.mean() > 10 * error
