"""The state of a run: all that changes from turn to turn, and the views that actors get of it.

No policy ever gets a `State`. It gets its own row of `views` and `selves`, which phase 2 fills
with what this actor can see or believe. What is written down about a turn is a `Trace`.

Every field is a float64 or an int64; a comment gives what the name does not.
"""

from __future__ import annotations

import numpy as np

from sim.core.layout.capacity import (
    MAX_ACTORS,
    MAX_INJECTS,
    MAX_OPTIONS,
    MAX_PROVOCATIONS,
    MAX_UNITS,
)
from sim.core.layout.ladder import N_RUNGS
from sim.core.layout.record import record_dtype

MEMORY_SLOTS = 16
N_KITS = 5
N_SCALES = 4
N_MOTIONS = 5
FORBIDDEN = -1000.0
"""The taste for an option that a policy rules out as an answer, in nats."""
NEVER = -1.0
"""The day of what has not happened."""

PAIR_STATE = record_dtype(
    (
        "felt_fast",  # marks that i attributes to j, fading within days
        "felt_slow",  # the same, fading within months: grievance
        "harm",  # marks suffered from anybody j is suspected of, for the certainty below
        "momentum",  # own marks on j
        "belief",  # log-odds that j is aggressive
        "campaign",  # log-odds that j runs a drone campaign against i
        "hardness",  # log-odds that j is one that answers firmly
        "provoked_rung",  # highest rung on which j has provoked i, fading
        "unanswered",  # public provocations by j that i left unanswered, fading
        "own_rung",  # rung of i's last act on j, fading
        "firmness",  # 0-1, how firmly j has resisted i
        "boldness",  # 0-1, how far i has got away with it
        "contact",  # j's aircraft near i's, fading count
        "high_rung",  # 1 after an act at rung 8 or above between i and j, fading
        "attacked",  # 1 after an attributed armed attack of j on i, fading
        "request",  # 0-1, how strongly j's request for help to i still stands
        "drones",  # drone acts of i over j, fading: whether a campaign is on
        "flying",  # factor on the tempo of i's drones over j: 0 while there is no campaign
        # of the dyad, kept where i < j
        "dispute_start",
        "dispute_end",
        "longest_dispute_days",
        "offer_day",  # of i's last conciliatory offer to j
        "crisis_day",  # of the last move in the crisis of the dyad, kept where i < j
        "talks_until",  # the day until which the two talk, kept where i < j
    ),
    (
        "disputes",
        "incidents",
        "settled",
        "settlements",
        "fresh_rung",  # highest rung of j's acts that i attributed last turn
        "fresh_acts",  # how many acts of j i attributed last turn
        "fresh_drones",  # how many of them were drones
        "last_level",  # MID level of the last militarised act between i and j that i knows of
        "turn_rung",
        "highest_rung",
        "acts",
        "moves",  # of the crisis of the dyad, kept where i < j
        "crises",
    ),
)
ACTOR_STATE = record_dtype(
    (
        "spent_meur", "spent_window_meur", "strain", "attention", "order_days_left",
        "alert_days_left",
        "damage_meur",  # what acts against it cost it
        "doubt",  # nats by which its public has come to doubt that helping is right
        "first_request_day", "first_kit_day", "severity", "harm_rate", "kit_days",
        "campaign_days",  # on which a campaign of drones was on over its soil
        "longest_stay_days",
        "next_due",  # the day on which the first of its answers is due
    ),
    (
        "highest_rung", "turn_rung", "incursions", "detected", "defeated", "attributed_right",
        "attributed_wrong", "false_alarms", "airport_closures", "incursions_before_kit",
        "deployments", "readings", "read_as_offensive", "hold_outs", "withdrawn", "left_without",
        "kits_bilateral", "kits_by_alliance",
        "kits_for_nothing",  # sent to it while nothing had flown there lately
        "requests_met", "requests_lapsed",
        "proven", "proven_hobby", "proven_nothing", "unresolved",
        "provocations", "answers", "answers_higher", "answers_misattributed", "lapsed",
        "book_end",  # the place after the last used one in its book
        "n_new",  # lines of its book that it has not weighed yet
        "policy_decides",  # 1 where its policy decided this turn, and so answers for it
    ),
)  # fmt: skip
EMPTY_ENTRY, OPEN_ENTRY, ANSWERED_ENTRY = 0, 1, 2
PROVOCATION = record_dtype(
    (
        "day",  # when it was known and attributed
        "rung",  # on the ladder of the one provoked
        "certainty",  # 0-1, that it was the other's doing
        "due",  # the day of the next answer; NEVER where none is meant
        "lapses",  # the day on which it is too old to be answered
        "step",  # rungs above (below) it on which its policy means to answer
    ),
    (
        "status",
        "is_new",  # 1 until somebody has decided whether to answer
        "against",
        "victim",  # the provoked actor, or the ally for whom it may answer
        "action",
        "is_public",
        "measures",  # answers still to come
        "given",  # answers given
        "answer",  # the action of the latest answer
    ),
    (("key", np.uint64),),
)
"""One line of an actor's book of provocations: all of it is known to the actor."""
ORIGIN = record_dtype((), ("act", "depth", "is_true"))
"""What the record knows of a provocation and the actor does not: which act it was, how many
answers led to it, and whether the one that is blamed did it."""
UNIT_STATE = record_dtype(
    ("ready_day", "sent_day", "review_day"),
    (
        "host", "arrived", "reviews",
        "in_operation",  # 1 where the alliance sent it: no owner moves or renews it
    ),
)  # fmt: skip
MOTION_STATE = record_dtype(
    (
        "first_put_day",
        "provoked_rung",  # what it was put for, as members knew it then
        "decide_day",  # when members vote again on a motion that was held up
        "stands_until",  # the day on which what was agreed ends
    ),
    ("is_pending", "is_carried", "proposer", "target", "action"),
)
SYSTEM_STATE = record_dtype(
    (
        "cohesion", "lowest_cohesion", "day", "quiet_days", "severity", "decision_delay_days",
        "days",  # that the part of the turn now taken is long
    ),
    (
        "turn",
        "part",  # of the turn: 0, and up to the last day of one that is taken day by day
        "by_day",  # 1 where this turn is taken day by day, for it began in a crisis
        "ended", "war", "kinetic", "deaths", "article_4", "article_5", "vigilance",
        "highest_rung", "turn_rung", "near_misses", "accidents", "climbs_chosen",
        "climbs_accidental", "climbs_misattributed", "motions_carried",
        "motions_delayed", "motions_blocked", "decisions", "settled",
        "acts",  # carried out so far: each act has its number
        "act_depth",  # answers in the chain that led to the act being carried out
        "longest_exchange", "forgotten", "gave_way",
        "n_forced",  # rows of `forced` in use
    ),
)  # fmt: skip
FORCED = record_dtype(("day",), ("option",))
SELF_VIEW = record_dtype(
    ("strain", "free_budget_meur", "cohesion", "order_days_left", "can_defend",
     "p_adversary_secure", "days", "day", "presence", "harm_rate", "doubt", "alert_days_left"),
)  # fmt: skip
OTHER_VIEW = record_dtype(
    (
        "belief", "belief_shift", "posterior", "certainty", "felt_fast", "felt_slow", "momentum",
        "provoked_rung", "own_rung", "firmness", "boldness",
        "hardness",  # -1 soft to 1 hard: how firmly it is expected to answer
        "contact", "high_rung", "attacked", "request", "asked", "defence", "harm_rate", "own_kit",
        "presence",
    ),
    ("fresh_rung", "fresh_acts", "fresh_drones", "last_level", "is_adversary", "is_ally"),
)  # fmt: skip
STATE = np.dtype(
    (
        np.record,
        [
            ("system", SYSTEM_STATE),
            ("actors", ACTOR_STATE, (MAX_ACTORS,)),
            ("pairs", PAIR_STATE, (MAX_ACTORS, MAX_ACTORS)),
            ("units", UNIT_STATE, (MAX_UNITS,)),
            ("motions", MOTION_STATE, (N_MOTIONS,)),
            # kits at home and free; kits at work on a soil
            ("stock", np.float64, (MAX_ACTORS, N_KITS)),
            ("on_soil", np.float64, (MAX_ACTORS, N_KITS)),
            ("first_day", np.float64, (N_RUNGS,)),  # of first passage, NEVER before it
            ("nerve", np.float64, (MAX_ACTORS,)),  # resolve on the brink, in standard deviations
            ("disposition", np.float64, (MAX_ACTORS,)),  # a member's own leaning in votes
            ("forced", FORCED, (MAX_INJECTS,)),  # acts that injects force this turn
            ("false_sightings", np.int64, (MAX_ACTORS, 2)),  # hobby drones, empty reports
            ("selves", SELF_VIEW, (MAX_ACTORS,)),
            ("views", OTHER_VIEW, (MAX_ACTORS, MAX_ACTORS)),
            ("memory", np.float64, (MAX_ACTORS, MAX_ACTORS, MEMORY_SLOTS)),  # of policies
            ("tempo", np.float64, (MAX_OPTIONS,)),  # acts a day at neutral motives, in this run
            ("is_open", np.float64, (MAX_OPTIONS,)),  # 1 on the legal menu of this turn
            ("intensity", np.float64, (MAX_OPTIONS,)),  # acts a day that the policy wants
            ("taste", np.float64, (MAX_OPTIONS,)),  # nats by which the policy likes it as an answer
            ("worn", np.float64, (MAX_OPTIONS,)),  # times it was used, fading
            ("answered", np.int64, (MAX_OPTIONS,)),  # answers given with it this turn
            ("weight", np.float64, (MAX_OPTIONS,)),  # of one choice; nothing is kept in it
            ("book", PROVOCATION, (MAX_ACTORS, MAX_PROVOCATIONS)),
            ("origins", ORIGIN, (MAX_ACTORS, MAX_PROVOCATIONS)),
            ("exact", np.int64, (MAX_OPTIONS,)),  # acts that the policy orders without luck
            ("scale_total", np.float64, (N_SCALES,)),
            ("scale_highest", np.float64, (N_SCALES,)),
        ],
    )
)
"""Everything that changes during a run; a position of the game is one such record."""

State = np.record
"""A record laid out as `STATE`."""


def new_state() -> np.ndarray:
    """Return a (1) array of STATE; `[0]` is the state. `start` it before the first turn."""
    return np.zeros(1, STATE)
