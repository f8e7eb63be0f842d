"""What becomes of a hostile act: seen or not, whose, stopped or not, harm, accident, war."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import exp, logit
from sim.core.attribution import (
    campaign_update,
    evidence,
    host_dprime,
    sighting_posterior,
    threshold,
)  # fmt: skip
from sim.core.climb import climb
from sim.core.deployment import contact_with, miss_ew, miss_intercept, miss_physical
from sim.core.deterrence import embolden, resist
from sim.core.kernel import kernel
from sim.core.ladder import MANNED_ENGAGED, SHOTS, WAR
from sim.core.perception import suffer
from sim.core.setup import ENCOUNTER, N_KITS, NOBODY, Setup
from sim.core.world import (
    AIRPORT_CLOSED,
    BACKGROUND,
    BY_ACCIDENT,
    CAPTURED,
    DEBRIS_FELL,
    HAD_ACCIDENT,
    HAD_DEATHS,
    HOBBYIST,
    INTERCEPTED,
    NEAR_MISSED,
    NEVER,
    NO_NOTE,
    NOTHING_THERE,
    WENT_TO_WAR,
    World,
    add_event,
)  # fmt: skip

NOT_STOPPED, HIJACKED, BROUGHT_DOWN = 0, 1, 2


@kernel
def site_over(setup: Setup, turn: np.uint64, key: np.uint64, host: int) -> int:
    """Return the host's site that an act is over, drawn by the sites' weights; NOBODY if none."""
    luck = draws.uniform(turn, draws.SITE, key)
    for s in range(setup.actors[host].first_site, setup.actors[host].end_site):
        if luck < setup.sites[s].cumulative_weight:
            return s
    return NOBODY


@kernel
def stop_drone(world: World, setup: Setup, turn: np.uint64, key: np.uint64, host: int) -> int:
    """Return whether a drone that was seen is hijacked, brought down, or neither."""
    if draws.uniform(turn, draws.DEFEAT_EW, key) < 1.0 - exp(-miss_ew(world, setup, host)):
        return HIJACKED
    physical = 1.0 - exp(-miss_physical(world, setup, host))
    if draws.uniform(turn, draws.DEFEAT_PHYSICAL, key) < physical:
        return BROUGHT_DOWN
    return NOT_STOPPED


@kernel
def is_seen(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, host: int, objects: float
) -> bool:
    """Tell whether sensors of the host, and kit on its soil, see this act."""
    hazard = setup.rates.sensor_detection * objects
    for k in range(N_KITS):
        hazard += world.on_soil[host, k] * setup.kits[k].detection
    return draws.uniform(turn, draws.DETECTION, key) < 1.0 - exp(-hazard)


@kernel
def fly_drone(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, host: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one drone act of i over the soil of `host`."""
    act, victim = setup.actions[action], world.actors[host]
    victim.incursions += 1
    if victim.first_kit_day == NEVER:
        victim.incursions_before_kit += 1
    s = site_over(setup, turn, key, host)
    harm = act.severity * (setup.sites[s].severity_factor if s != NOBODY else 1.0)
    climb(world, setup, i, host, act.rung, cause)
    if not is_seen(world, setup, turn, key, host, act.objects):
        victim.severity += harm
        embolden(world, setup, i, host)
        add_event(world, i, host, action, act.rung, cause, 0, 0, 0.0, NO_NOTE, s)
        return
    victim.detected += 1
    stopped = stop_drone(world, setup, turn, key, host)
    captured = stopped == HIJACKED and (
        draws.uniform(turn, draws.CAPTURE, key) < setup.rates.attribution_capture_given_ew
    )
    note = CAPTURED if captured else NO_NOTE
    if stopped == NOT_STOPPED:
        victim.severity += harm
        embolden(world, setup, i, host)
        if s != NOBODY and setup.sites[s].is_airport == 1:
            victim.airport_closures += 1
            note = AIRPORT_CLOSED
    else:
        victim.defeated += 1
        resist(world, setup, i, host)
    dprime = host_dprime(world, setup, host)
    if captured:
        dprime = setup.rates.attribution_dprime_captured
    p = _weigh_sighting(world, setup, turn, key, host, i, dprime, harm, action, True)
    add_event(world, i, host, action, act.rung, cause, 1, int(stopped > 0), p, note, s)
    if stopped == BROUGHT_DOWN:
        _let_debris_fall(world, setup, turn, key, i, host, action)


