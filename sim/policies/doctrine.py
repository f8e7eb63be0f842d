"""Doctrine: an ordered table of when and then, as a staff writes standing orders.

Between its rules the actor follows its services' usual tempo and answers provocations. Every rule
whose `when` holds applies; where two of them speak of the same action, or of the highest rung, the
upper one decides. So exceptions stand above, what goes without saying at the end.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_ACTIONS
from sim.core.layout.record import record_dtype
from sim.core.layout.setup import Menu, own_options
from sim.core.layout.state import FORBIDDEN
from sim.policies.answering import RISK_BORNE, STEP, answer_in_measure
from sim.policies.clock import set_clocks
from sim.policies.dates import keep_diary
from sim.policies.family import Family, PolicyParameter, Rates, View
from sim.policies.measure import measured
from sim.policies.weight import NATS, RESPONSIVENESS

MAX_RULES, MAX_TESTS = 12, 4
STANCES = ("nothing", "prefer", "avoid", "never", "order")
NOTHING, PREFER, AVOID, NEVER, ORDER = range(len(STANCES))
"""What a rule says of an action; ORDER: one act, at once, each time the rule comes into force."""

TEST = record_dtype(("at_least", "at_most", "within_days"), ("measure",))
RULE = record_dtype(
    ("never_above",),
    ("n_tests",),
    (("tests", TEST, (MAX_TESTS,)), ("stance", np.int64, (MAX_ACTIONS,))),
)
CARRIED_OUT = 0
"""Memory slot of the actor's notes on itself: rules in force whose orders went out, a bit each."""
NO_RULE = -1
NO_CEILING = np.inf


@kernel
def propose_doctrine(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Weigh the options by the rules in force, and give the orders that are due."""
    keep_diary(view)
    held = rules_in_force(view, policy)
    ceiling = ceiling_in_force(policy, held)
    first, last = own_options(menu, i)
    for o in range(first, last):
        stance = stance_on(policy, held, menu.action[o])
        rates.intensity[o] = policy.preference * (int(stance == PREFER) - int(stance == AVOID))
    set_clocks(view, policy, menu, parameters, is_open, i, rates)
    for o in range(first, last):
        if menu.rung[o] > ceiling or stance_on(policy, held, menu.action[o]) == NEVER:
            rates.intensity[o] = 0.0
            rates.taste[o] = FORBIDDEN
    _give_orders(view, policy, menu, is_open, i, held, ceiling, rates)


@kernel
def rules_in_force(view: View, policy: np.record) -> int:
    """Return the rules whose every test is met, a bit each; a rule without tests always holds."""
    held = 0
    for k in range(policy.n_rules):
        rule = policy.rules[k]
        is_met = True
        for t in range(rule.n_tests):
            test = rule.tests[t]
            value = measured(view, test.measure, test.within_days)
            is_met = is_met and test.at_least <= value <= test.at_most
        if is_met:
            held |= 1 << k
    return held


@kernel
def ceiling_in_force(policy: np.record, held: int) -> float:
    """Return the highest rung that the uppermost rule in force allows, if any speaks of it."""
    for k in range(policy.n_rules):
        if held & (1 << k) != 0 and policy.rules[k].never_above != NO_CEILING:
            return policy.rules[k].never_above
    return NO_CEILING


@kernel
def deciding_rule(policy: np.record, held: int, action: int) -> int:
    """Return the uppermost rule in force that speaks of an action, or NO_RULE."""
    for k in range(policy.n_rules):
        if held & (1 << k) != 0 and policy.rules[k].stance[action] != NOTHING:
            return k
    return NO_RULE


@kernel
def stance_on(policy: np.record, held: int, action: int) -> int:
    """Return what the rules in force say of an action."""
    k = deciding_rule(policy, held, action)
    return NOTHING if k == NO_RULE else policy.rules[k].stance[action]


@kernel
def _give_orders(
    view: View, policy: np.record, menu: Menu, is_open: np.ndarray,
    i: int, held: int, ceiling: float, rates: Rates,
) -> None:  # fmt: skip
    """Order each action that a rule asks for, whole_run for as long as the rule holds.

    Of several legal targets the usual one is taken (highest tempo). A rule whose orders are not
    legal yet waits until one is.
    """
    before = int(view.memory[i, CARRIED_OUT]) & held
    now = before
    first, last = own_options(menu, i)
    for o in range(first, last):
        k = deciding_rule(policy, held, menu.action[o])
        if (
            k == NO_RULE
            or before & (1 << k) != 0
            or policy.rules[k].stance[menu.action[o]] != ORDER
        ):
            continue
        if menu.rung[o] <= ceiling and is_usual_target(view, menu, is_open, first, last, o):
            rates.exact[o] = 1
            now |= 1 << k
    view.memory[i, CARRIED_OUT] = float(now)


@kernel
def is_usual_target(
    view: View, menu: Menu, is_open: np.ndarray, first: int, last: int, o: int
) -> bool:
    """Tell whether an option is open and no other open one of its action comes more often."""
    if is_open[o] == 0.0:
        return False
    for other in range(first, last):
        if menu.action[other] == menu.action[o] and is_open[other] > 0.0:
            if view.tempo[other] > view.tempo[o]:
                return False
            if view.tempo[other] == view.tempo[o] and other < o:
                return False
    return True


DOCTRINE = Family(
    name="doctrine",
    behaviour=(
        "Follows an ordered table of when and then; between its rules its services' usual tempo, "
        "and answers to what provoked it, with nothing that a rule forbids."
    ),
    source="standing orders; decision tables: Allison (1971) on standard operating procedures",
    propose=propose_doctrine,
    respond=answer_in_measure,
    parameters=(
        RESPONSIVENESS,
        STEP,
        RISK_BORNE,
        PolicyParameter(
            "preference", NATS, 1.5, 0.0, 2.5, "how strongly prefer and avoid move a rate"
        ),
    ),
    body="rules",
    layout=(("n_rules", np.int64), ("rules", RULE, (MAX_RULES,))),
    example=(
        {
            "when": {"attributed_acts": {"at_least": 2, "within_days": 28}},
            "then": {"order": ["threat_of_force"], "avoid": ["quiet_diplomacy"]},
        },
        {
            "when": "always",
            "then": {"prefer": ["isr_flight", "cyber_probe"], "avoid": ["diplomatic_protest"]},
        },
    ),
)
