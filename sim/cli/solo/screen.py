"""What one seat sees, as text: news, ladder, options, orders, all from its view alone."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sim.report.words import money

_NEWS_SHOWN = 12
View = dict[str, Any]


def opening(view: View, folder: str) -> RenderableType:
    """The briefing, before the first turn."""
    seat, session = view["seat"], view["session"]
    lines = [
        Text(session["marking"], style="bold", justify="center"),
        Text(f"{session['scenario']}", style="bold"),
        Text(session["question"].strip()),
        Text(""),
        Text(f"You play {seat['title']}. {seat['policy_brief']}"),
        *(Text(f"· {aim}") for aim in seat["aims"][:-1]),
        Text(f"Your ceiling is rung {seat['ceiling']}. {session['notional']}."),
        Text(f"The game is kept in {folder}; type help for what can be typed.", style="dim"),
    ]
    return Group(*lines)


def turn_page(view: View) -> RenderableType:
    """The page of a turn: its date, what is new, the ladder, money."""
    turn = view["turn"]
    head = Text(f"\nTurn {turn['number']} of {turn['of']}", style="bold")
    head.append(f"  {turn['dates']}", style="default")
    return Group(head, news(view, only_new=True), ladder(view), _purse(view))


def news(view: View, only_new: bool = False) -> RenderableType:
    """The news as the seat knows it, newest turn first."""
    rows = [row for row in view["news"] if row["is_new"] or not only_new]
    if not rows:
        return Text("Nothing new.", style="dim")
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    shown = rows[:_NEWS_SHOWN] if only_new else rows
    for row in shown:
        sure = f"{row['p']['words']}, {row['p']['state'] * 100:.0f} in 100" if row["p"] else ""
        rung = f"rung {row['rung']}" if row["rung"] is not None and not sure else ""
        text = f"{escape(row['title'])}" + (
            f" [dim]{escape(row['text'])}[/]" if row["text"] else ""
        )
        table.add_row(f"turn {row['turn']}", text, sure or rung)
    if len(rows) > len(shown):
        table.add_row("", f"[dim]and {len(rows) - len(shown)} more: type news[/]", "")
    return table


def ladder(view: View) -> RenderableType:
    """One line an actor: known rungs solid, estimates hollow with their range."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    labels = {row["rung"]: row["label"] for row in view["ladder"]["rungs"]}
    for lane in view["ladder"]["lanes"]:
        at = lane["known"] if lane["known"] is not None else lane["estimate"]
        cells = ["·"] * 12
        if lane["low"] is not None:
            for rung in range(lane["low"], lane["high"] + 1):
                cells[rung] = "–"
        if at is not None:
            cells[at] = "●" if lane["known"] is not None else "○"
        sure = "" if lane["known"] is not None else "you estimate "
        table.add_row(lane["actor"], " ".join(cells), f"{sure}{at}, {labels.get(at or 0, '')}")
    return Group(Text("Rungs 0 to 11 (● known, ○ estimate, – range)", style="dim"), table)


def options(view: View, barred: bool = False) -> RenderableType:
    """The cards with their numbers; barred ones with the reason, on request."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name, how in (("", "right"), ("option", "left"), ("rung", "right"),
                      ("cost", "right"), ("taken for a threat", "left")):  # fmt: skip
        table.add_column(name, justify=how, no_wrap=name in ("", "rung", "cost"))  # type: ignore[arg-type]
    for number, card in enumerate(view["cards"], 1):
        if not card["is_legal"] and not barred:
            continue
        mark = f" [bold]· order {card['order']}[/]" if card["order"] else ""
        name = f"{escape(card['label'])} → {card['target']}{mark}"
        reads = _reads(card) if card["is_legal"] else f"[dim]{escape(card['reason'])}[/]"
        cost = money(card["cost_meur"]) if card["cost_meur"] else "–"
        table.add_row(str(number), name, str(card["rung"]), cost, reads)
    return table


def card(view: View, number: int) -> RenderableType:
    """Everything that one card tells."""
    row = view["cards"][number - 1]
    lines = [
        Text(f"{row['label']} → {row['target']}", style="bold"),
        Text(row["about"]),
        Text(f"Rung {row['rung']}; {money(row['cost_meur'])} at once, "
             f"{money(row['upkeep_meur_week'])} a week; reads as {row['reads']['words']}"),
        *(Text(line) for line in row["lines"]),
    ]  # fmt: skip
    if row["stock"]:
        lines.append(Text(f"{row['stock']['left']} of {row['stock']['of']} in stock"))
    if row["accident"]:
        lines.append(Text(f"Goes wrong {row['accident']}"))
    if row["needs"]:
        lines.append(Text(f"Needs: {row['needs']}"))
    if not row["is_legal"]:
        lines.append(Text(f"Not now: {row['reason']}", style="bold"))
    return Group(*lines)


def orders(view: View) -> RenderableType:
    """The drafts, slot by slot."""
    rows = view["orders"]["drafts"]
    if not rows:
        return Text("No orders: you hold. Type a number to add one, seal to go on.")
    lines = []
    for row in rows:
        times = f", {row['times']} times" if row["times"] > 1 else ""
        lines.append(Text(f"{row['slot']}. {row['label']} → {row['target']}{times}", style="bold"))
        lines.append(Text(f"   {row['rationale'] or '(no reason given yet)'}"))
    return Group(*lines)


def fans(found: View) -> RenderableType:
    """What a forecast says of each way to go on."""
    lines = [
        Text(
            f"{found['rollouts']:,} futures each, turns {found['from_turn']} to "
            f"{found['to_turn']}, from what you can know. Exploration, not prediction.",
            style="dim",
        )
    ]
    for option in found["options"]:
        lines.append(Text(f"{option['label']}", style="bold"))
        lines.append(Text(f"  {option['words']}"))
    return Group(*lines)


def show(console: Console, page: RenderableType) -> None:
    """Print a page."""
    console.print(page)


def _reads(card: View) -> str:
    """ "defensive, 3 in 10"."""
    return card["reads"]["words"].replace("; ", ", ").removesuffix(" see a threat")


def _purse(view: View) -> Text:
    purse = view["money"]
    return Text(
        f"\n{money(purse['free_meur'])} free of {money(purse['year_meur'])} this year; "
        f"{money(purse['weekly_meur'])} a week runs on; strain {purse['strain'] * 100:.0f} in 100"
    )
