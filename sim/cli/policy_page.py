"""One policy on a page: what `countermove list policy=NAME` prints."""

from __future__ import annotations

import textwrap
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

HEADINGS = {
    "answers": "Answers to provocations",
    "rules": "Rules (all that hold apply; of two on the same action, the upper one decides)",
    "timeline": "Timeline (each act once; one that is not legal yet waits for wait_days)",
}


def print_policy(console: Console, told: dict[str, Any]) -> None:
    """Print what `explain_policy` tells of a preset."""
    suits = f", for: {', '.join(told['suits'])}" if told["suits"] else ""
    _line(console, f"{told['name']} (family {told['family']}{suits})", 0)
    for text in (told["describes"], told["behaviour"]):
        if text:
            _line(console, text, 2)
    _line(console, f"Source: {told['source'] or 'not given'}", 2)
    _line(console, f"Source of the family: {told['family_source']}", 2)
    console.print()
    console.print(_parameters(told["parameters"]))
    for body, heading in HEADINGS.items():
        if told.get(body):
            console.print()
            _line(console, heading, 0)
            for sentence in told[body]:
                _line(console, sentence, 2)


def _parameters(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("parameter", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("range", justify="right", no_wrap=True)
    table.add_column("unit", overflow="fold")
    table.add_column("meaning", overflow="fold")
    for row in rows:
        bounds = f"{row['low']:g} to {row['high']:g}"
        table.add_row(row["name"], f"{row['value']:g}", bounds, row["unit"], row["meaning"])
    return table


def _line(console: Console, text: str, indent: int) -> None:
    space = " " * indent
    wrapped = textwrap.fill(text, console.width, initial_indent=space, subsequent_indent=space)
    console.print(Text(wrapped))  # not markup: a preset may hold square brackets
