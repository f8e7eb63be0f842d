"""Kit and teams: sent from a stock, days on the way, at work on a host's soil, brought home."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.answer.book import provoke
from sim.core.arithmetic import exp
from sim.core.belief.perception import feel, read
from sim.core.kernel import kernel
from sim.core.layout.setup import AIR_POLICING, FRONTLINE_UNIT, N_KITS, NOBODY, Setup
from sim.core.layout.state import NEVER, State
from sim.core.layout.trace import (
    ARRIVED,
    BROUGHT_HOME,
    BY_VOTE,
    CHOSEN,
    MOVED_ON,
    NONE_LEFT,
    SENT,
    Trace,
    add_event,
)
from sim.core.means.reset import count_kits
from sim.core.means.scarcity import movable_unit


@kernel
def unit_at(state: State, setup: Setup, owner: int, kit: int, host: int) -> int:
    """Return the first unit of this owner at `host` (NOBODY: at home), or NOBODY.

    Any kit will do where `kit` is NOBODY.
    """
    for u in range(setup.n_units):
        fixed = setup.units[u]
        fits = fixed.owner == owner and (kit == NOBODY or fixed.kit == kit)
        if fits and state.units[u].host == host:
            return u
    return NOBODY


@kernel
def deploy(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    owner: int, host: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Send one kit to a host, from stock or from a host that needs it less; False without any.

    Adversaries read the act at once and go on reading the kit while it stands.
    """
    act = setup.actions[action]
    u = unit_at(state, setup, owner, act.kit, NOBODY)
    if u == NOBODY:
        u = movable_unit(state, setup, owner, act.kit, host)
        if u == NOBODY:
            add_event(state, trace, owner, host, action, 0, cause, 1, 0, 1.0, NONE_LEFT, NOBODY)
            return False
        left = state.units[u].host
        state.actors[left].left_without += 1
        add_event(state, trace, owner, left, action, 0, cause, 1, 0, 1.0, MOVED_ON, NOBODY)
    _set_out(state, setup, turn, key, u, host, setup.parameters.mandate_days)
    state.actors[owner].deployments += 1
    state.actors[host].kits_bilateral += 1
    state.actors[host].kits_for_nothing += int(has_nothing_flown(state, setup, host))
    state.pairs[owner, host].request *= 1.0 - setup.parameters.request_met
    _be_read(state, trace, setup, turn, key, owner, action)
    count_kits(state, setup)
    add_event(state, trace, owner, host, action, act.rung, cause, 1, 0, 1.0, SENT, NOBODY)
    return True


@kernel
def has_nothing_flown(state: State, setup: Setup, host: int) -> bool:
    """Tell, from the record, whether no adversary has flown drones over a host lately."""
    for j in range(setup.n_actors):
        flown = state.pairs[j, host].drones
        if flown >= setup.parameters.attribution_campaign_drones:
            return False
    return True


@kernel
def _set_out(
    state: State, setup: Setup, turn: np.uint64, key: np.uint64, u: int, host: int, term_days: float
) -> None:
    """Put a unit on its way, for a term that begins today."""
    parameters, unit, day = setup.parameters, state.units[u], state.system.day
    span = parameters.delay_kit_high_days - parameters.delay_kit_low_days
    wait = parameters.delay_kit_low_days + span * draws.uniform(turn, draws.DELAY, key)
    unit.host = host
    unit.arrived = 0
    unit.in_operation = 0
    unit.sent_day = day
    unit.ready_day = day + wait + setup.kits[setup.units[u].kit].delay_days
    unit.review_day = day + term_days


@kernel
def send_in_operation(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    owner: int,
    host: int,
    kit: int,
    term_days: float,
) -> None:
    """Send one kit to a host under the alliance's command, if the owner has one at home.

    It is read with the operation as a whole, not on its own.
    """
    u = unit_at(state, setup, owner, kit, NOBODY)
    if u == NOBODY or owner == host:
        return
    _set_out(state, setup, turn, draws.item(setup.name_keys[owner], kit), u, host, term_days)
    state.units[u].in_operation = 1
    state.actors[host].kits_by_alliance += 1
    action = setup.kits[kit].action
    add_event(state, trace, owner, host, action, 0, BY_VOTE, 1, 0, 1.0, SENT, NOBODY)
    count_kits(state, setup)


