"""The legal menu: which options an actor may take this turn, from its own View and stock."""

from __future__ import annotations

from sim.core.belief.attribution import threshold
from sim.core.kernel import kernel
from sim.core.layout.setup import (
    ALERT,
    DEPLOY,
    MOTION,
    NEEDS_ATTACK,
    NEEDS_ATTRIBUTION,
    NEEDS_CONTACT,
    NEEDS_DEFENCE,
    NEEDS_HIGH_RUNG,
    NEEDS_OWN_KIT,
    NEEDS_REQUEST,
    NO_NEED,
    NOBODY,
    REQUEST,
    STANDING_ORDER,
    Setup,
)  # fmt: skip
from sim.core.layout.state import State
from sim.core.means.scarcity import movable_unit

UNPROVOKED = 0.0
"""The certainty of an act that there is none of."""
STILL_FRESH = 0.25
"""A fading mark counts as recent for two half-lives: about 60 days at the default."""
STILL_WANTED = 0.1
"""A request counts while a tenth of it stands."""
BARS = ("", "ceiling", "budget", "pending", "standing", "asked", "need", "stock")
"""What may keep an actor from an option."""
LEGAL, OVER_CEILING, OVER_BUDGET, IS_PENDING, IS_STANDING, WAS_ASKED, LACKS_NEED, NO_STOCK = range(
    len(BARS)
)


@kernel
def open_menu(state: State, setup: Setup) -> None:
    """Mark, for every actor, the options that it may take this turn; nothing is wanted yet."""
    for o in range(setup.n_options):
        state.is_open[o] = 1.0 if is_legal(state, setup, o) else 0.0
        state.intensity[o] = 0.0
        state.taste[o] = 0.0
        state.exact[o] = 0
        state.answered[o] = 0


@kernel
def is_legal(state: State, setup: Setup, o: int, certainty: float = UNPROVOKED) -> bool:
    """Tell whether nothing bars an option; see `bar_of`."""
    return bar_of(state, setup, o, certainty) == LEGAL


@kernel
def bar_of(state: State, setup: Setup, o: int, certainty: float = UNPROVOKED) -> int:
    """Return what keeps an option from its actor: its ceiling, budget or stock, or a need.

    `certainty` is that of the act which the option would answer, UNPROVOKED where it would answer
    none: an actor is then as sure as of all that it suffered lately.
    """
    menu = setup.menu
    i, j = menu.actor[o], menu.target[o]
    act = setup.actions[menu.action[o]]
    own = state.selves[i]
    if menu.rung[o] > setup.policies[i].ceiling:
        return OVER_CEILING
    if act.effect != MOTION and act.cost_meur > own.free_budget_meur:
        return OVER_BUDGET  # a motion may be put by one who cannot pay for it
    if act.effect == MOTION and state.motions[act.motion].is_pending == 1:
        return IS_PENDING  # it is on the table already
    if act.effect == MOTION and state.motions[act.motion].stands_until > state.system.day:
        return IS_STANDING
    if act.effect == STANDING_ORDER and own.order_days_left > 0.0:
        return IS_STANDING
    if act.effect == ALERT and own.alert_days_left > 0.0:
        return IS_STANDING
    if act.effect == REQUEST and state.views[i, j].asked >= STILL_WANTED:
        return WAS_ASKED  # and not yet answered
    if act.need != NO_NEED and not meets_need(
        state, setup, i, j, act.need, menu.rung[o], certainty
    ):
        return LACKS_NEED
    if act.effect == DEPLOY and state.stock[i, act.kit] < 1.0:
        return LEGAL if movable_unit(state, setup, i, act.kit, j) != NOBODY else NO_STOCK
    return LEGAL


@kernel
def meets_need(
    state: State, setup: Setup, i: int, j: int, need: int, rung: float,
    certainty: float = UNPROVOKED,
) -> bool:  # fmt: skip
    """Tell whether actor i's View of j, and of itself, meets one need of an action."""
    view, own = state.views[i, j], state.selves[i]
    if need == NEEDS_ATTRIBUTION:
        return max(view.certainty, certainty) >= threshold(setup, i, rung)
    if need == NEEDS_OWN_KIT:
        return _has_kit_out(state, setup, i)
    if need == NEEDS_REQUEST:
        return view.request >= STILL_WANTED
    if need == NEEDS_DEFENCE:
        return own.can_defend > 0.0
    if need == NEEDS_CONTACT:
        return view.contact >= STILL_FRESH
    if need == NEEDS_HIGH_RUNG:
        return view.high_rung >= STILL_FRESH
    if need == NEEDS_ATTACK:
        return view.attacked >= STILL_FRESH or _was_attacked(state, setup, i)
    return True


@kernel
def _has_kit_out(state: State, setup: Setup, i: int) -> bool:
    for j in range(setup.n_actors):
        if state.views[i, j].own_kit > 0.0:
            return True
    return False


@kernel
def _was_attacked(state: State, setup: Setup, i: int) -> bool:
    for j in range(setup.n_actors):
        if state.views[i, j].attacked >= STILL_FRESH:
            return True
    return False
