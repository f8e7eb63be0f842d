"""Drones and drone reports: seen or not, stopped or not, and whose they were thought to be.

A sighting has a hidden source: a state, a hobbyist, nothing. The host weighs it by what its
sensors tell; a few inquiries find the source, most sightings are never resolved.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.accident import let_debris_fall
from sim.core.act.chance import happens
from sim.core.act.climb import climb
from sim.core.act.episode import militarise
from sim.core.arithmetic import exp
from sim.core.belief.attribution import (
    campaign_update,
    evidence,
    host_dprime,
    is_sure,
    learn_of_campaign,
    share_of_many,
    sighting_posterior,
)  # fmt: skip
from sim.core.belief.deterrence import embolden, expose, resist
from sim.core.belief.perception import suffer
from sim.core.kernel import kernel
from sim.core.layout.setup import N_KITS, NOBODY, Setup
from sim.core.layout.state import NEVER, State
from sim.core.layout.trace import (
    AIRPORT_CLOSED,
    BACKGROUND,
    CAPTURED,
    HOBBYIST,
    NO_NOTE,
    NOTHING_THERE,
    PROVEN,
    Trace,
    add_event,
)
from sim.core.means.deployment import miss_ew, miss_physical

NOT_STOPPED, HIJACKED, BROUGHT_DOWN = 0, 1, 2
BY_STATE, BY_HOBBYIST, BY_NOBODY = 0, 1, 2
"""What a sighting was in truth."""
UNRESOLVED, PROVEN_STATE, PROVEN_ELSE = 0, 1, 2
"""What an inquiry found."""


@kernel
def site_over(setup: Setup, turn: np.uint64, key: np.uint64, host: int) -> int:
    """Return the host's site that an act is over, drawn by the sites' weights; NOBODY if none."""
    luck = draws.uniform(turn, draws.SITE, key)
    for s in range(setup.actors[host].first_site, setup.actors[host].end_site):
        if luck < setup.sites[s].cumulative_weight:
            return s
    return NOBODY


@kernel
def stop_drone(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64, host: int
) -> int:
    """Return whether a drone that was seen is hijacked, brought down, or neither."""
    if happens(trace, turn, draws.DEFEAT_EW, key, 1.0 - exp(-miss_ew(state, setup, host))):
        return HIJACKED
    physical = 1.0 - exp(-miss_physical(state, setup, host))
    if happens(trace, turn, draws.DEFEAT_PHYSICAL, key, physical):
        return BROUGHT_DOWN
    return NOT_STOPPED


@kernel
def is_seen(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    host: int,
    objects: float,
) -> bool:
    """Tell whether sensors of the host, and kit on its soil, see this act."""
    hazard = setup.parameters.sensor_detection * objects
    for k in range(N_KITS):
        hazard += state.on_soil[host, k] * setup.kits[k].detection
    return happens(trace, turn, draws.DETECTION, key, 1.0 - exp(-hazard))


@kernel
def fly_drone(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, host: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one drone act of i over the soil of `host`."""
    act, victim = setup.actions[action], state.actors[host]
    victim.incursions += 1
    state.pairs[i, host].drones += 1.0
    if victim.first_kit_day == NEVER:
        victim.incursions_before_kit += 1
    s = site_over(setup, turn, key, host)
    harm = harm_over(setup, action, s)
    climb(state, setup, i, host, act.rung, cause)
    if not is_seen(state, trace, setup, turn, key, host, act.objects):
        victim.severity += harm
        embolden(state, setup, i, host)
        add_event(state, trace, i, host, action, act.rung, cause, 0, 0, 0.0, NO_NOTE, s)
        return
    victim.detected += 1
    stopped = stop_drone(state, trace, setup, turn, key, host)
    captured = stopped == HIJACKED and happens(
        trace, turn, draws.CAPTURE, key, setup.parameters.attribution_capture_given_ew
    )
    note = CAPTURED if captured else NO_NOTE
    if stopped == NOT_STOPPED:
        victim.severity += harm
        if s != NOBODY and setup.sites[s].is_airport == 1:
            victim.airport_closures += 1
            note = AIRPORT_CLOSED
    else:
        victim.defeated += 1
        resist(state, setup, i, host)
    if captured:  # a captured drone is as good as proof
        p, source = 1.0, PROVEN_STATE
        learn_of_campaign(state, setup, host, i, setup.parameters.attribution_captured)
    else:
        source = inquire(state, trace, setup, turn, key, BY_STATE)
        p = weigh(state, setup, turn, key, host, i, act.objects, BY_STATE, source)
    conclude(state, trace, setup, turn, key, host, i, action, s, p, BY_STATE, source)
    if stopped == NOT_STOPPED:
        if is_sure(setup, host, p, setup.rungs[host, action]):
            expose(state, setup, i, host)
        else:
            embolden(state, setup, i, host)
    if source == PROVEN_STATE and note == NO_NOTE:
        note = PROVEN
    add_event(state, trace, i, host, action, act.rung, cause, 1, int(stopped > 0), p, note, s)
    if stopped == BROUGHT_DOWN:
        let_debris_fall(state, trace, setup, turn, key, i, host, action)


