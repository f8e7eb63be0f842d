"""The last lines of a study: table, folder, next command; or one JSON document."""

from __future__ import annotations

import shlex

from sim.cli.help import NAME, NOTE
from sim.cli.paired_table import print_paired
from sim.cli.terminal import print_json, results
from sim.cli.value import split_list
from sim.report import Reading, cells_table, terminal_table
from sim.scenario.find import existing, is_path, user_path
from sim.study import Result
from sim.study.tables import COMPARISON_TABLE


def print_sweep(result: Result, output_format: str) -> None:
    """Print what a sweep found, in the format that was asked for."""
    if output_format == "json":
        summary = result.summary().to_dict("records")
        print_json({"dir": str(result.path), "summary": summary})
    elif output_format == "quiet":
        print(result.path)
    else:
        reading = Reading(result)
        _print_heading(reading)
        several = len(result.cells) > 1
        results().print(cells_table(reading) if several else terminal_table(reading))
        _print_links(result)


def print_comparison(result: Result, output_format: str) -> None:
    """Print what a comparison found, in the format that was asked for."""
    frame = result.folder.read_table(COMPARISON_TABLE)
    if output_format == "json":
        document = {
            "dir": str(result.path),
            "baseline": str(result.cells["label"].iloc[0]),
            "comparison": frame.to_dict("records"),
            "summary": result.summary().to_dict("records"),
        }
        print_json(document)
    elif output_format == "quiet":
        print(result.path)
    else:
        reading = Reading(result)
        _print_heading(reading)
        results().print(cells_table(reading))
        print_paired(results(), result, frame)
        _print_links(result)


def _print_heading(reading: Reading) -> None:
    result = reading.result
    config = result.manifest.config
    scenarios = ", ".join(dict.fromkeys(cell["scenario"] for cell in config["cells"]))
    count = len(config["cells"])
    cells = f" in each of {count} configs, on common random numbers" if count > 1 else ""
    console = results()
    console.print()
    console.print(" · ".join(reading.titles), style="bold", markup=False)
    if reading.question:
        console.print(reading.question, markup=False)
    console.print(
        f"{scenarios} · {config['runs']:,} runs{cells} · seed {config['seed']}", markup=False
    )
    if not result.is_complete:
        done, total = result.manifest.runs_done, result.manifest.runs_total
        console.print(
            f"Stopped: {done:,} of {total:,} runs. All below uses the finished runs only."
        )
    console.print(NOTE)
    console.print()


def _print_links(result: Result) -> None:
    console = results()
    console.print()
    if (result.path / "report.html").is_file():
        console.print(f"report   {result.path / 'report.html'}", soft_wrap=True, markup=False)
    console.print(f"results  {result.path}", soft_wrap=True, markup=False)
    console.print(f"next     {_next_command(result)}", soft_wrap=True, markup=False)


def _next_command(result: Result) -> str:
    folder = shlex.quote(str(result.path))
    if not result.is_complete:
        return f"{NAME} resume {folder}"
    cell = result.manifest.config["cells"][0]
    scenario = cell["scenario"] if cell["kept"] is None else _file_of(result.manifest.command)
    if scenario is None:  # its file is not where the command was given
        return f"{NAME} report {folder}"
    wanted = shlex.quote(f"scenario={scenario}")
    if len(result.cells) > 1:
        return f"{NAME} run {wanted} seed={result.manifest.config['seed']} run=0"
    actor = next(iter(cell["policies"]))
    return f"{NAME} compare {wanted} {shlex.quote(f'policy@policies.{actor}=restrained,firm')}"


def _file_of(command: str) -> str | None:
    """The first scenario file that a command names, where it is there."""
    for word in shlex.split(command):
        key, _, value = word.partition("=")
        if key == "scenario":
            first = split_list(value)[0]
            return first if is_path(first) and existing(user_path(first)).is_file() else None
    return None
