"""What a scenario file may say: a closed schema with bounds, data and nothing that runs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sim.core.layout.capacity import MAX_ACTORS, MAX_ELECTIONS, MAX_INJECTS, MAX_SITES
from sim.scenario.role import is_reserved

NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_ ]{0,39}$"
COLOUR_PATTERN = r"^#[0-9A-Fa-f]{6}$"


def _policy(value: object) -> object:
    if isinstance(value, str | dict):
        return value
    raise ValueError("the name of a policy, the path of its file, or a mapping with its family")


def _no_role(name: str) -> str:
    if is_reserved(name):
        raise ValueError("another name: this one has a meaning of its own in a workshop")
    return name


Name = Annotated[str, Field(pattern=NAME_PATTERN), AfterValidator(_no_role)]
"""An actor's name; it is not that of a role in the workshop."""
Policy = Annotated[Any, BeforeValidator(_policy)]
"""A shipped policy by its name; its content, where the scenario named a file of one's own."""
Text = Annotated[str, Field(max_length=2000)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Rate = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
Money = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Evidence = Literal["sourced", "elicited", "assumed"]
Kit = Literal["advisers", "ew_suite", "counter_drone", "frontline_unit", "air_policing"]


class Closed(BaseModel):
    """A mapping in which an unknown key is an error, and nothing is coerced from text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Judged(Closed):
    """A number with what it rests on."""

    value: Annotated[float, Field(ge=-10, le=1000, allow_inf_nan=False)]
    evidence: Evidence = "assumed"
    source: Text = ""


class Tempo(Closed):
    """How often an actor does something on its own account, at neutral motives."""

    action: str
    toward: dict[str, Rate]
    """acts a day toward each target; 0 for what it does only in answer to others"""
    by_people_only: bool = False
    """no policy ever takes it"""
    evidence: Evidence = "assumed"
    source: Text = ""


class Look(Closed):
    """How an actor is drawn: letters, shape and colours."""

    letters: Annotated[str, Field(min_length=1, max_length=4)]
    shape: Literal[
        "circle", "square", "diamond", "hexagon", "triangle", "pentagon", "octagon", "ring"
    ]
    light: Annotated[str, Field(pattern=COLOUR_PATTERN)]
    dark: Annotated[str, Field(pattern=COLOUR_PATTERN)]


class Actor(Closed):
    """A state, a bloc of states, or an alliance."""

    kind: Literal["state", "bloc", "alliance"] = "state"
    title: Text = ""
    look: Look
    member_of: str | None = None
    adversaries: list[str] = []
    is_challenger: bool = False
    """may use the actions that the catalogue keeps for adversaries"""
    policy: Policy
    budget_meur_year: Money = 0.0
    stock: dict[Kit, Annotated[int, Field(ge=0, le=20)]] = {}
    beliefs: dict[str, Judged] = {}
    """log-odds that the other is aggressive"""
    suspicion: dict[str, Judged] = {}
    """probability that the other runs a drone campaign; else attribution.prior"""
    grievance: dict[str, Judged] = {}
    """marks already felt on the first day"""
    ladder: dict[str, Annotated[int, Field(ge=0, le=11)]] = {}
    """its private ladder: rungs on which it sees acts, where they differ from the catalogue's"""
    weight: Judged = Judged(value=1.0)
    """its part of the alliance's costs and voice, relative to the other members"""
    dependence: Judged = Judged(value=0.0)
    """0-1, how much of its energy or trade the adversary could take from it"""
    resolve: Judged = Judged(value=0.0)
    """log-odds, its leaning to support motions and to keep kit where it was sent"""
    tempo: list[Tempo] = []


class Site(Closed):
    """A place that incursions go for."""

    name: Text
    host: str
    kind: Literal["air_base", "airport", "port", "power_station", "depot", "city"]
    weight: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.0
    severity_factor: Annotated[float, Field(ge=0.1, le=5, allow_inf_nan=False)] = 1.0


class Theatre(Closed):
    """A sea or an air space where forces of several actors meet."""

    name: Text
    present: list[str]
    contact: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
    """adds to 1 in the factor on every chance of an accident between those present"""


class Inject(Closed):
    """An act that happens on a date, whatever anybody decides."""

    date: date
    actor: str
    action: str
    target: str
    note: Text = ""
    source: Text = ""


class Election(Closed):
    """A date toward which the alliance grows nervous, and on which its cohesion jumps."""

    date: date
    title: Text = ""
    source: Text = ""


class ActionOverride(Closed):
    """Numbers of a catalogue action that a scenario sets otherwise."""

    cost_meur: Money | None = None
    upkeep_meur_week: Money | None = None
    severity: Annotated[float, Field(ge=-10, le=20, allow_inf_nan=False)] | None = None
    offensive: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)] | None = None
    defensive: Share | None = None
    deniability: Share | None = None


class ScenarioFile(Closed):
    """A whole scenario: one file, with all that it extends."""

    title: Text
    question: Text
    start: date
    days_per_turn: Annotated[float, Field(ge=0.5, le=31, allow_inf_nan=False)] = 7
    turns: Annotated[int, Field(ge=1, le=10_000)]
    routine_rung: Annotated[int, Field(ge=0, le=10)] = 4
    quiet_days: Annotated[float, Field(ge=0, le=3650, allow_inf_nan=False)] = 0
    focus: Annotated[list[str], Field(min_length=1, max_length=10)]
    actors: Annotated[dict[Name, Actor], Field(min_length=2, max_length=MAX_ACTORS)]
    sites: Annotated[list[Site], Field(max_length=MAX_SITES)] = []
    theatres: Annotated[list[Theatre], Field(max_length=50)] = []
    injects: Annotated[list[Inject], Field(max_length=MAX_INJECTS)] = []
    elections: Annotated[list[Election], Field(max_length=MAX_ELECTIONS)] = []
    parameters: dict[str, float] = {}
    actions: dict[str, ActionOverride] = {}
    evidence: list[Text] = []
    """what the scenario rests on, for people"""