@kernel
def _weigh_sighting(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, host: int, suspect: int,
    dprime: float, harm: float, action: int, is_true: bool,
) -> float:  # fmt: skip
    """Let the host judge one sighting against its suspect; return its posterior."""
    rates, victim, act = setup.rates, world.actors[host], setup.actions[action]
    pair = world.pairs[host, suspect]
    purpose = draws.EVIDENCE if is_true else draws.BACKGROUND_EVIDENCE
    likelihood = evidence(turn, purpose, key, dprime, is_true)
    p = sighting_posterior(pair.campaign, rates.attribution_share, likelihood)
    limit = rates.attribution_campaign_limit
    change = campaign_update(rates.attribution_share, likelihood)
    pair.campaign = min(max(pair.campaign + change, -limit), limit)
    victim.attention += 1.0
    if is_true:
        victim.harm_rate += harm
    if p >= threshold(setup, host, float(act.rung)):
        victim.attributed_right += int(is_true)
        victim.attributed_wrong += int(not is_true)
    mark = act.response_mark
    suffer(world, setup, turn, key, host, suspect, action, mark, act.rung, p, is_true)
    return p


@kernel
def report_false_sighting(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    host: int, action: int, is_hobby: bool,
) -> None:  # fmt: skip
    """Adjudicate one sighting that no state caused, as if it were an ordinary drone report."""
    suspect = setup.actors[host].main_adversary
    world.actors[host].false_alarms += 1
    dprime = host_dprime(world, setup, host)
    p = 0.0
    if suspect != NOBODY:
        p = _weigh_sighting(world, setup, turn, key, host, suspect, dprime, 0.0, action, False)
    note = HOBBYIST if is_hobby else NOTHING_THERE
    s = site_over(setup, turn, key, host)
    add_event(world, NOBODY, host, action, 0, BACKGROUND, 1, 0, p, note, s)


