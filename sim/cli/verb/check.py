"""`countermove check`: mistakes in scenario files."""

from __future__ import annotations

from pathlib import Path

from sim.cli.plain import parse
from sim.cli.terminal import print_json
from sim.core.errors import CountermoveError, ScenarioError
from sim.core.layout.capacity import MAX_INJECTS, MAX_OPTIONS
from sim.scenario import load_scenario
from sim.scenario.find import existing, user_path

_KEYS = {"output.format": str}


def execute(arguments: list[str]) -> int:
    """Check every file; returns 0 where all are valid, else 3."""
    plain = parse("check", arguments, _KEYS, "a scenario file")
    findings = [_check(existing(user_path(word))) for word in plain.words]
    if plain.format == "json":
        print_json(findings)
    else:
        for finding in findings:
            if finding["valid"] and plain.format == "table":
                print(f"{finding['file']}: valid; {finding['says']}")
    wrong = [str(finding["says"]) for finding in findings if not finding["valid"]]
    if wrong and plain.format == "json":
        return ScenarioError.exit_code
    if wrong:
        raise ScenarioError("\n".join(wrong))
    return 0


def _check(path: Path) -> dict[str, str | bool]:
    try:
        scenario = load_scenario(path)
        setup = scenario.setup
    except CountermoveError as error:
        text = str(error)
        says = text if text.startswith(str(path)) else f"{path}: {text}"
        return {"file": str(path), "valid": False, "says": says}
    says = (
        f"{len(scenario.actors)} actors, {scenario.turns} turns of {scenario.days_per_turn:g} "
        f"days, {int(setup.n_options)} of {MAX_OPTIONS} options, {len(scenario.file.injects)} of "
        f"{MAX_INJECTS} injects"
    )
    return {"file": str(path), "valid": True, "says": says}
