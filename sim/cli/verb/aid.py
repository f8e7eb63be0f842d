"""`countermove aid`: which aid stabilises and which provokes, facing whom, knowing how much."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pandas as pd
from rich import box
from rich.table import Table

from sim.cli.cells import folder_of
from sim.cli.conduct import command_line
from sim.cli.groups import DEFAULT_SCENARIO
from sim.cli.plain import Plain, parse
from sim.cli.terminal import messages, print_json, results
from sim.core.errors import ConfigError
from sim.core.number import MAX_SEED
from sim.montecarlo import is_compiled
from sim.report.drawing.picture import write_picture
from sim.report.figure.aid import AID_WORDS, aid
from sim.report.study.aid_page import aid_page
from sim.report.words import tenth
from sim.scenario import Scenario, load_scenario
from sim.store import claim, write_text
from sim.study.aid import ADVERSARIES, AIDS, ATTRIBUTION, account, account_table, parties

_KEYS = {
    "scenario": str, "runs": int, "seed": int, "output.dir": str, "output.format": str,
}  # fmt: skip
LINE_SECONDS = 5.0


def execute(arguments: list[str]) -> int:
    """Simulate every cell, write the page and the figure, print; returns the exit code."""
    plain = parse("aid", arguments, _KEYS, "")
    if plain.words:
        raise ConfigError(f"aid: takes no word such as {plain.words[0]!r}")
    runs = plain.whole_number("runs", 50, 1_000_000) or 2_000
    seed = plain.whole_number("seed", 0, MAX_SEED)
    name = plain.settings.get("scenario", DEFAULT_SCENARIO)
    folder = _folder(plain, name)
    table = _account(name, runs, 7 if seed is None else seed)
    _write(folder, table, command_line("aid", arguments), runs, load_scenario(name))
    if plain.format == "json":
        print_json({"dir": str(folder), "summary": table.to_dict("records")})
    elif plain.format == "quiet":
        print(folder)
    else:
        _print(table, folder)
    return 0


def _folder(plain: Plain, name: str) -> Path:
    """Make the folder, before anything is computed, for a scenario that can be asked."""
    parties(load_scenario(name))
    wanted = {"output": {"dir": plain.settings.get("output.dir")}}
    folder = folder_of(wanted, "aid", Path(name).stem)
    claim(folder)
    return folder


def _account(name: str, runs: int, seed: int) -> pd.DataFrame:
    console = messages()
    if not is_compiled():
        console.print("Compiling the rules, once for this version: about a minute.")
    rows, told = [], time.monotonic()
    cells = len(ADVERSARIES) * len(ATTRIBUTION) * len(AIDS)
    for row in account(name, runs, seed):
        rows.append(row)
        if time.monotonic() - told > LINE_SECONDS:
            told = time.monotonic()
            console.print(f"{len(rows)} of {cells} comparisons of {runs:,} runs")
    return account_table(rows)


def _write(folder: Path, table: pd.DataFrame, command: str, runs: int, scenario: Scenario) -> None:
    write_text(folder / "aid.csv", table.to_csv(index=False, float_format="%.6g"))
    write_text(
        folder / "aid.md", aid_page(table, command, runs, scenario.title, scenario.file.question)
    )
    write_picture(aid(table), folder / "aid")


def _print(table: pd.DataFrame, folder: Path) -> None:
    console = results()
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown.add_column("change from nothing sent", no_wrap=True)
    for title in ("harm, %", "rung 7, in 100"):
        shown.add_column(title, justify="right", no_wrap=True)
    shown.add_column("verdict", no_wrap=True)
    before = ""
    for row in table.to_dict("records"):
        label = f"{row['adversary']}, {row['attribution']} attribution"
        if label != before:
            shown.add_row(f"[bold]{label}[/bold]")
        shown.add_row(
            f"  {AID_WORDS.get(row['aid'], row['aid'])}",
            _change(row, "severity_share"),
            _change(row, "encounter_points"),
            row["verdict"],
        )
        before = label
    console.print(shown)
    console.print(f"page     {folder / 'aid.md'}\nfigure   {folder / 'aid.svg'}", soft_wrap=True)


def _change(row: dict[str, Any], name: str) -> str:
    if math.isnan(row[name]):
        return "–"
    half = (row[f"{name}_high"] - row[f"{name}_low"]) / 2.0
    return f"{tenth(row[name])} ±{half:.1f}"