@kernel
def send_home(state: State, setup: Setup, u: int) -> None:
    """Put a unit back into stock; nobody reads it any longer. `count_kits` must follow."""
    state.units[u].host = NOBODY
    state.units[u].arrived = 0
    state.units[u].in_operation = 0


@kernel
def _be_read(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    owner: int,
    action: int,
) -> None:
    """Let adversaries read a deployment; who takes it for offensive is provoked on its rung.

    That is the rung on the reader's own ladder: what London sends on rung 5 may stand on 6 for
    Moscow.
    """
    act = setup.actions[action]
    for observer in range(setup.n_actors):
        if setup.pairs[observer, owner].is_adversary == 0:
            continue
        change = read(state, trace, setup, turn, key, observer, owner, act.offensive, act.defensive)
        state.actors[owner].readings += 1
        if change > 0.0:
            state.actors[owner].read_as_offensive += 1
            mark = setup.parameters.deployment_grievance * act.offensive
            feel(state, setup, observer, owner, mark, 1.0)
            rung = float(setup.rungs[observer, action])
            provoke(state, setup, observer, owner, observer, action, rung, 1.0, key, True)


@kernel
def arrive(state: State, trace: Trace, setup: Setup) -> None:
    """Put to work every unit whose delay is over; the first one dates the help."""
    day = state.system.day
    for u in range(setup.n_units):
        unit = state.units[u]
        if unit.host == NOBODY or unit.arrived == 1 or unit.ready_day > day:
            continue
        unit.arrived = 1
        state.actors[setup.units[u].owner].kit_days += day - unit.ready_day  # within last turn
        if state.actors[unit.host].first_kit_day == NEVER:
            state.actors[unit.host].first_kit_day = unit.ready_day
        fixed = setup.units[u]
        action = setup.kits[fixed.kit].action
        add_event(
            state, trace, fixed.owner, unit.host, action, 0, CHOSEN, 1, 0, 1.0, ARRIVED, NOBODY
        )
    count_kits(state, setup)


@kernel
def bring_home(
    state: State, trace: Trace, setup: Setup, owner: int, action: int, cause: int
) -> bool:
    """Bring the unit home that went out first in the owner's list; False where none is out."""
    for u in range(setup.n_units):
        unit = state.units[u]
        is_out = unit.host != NOBODY and unit.in_operation == 0
        if setup.units[u].owner == owner and is_out:
            add_event(
                state, trace, owner, unit.host, action, 0, cause, 1, 0, 1.0, BROUGHT_HOME, NOBODY
            )
            send_home(state, setup, u)
            state.actors[owner].withdrawn += 1
            count_kits(state, setup)
            return True
    return False


@kernel
def p_defeat(state: State, setup: Setup, host: int) -> float:
    """Return the chance that a drone seen over the host is hijacked or brought down."""
    return 1.0 - exp(-(miss_ew(state, setup, host) + miss_physical(state, setup, host)))


@kernel
def miss_ew(state: State, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that electronic warfare misses."""
    total = 0.0
    for k in range(N_KITS):
        total += state.on_soil[host, k] * setup.kits[k].miss_ew
    return total


@kernel
def miss_physical(state: State, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that nothing physical brings the drone down."""
    total = 0.0
    for k in range(N_KITS):
        total += state.on_soil[host, k] * setup.kits[k].miss_physical
    if state.actors[host].order_days_left > 0.0:
        total += setup.parameters.defeat_own_order
    return total


@kernel
def miss_intercept(state: State, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that no fighter meets an intruder over the host."""
    total = 0.0
    for k in range(N_KITS):
        total += state.on_soil[host, k] * setup.kits[k].intercept
    if state.actors[host].alert_days_left > 0.0:  # worth a detachment of its own
        total += setup.kits[AIR_POLICING].intercept
    return total


@kernel
def contact_with(state: State, setup: Setup, i: int, j: int) -> float:
    """Return how close forces of i come to those of j: in theatres, and to guests on j's soil.

    Fighters and frontline units abroad raise contact; advisers and kit meet nobody.
    """
    guests = 0
    for u in range(setup.n_units):
        kit = setup.units[u].kit
        if state.units[u].host == j and kit in (FRONTLINE_UNIT, AIR_POLICING):
            guests += state.units[u].arrived
    return setup.pairs[i, j].contact + setup.parameters.deployment_contact * guests
