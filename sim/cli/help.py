"""What `countermove --help` says: texts only, so that it answers at once."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb of the command line: its line in the overview and its own page."""

    line: str
    usage: str
    text: str
    is_hydra: bool
    """whether its arguments are Hydra's: overrides and flags"""


NAME = "countermove"
NOTE = "Exploration, not prediction."

_SETTINGS = """\
Settings (Hydra overrides, KEY=VALUE; `--cfg job` prints them all)
  scenario=NAME or FILE         a shipped scenario or your own file
  policy@policies.ACTOR=NAME    what an actor plays: `countermove list policies`, or a FILE
  parameters.NAME=NUMBER        one number of the model: `countermove list parameters`
  seed=7                        same seed, same runs, on every machine
  executor.threads=2            how many threads (default: all)
  output.dir=FOLDER             where results go (default: below results/)
  output.format=table           table, json or quiet (quiet prints the folder alone)

Flags
  --cfg job, --config-dir DIR, --info, --hydra-help
"""

VERBS = {
    "sweep": Verb(
        "Monte Carlo: many runs of one config, or with -m of a grid of configs",
        "countermove sweep [-m] [KEY=VALUE ...]",
        """\
Takes many runs and reports in how many of 100 each outcome is seen, with intervals and tails.
With -m, values with commas span a grid: one cell per combination, all with common random numbers.
A sweep that was stopped keeps its finished shards; `countermove resume DIR` goes on.

Examples
  countermove sweep scenario=belgium_2025 runs=100000 seed=7
  countermove sweep runs=20000 policy@policies.UK=restrained
  countermove sweep -m policy@policies.UK=restrained,firm policy@policies.Russia=prober,opportunist

"""
        + _SETTINGS.replace(
            "  seed=7 ", "  runs=20000                    runs per cell\n  seed=7 "
        ),
        True,
    ),
    "compare": Verb(
        "policy configs with common random numbers: paired differences",
        "countermove compare KEY=A,B[,C] [KEY=VALUE ...]",
        """\
Runs every config with common random numbers and reports, for every outcome, the mean difference
from the first config with its 95% interval, and how many runs of 100 come out higher, lower or the
same. The first value is the baseline.

Examples
  countermove compare policy@policies.UK=restrained,proportionate,firm
  countermove compare parameters.attribution.prior=0.2,0.4 runs=50000

"""
        + _SETTINGS.replace(
            "  seed=7 ", "  runs=20000                    runs per cell\n  seed=7 "
        ),
        True,
    ),
    "run": Verb(
        "one run, told as a story: who did what to whom, and why this rung",
        "countermove run [KEY=VALUE ...]",
        """\
Tells run number RUN of a seed turn by turn. It is bit for bit the run that a sweep with the same
seed has under that number.

Examples
  countermove run scenario=belgium_2025 seed=7 run=12
  countermove run run=12 output.story=turning_points
  countermove run policy@policies.UK=firm output.format=json

"""
        + _SETTINGS.replace(
            "  seed=7 ",
            "  run=0                         which run\n"
            "  output.story=full             full: turn by turn; exchanges: who answered whom, on\n"
            "                                a page; turning_points: ten lines\n"
            "  seed=7 ",
        ),
        True,
    ),
    "aid": Verb(
        "which aid stabilises, which provokes: by adversary and by what is known",
        "countermove aid [scenario=NAME] [runs=2000] [seed=7] [output.dir=FOLDER]\n"
        "                  [output.format=table|json|quiet]",
        """\
The article's own question. The supporter sends one kind of kit and nothing else, on the same day:
advisers, an electronic-warfare suite, counter-drone kit, or a frontline unit; facing an
opportunist, a prober, or a spiral adversary; where sources are told apart poorly, as usual, or
well; with common random numbers. Every cell is compared with nothing sent. Writes aid.csv, aid.md
and the figure.

Examples
  countermove aid
  countermove aid runs=10000 seed=1 output.dir=results/aid
""",
        False,
    ),
    "play": Verb(
        "the workshop: people play the states, in browsers or at a terminal",
        "countermove play [scenario=NAME] [policy@policies.ACTOR=NAME]\n"
        "                   [play.humans=UK,Belgium,Russia,NATO] [KEY=VALUE ...]\n"
        "  countermove play play.folder=FOLDER",
        """\
Serves a session to the browsers of one room, without internet: a secret link for each seat, for
the facilitator, the projector and observers. Seats without people are played by their policies. A
folder that holds a session goes on where it was; all its links stay valid. Needs
`pip install "countermove[web]"`; the terminal does not.

  interface=web            or terminal: one person, the first of play.humans
  play.humans=UK,Russia    who is played by people (default: the scenario's focus)
  play.title="Friday"      shown on every screen
  play.turns=6             how many turns at most
  play.injects=list.xlsx   a master events list (CSV or Excel); what was understood is printed
  play.seconds=720         how long seats have for their orders
  play.on_timeout=drafts   or policy: what plays for a seat that has not sealed in time
  play.marking="EXERCISE – NOTIONAL"   first and last line of every screen and print
  play.folder=FOLDER       where the session is kept, or one to go on with
  play.host=127.0.0.1      any other address lets that whole network in, unencrypted
  play.port=8080           0 takes a free one
  play.url=https://NAME    where people reach the server, if a proxy stands before it
  play.practice=true       a practice game of a quarter of an hour, with advice

Examples
  countermove play scenario=belgium_2025 play.humans=UK,Belgium,Russia,NATO
  countermove play policy@policies.Russia=prober play.humans=UK
  countermove play play.practice=true
  countermove play interface=terminal

"""
        + _SETTINGS,
        True,
    ),
    "validate": Verb(
        "hold simulated disputes against real ones, nulls and targets of your own",
        "countermove validate [targets=FILE.json] [dyads=3000] [dyad=A-B] [KEY=VALUE ...]",
        """\
Simulates disputes between any two states and prints, figure by figure, what the data say, their
95% interval, what was simulated, and the verdict: inside; near (outside, within a factor of 2);
off; not simulated. Then what became of drone sightings against an audit, and scores against nulls.

targets=FILE.json holds other figures of the same form: {"NAME": [value, low, high, n], ...}, in
groups or not; `scenario=` another scenario, `dyad=UK-Russia` which two of its states. Then only
these are compared.

Examples
  countermove validate
  countermove validate output.format=json
  countermove validate targets=held_out.json scenario=my_dyad.yaml

"""
        + "".join(
            line
            for line in _SETTINGS.splitlines(keepends=True)
            if not line.lstrip().startswith(("output.dir", "executor"))
        ),
        True,
    ),
    "calibrate": Verb(
        "what the data say about eight numbers of the model (needs an extra)",
        "countermove calibrate [particles=80] [generations=7] [dyads=200] [points=300] [seed=7]\n"
        "                        [targets=FILE.json] [output.dir=FOLDER]",
        """\
Approximate Bayesian computation by sequential Monte Carlo over eight parameters of the generic
dyad, from their declared ranges, against the figures of `validate`; then a coverage check: how
often the method's intervals hold the truth where the truth is known. Takes half an hour or more.
Writes posterior.csv, summary.csv and coverage.csv. Needs `pip install "countermove[calibrate]"`.

Examples
  countermove calibrate
  countermove calibrate particles=40 generations=3 points=0
""",
        False,
    ),
    "check": Verb(
        "look for mistakes in scenario files",
        "countermove check FILE [FILE ...]",
        """\
Reads scenario files and says what is wrong in them: file, key, value, what is allowed and what is
closest. Exit code 0 where all are valid, 3 where one is not.

Examples
  countermove check my_scenario.yaml
""",
        False,
    ),
    "new": Verb(
        "start a scenario of your own, from scratch or from another",
        "countermove new scenario NAME [extends=NAME or FILE] [file=FILE]",
        """\
Writes a scenario file that `check` accepts. With extends=belgium_2025 it holds only what is to
differ, and says what is still that of the other: its sites, injects, elections and sources.
Without, it holds two states with one number to replace each. Nothing is ever written over.

Examples
  countermove new scenario norway extends=belgium_2025
  countermove new scenario my_dyad file=scenarios/my_dyad.yaml
""",
        False,
    ),
    "list": Verb(
        "scenarios, policies, actions, outcomes, parameters, evidence",
        "countermove list scenarios|policies|actions|outcomes|parameters|evidence\n"
        "                   [scenario=NAME] [output.format=table|json|quiet]\n"
        "countermove list policy=NAME or FILE [output.format=table|json|quiet]",
        """\
Prints one of the catalogues: as a table, or with output.format=json for programs. `outcomes` are
those of one scenario; the others are common to all. `evidence` counts what the numbers of the
model rest on: sourced, elicited, assumed, or without a label. With policy=NAME, or the path of a
preset of your own, it says in plain words what a policy does: its source, every number with its
bounds, the rules of a doctrine, the timeline of a script.

Examples
  countermove list policies
  countermove list policy=staged_support
  countermove list parameters output.format=json
  countermove list outcomes scenario=baltic_gnss
""",
        False,
    ),
    "report": Verb(
        "make the report and figures of a result folder again",
        "countermove report DIR [output.format=table|json|quiet]",
        """\
Checks the outputs of a result folder against their recorded hashes and renders report.html and
the figures again. Nothing is simulated.

Examples
  countermove report results/belgium_2025-001
""",
        False,
    ),
    "resume": Verb(
        "go on with a sweep that was stopped",
        "countermove resume DIR [executor.threads=N] [output.format=table|json|quiet]",
        """\
Computes what is missing in a result folder. The runs end byte for byte as if the sweep had never
been stopped.

Examples
  countermove resume results/belgium_2025-001
""",
        False,
    ),
    "replay": Verb(
        "play a session of the workshop again, bit for bit, from its bundle",
        "countermove replay FILE or DIR [output=NEW_DIR] [output.format=table|json|quiet]",
        """\
Replays a bundle (NAME.countermove) or the folder of a session: every order, every roll, every
ruling. Prints a line per turn and "bit-identical", exit code 0; or names the turn and the event
that first came out otherwise, exit code 5. With output=NEW_DIR it also unpacks the session into a
folder of its own, without the end, so that it can be opened and played on. The bundle stays as
it is.

Examples
  countermove replay friday.countermove
  countermove replay friday.countermove output=results/friday-again
  countermove replay results/friday
""",
        False,
    ),
    "bench": Verb(
        "measure runs per second on this machine",
        "countermove bench [scenario=NAME] [seconds=3] [output.format=table|json]",
        """\
Measures, in one invocation: Monte Carlo on one and two threads, the Mesa model with and without
compiled rules, and a C loop that only does the arithmetic of the option choice.

Examples
  countermove bench
  countermove bench output.format=json
""",
        False,
    ),
}


def overview() -> str:
    """The answer to `countermove --help`."""
    lines = "\n".join(f"  {name:<10}{verb.line}" for name, verb in VERBS.items())
    return f"""\
{NAME}: escalation scenario simulator. Under which conditions does a response climb, hold or come
down, and how sure are we? {NOTE}

Usage
  {NAME} VERB [arguments]
  {NAME} VERB --help

Verbs
{lines}

Start here
  {NAME} sweep scenario=belgium_2025 runs=20000
  {NAME} run scenario=belgium_2025 run=7
  {NAME} compare policy@policies.UK=restrained,proportionate,firm

Exit codes
  0 done, 2 usage or config, 3 invalid scenario, 4 some runs failed, 5 replay mismatch,
  130 interrupted (finished shards are kept)
"""


def page(name: str) -> str:
    """The answer to `countermove VERB --help`, up to what Hydra adds."""
    verb = VERBS[name]
    return f"{NAME} {name}: {verb.line}\n\nUsage\n  {verb.usage}\n\n{verb.text}"
