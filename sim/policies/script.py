"""Script: a timeline of acts, each done once, whatever happens.

An intensity cannot promise exactly one act, for luck makes a count of it; so a script writes its
orders into `rates.exact`. An act whose day has come but that is not legal yet (the host has not
asked, the kit is not home) waits for some days, and then lapses.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.record import record_dtype
from sim.core.layout.setup import Menu, own_options
from sim.policies.answering import never_answer
from sim.policies.family import Family, PolicyParameter, Rates, View

MAX_ENTRIES = 24
ENTRY = record_dtype(("day",), ("option",))
DONE = 0
"""Memory slot of the actor's notes on itself: which entries are done, a bit each."""


@kernel
def propose_script(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Order what is due and legal, whole_run; want nothing else."""
    first, last = own_options(menu, i)
    for o in range(first, last):
        rates.intensity[o] = 0.0
        rates.taste[o] = 0.0
    done = int(view.memory[i, DONE])
    for k in range(policy.n_entries):
        entry = policy.entries[k]
        # A day within the turn counts as this turn's, so daily and weekly turns act alike.
        is_due = entry.day < view.own.day + view.own.days_per_turn
        has_lapsed = view.own.day > entry.day + policy.wait_days
        if is_due and not has_lapsed and done & (1 << k) == 0 and is_open[entry.option] > 0.0:
            rates.exact[entry.option] += 1
            done |= 1 << k
    view.memory[i, DONE] = float(done)


SCRIPT = Family(
    name="script",
    behaviour=(
        "Follows a timeline: each act exactly once, in the turn of its day or in the first one "
        "after it in which the act is legal; nothing else, whatever happens."
    ),
    source="null policy; a historical or exercise timeline",
    propose=propose_script,
    respond=never_answer,
    parameters=(
        PolicyParameter(
            "wait_days", "days", 28.0, 0.0, 365.0, "how long an act waits to become legal"
        ),
    ),
    body="timeline",
    layout=(("n_entries", np.int64), ("entries", ENTRY, (MAX_ENTRIES,))),
    example=(
        {"day": 0, "action": "deploy_ew_suite"},
        {"day": 30, "action": "isr_flight"},
        {"day": 60, "action": "threat_of_force"},
    ),
)