@kernel
def harm_over(setup: Setup, action: int, s: int) -> float:
    """Return the severity of one drone act over a site."""
    factor = setup.sites[s].severity_factor if s != NOBODY else 1.0
    return setup.actions[action].severity * factor


@kernel
def inquire(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64, truth: int
) -> int:
    """Return what an inquiry into a sighting finds; it may find nothing, never the wrong thing."""
    parameters = setup.parameters
    p = parameters.inquiry_state
    if truth == BY_HOBBYIST:
        p = parameters.inquiry_hobby
    elif truth == BY_NOBODY:
        p = parameters.inquiry_nothing
    if not happens(trace, turn, draws.INQUIRY, key, p):
        return UNRESOLVED
    return PROVEN_STATE if truth == BY_STATE else PROVEN_ELSE


@kernel
def weigh(
    state: State, setup: Setup, turn: np.uint64, key: np.uint64, host: int, suspect: int,
    objects: float, truth: int, found: int,
) -> float:  # fmt: skip
    """Return the host's posterior that a sighting was its suspect's; its belief moves with it.

    The more drones were seen at once, the more they tell. What has been proven to be somebody
    else's, or nothing, is not evidence of a campaign.
    """
    if found == PROVEN_ELSE:
        return 0.0
    is_true = truth == BY_STATE
    share = share_of_many(setup.parameters.attribution_share, objects)
    dprime = host_dprime(state, setup, host, objects)
    purpose = draws.EVIDENCE if is_true else draws.BACKGROUND_EVIDENCE
    likelihood = evidence(turn, purpose, key, dprime, is_true)
    p = sighting_posterior(state.pairs[host, suspect].campaign, share, likelihood)
    learn_of_campaign(state, setup, host, suspect, campaign_update(share, likelihood))
    return 1.0 if found == PROVEN_STATE else p


@kernel
def conclude(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64, host: int,
    suspect: int, action: int, s: int, p: float, truth: int, found: int,
) -> None:  # fmt: skip
    """Let the host attribute one sighting to its suspect, as far as it is sure, and count it.

    What it takes to have suffered is weighed by the posterior: it cannot tell a false report.
    """
    victim, rung = state.actors[host], setup.rungs[host, action]
    is_true = truth == BY_STATE
    victim.attention += 1.0
    victim.harm_rate += p * harm_over(setup, action, s)
    victim.unresolved += int(found == UNRESOLVED)
    victim.proven += int(found == PROVEN_STATE)
    victim.proven_hobby += int(found == PROVEN_ELSE and truth == BY_HOBBYIST)
    victim.proven_nothing += int(found == PROVEN_ELSE and truth == BY_NOBODY)
    if is_sure(setup, host, p, rung):
        victim.attributed_right += int(is_true)
        victim.attributed_wrong += int(not is_true)
        if found == PROVEN_STATE:
            militarise(state, trace, setup, turn, key, suspect, host, action)
    mark = setup.actions[action].response_mark
    suffer(state, trace, setup, turn, key, host, suspect, action, mark, rung, p, is_true)


@kernel
def report_false_sighting(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    host: int, action: int, truth: int,
) -> None:  # fmt: skip
    """Adjudicate one sighting that no state caused, as if it were an ordinary drone report."""
    suspect = setup.actors[host].main_adversary
    s = site_over(setup, turn, key, host)
    state.actors[host].false_alarms += 1
    p = 0.0
    if suspect != NOBODY:
        found = inquire(state, trace, setup, turn, key, truth)
        objects = setup.actions[action].objects
        p = weigh(state, setup, turn, key, host, suspect, objects, truth, found)
        conclude(state, trace, setup, turn, key, host, suspect, action, s, p, truth, found)
    note = HOBBYIST if truth == BY_HOBBYIST else NOTHING_THERE
    add_event(state, trace, NOBODY, host, action, 0, BACKGROUND, 1, 0, p, note, s)
