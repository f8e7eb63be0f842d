"""`countermove bench`: runs per second on this machine."""

from __future__ import annotations

from rich import box
from rich.table import Table

from sim.cli.groups import DEFAULT_SCENARIO
from sim.cli.plain import parse
from sim.cli.terminal import messages, print_json, results
from sim.core.errors import ConfigError
from sim.montecarlo import is_compiled
from sim.scenario import load_scenario
from sim.study.benchmark import Speed, benchmark

_KEYS = {"scenario": str, "seconds": int, "output.format": str}


def execute(arguments: list[str]) -> int:
    """Measure and print; returns the exit code."""
    plain = parse("bench", arguments, _KEYS, "")
    if plain.words:
        raise ConfigError(f"bench: takes no word such as {plain.words[0]!r}")
    seconds = plain.whole_number("seconds", 1, 600) or 3
    scenario = load_scenario(plain.settings.get("scenario", DEFAULT_SCENARIO))
    console = messages()
    if not is_compiled():
        console.print("Compiling the rules, once for this version: about a minute.")

    def tell(speed: Speed) -> None:
        if plain.format == "table":
            console.print(f"{speed.name}: {_figure(speed)}", style="dim")

    speeds = benchmark(scenario, seconds, tell)
    if plain.format == "json":
        print_json({speed.name: speed.runs_per_s for speed in speeds})
    elif plain.format == "table":
        _print_table(scenario.name, speeds)
    return 0


def _print_table(name: str, speeds: list[Speed]) -> None:
    by_name = {speed.name: speed.runs_per_s for speed in speeds}
    plain, limit = by_name["mesa_plain"], by_name["c_limit_1"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("driver")
    for title in ("runs/s", "× plain Mesa", "of the C loop"):
        table.add_column(title, justify="right", no_wrap=True)
    for speed in speeds:
        rate = speed.runs_per_s
        times = f"{rate / plain:,.0f}" if rate and plain else "–"
        # The loop runs on one thread, so only drivers on one thread are measured against it.
        share = f"{100 * rate / limit:.0f}%" if rate and limit and speed.threads == 1 else "–"
        table.add_row(speed.meaning, _figure(speed), times, share)
    console = results()
    console.print(f"{name}, whole runs a second", style="bold")
    console.print(table)


def _figure(speed: Speed) -> str:
    rate = speed.runs_per_s
    if rate is None:
        return speed.note
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.3g}"