@kernel
def act_covertly(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one deniable act: noticed or not, and how far j lays it at i's door."""
    act, rates = setup.actions[action], setup.rates
    climb(world, setup, i, j, act.rung, cause)
    world.actors[j].severity += act.severity
    noticed = 1.0 - rates.attribution_covert_concealment * act.deniability
    if draws.uniform(turn, draws.DETECTION, key) >= noticed:
        embolden(world, setup, i, j)
        add_event(world, i, j, action, act.rung, cause, 0, 0, 0.0, NO_NOTE, NOBODY)
        return
    dprime = rates.attribution_covert_dprime * (1.2 - act.deniability)
    likelihood = evidence(turn, draws.EVIDENCE, key, dprime, True)
    odds = likelihood + logit(rates.attribution_covert_prior)
    p = 1.0 / (1.0 + exp(-odds))
    if p < threshold(setup, j, float(act.rung)):
        embolden(world, setup, i, j)
    mark = act.response_mark
    suffer(world, setup, turn, key, j, i, action, mark, act.rung, p, True)
    add_event(world, i, j, action, act.rung, cause, 1, 0, p, NO_NOTE, NOBODY)


@kernel
def act_openly(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one act that j sees and knows to be i's; fighters over j may meet it."""
    act = setup.actions[action]
    climb(world, setup, i, j, act.rung, cause)
    met = False
    if act.is_air == 1 and act.is_hostile == 1:
        p_met = 1.0 - exp(-miss_intercept(world, setup, j))
        met = draws.uniform(turn, draws.DEFEAT_PHYSICAL, key) < p_met
        if met:
            resist(world, setup, i, j)
        else:
            embolden(world, setup, i, j)
    if act.is_hostile == 1:
        world.actors[j].severity += act.severity
    mark = act.response_mark
    suffer(world, setup, turn, key, j, i, action, mark, act.rung, 1.0, True)
    note = INTERCEPTED if met else NO_NOTE
    add_event(world, i, j, action, act.rung, cause, 1, 0, 1.0, note, NOBODY)
    if act.is_air == 1:
        world.pairs[j, i].contact += 1.0


@kernel
def risk_accident(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, j: int, action: int
) -> None:
    """Draw near miss and accident for an act in which people or machines come close."""
    act, rates, system = setup.actions[action], setup.rates, world.system
    p = act.p_accident * rates.accident_scale
    if act.effect == ENCOUNTER:
        p *= 1.0 + contact_with(world, setup, i, j)
    if p <= 0.0:
        return
    if draws.uniform(turn, draws.NEAR_MISS, key) < p * rates.accident_near_miss_ratio:
        system.near_misses += 1
        add_event(world, i, j, action, act.rung, BY_ACCIDENT, 1, 0, 1.0, NEAR_MISSED, NOBODY)
    if draws.uniform(turn, draws.ACCIDENT, key) < p:
        have_accident(world, setup, turn, key, i, j, action)


@kernel
def have_accident(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, j: int, action: int
) -> None:
    """Let an act go wrong: a rung higher than anybody chose, perhaps deaths, perhaps blame."""
    act, rates, system = setup.actions[action], setup.rates, world.system
    system.accidents += 1
    died = draws.uniform(turn, draws.DEATH, key) < rates.accident_death_given
    rung = max(act.rung, MANNED_ENGAGED if died else SHOTS)
    system.deaths = max(system.deaths, int(died))
    system.kinetic = max(system.kinetic, int(rung >= MANNED_ENGAGED))
    climb(world, setup, i, j, rung, BY_ACCIDENT)
    note = HAD_DEATHS if died else HAD_ACCIDENT
    add_event(world, i, j, action, rung, BY_ACCIDENT, 1, 0, 1.0, note, NOBODY)
    mark = rates.accident_mark * (2.0 if died else 1.0)
    blamed = draws.uniform(turn, draws.CULPABILITY, key) < rates.accident_blame
    if blamed:
        suffer(world, setup, turn, key, j, i, action, mark, rung, 1.0, True)
    risk_war(world, setup, turn, key, i, j, rung, BY_ACCIDENT, blamed)


@kernel
def risk_war(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, rung: int, cause: int, deliberate: bool,
) -> None:  # fmt: skip
    """Draw whether an armed clash becomes war; a clash that nobody is blamed for does not."""
    if rung < MANNED_ENGAGED or not deliberate:
        return
    rates, system = setup.rates, world.system
    system.kinetic = 1
    world.pairs[j, i].attacked = 1.0
    p = rates.war_per_kinetic * (rates.war_rung9_ratio if rung == MANNED_ENGAGED else 1.0)
    if draws.uniform(turn, draws.WAR, key) < p:
        go_to_war(world, setup, i, j, cause)


@kernel
def go_to_war(world: World, setup: Setup, i: int, j: int, cause: int) -> None:
    """End the run on the top rung."""
    system = world.system
    system.war = 1
    system.kinetic = 1
    system.deaths = 1
    system.ended = 1
    climb(world, setup, i, j, WAR, cause)
    add_event(world, i, j, 0, WAR, cause, 1, 0, 1.0, WENT_TO_WAR, NOBODY)


@kernel
def _let_debris_fall(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, host: int, action: int
) -> None:
    """Bring a drone down on somebody's roof, now and then; electronic warfare avoids this."""
    if draws.uniform(turn, draws.DEBRIS, key) < setup.rates.defeat_debris_accident:
        act = setup.actions[action]
        add_event(world, i, host, action, act.rung, BY_ACCIDENT, 1, 1, 1.0, DEBRIS_FELL, NOBODY)
        have_accident(world, setup, turn, key, i, host, action)
