"""The debrief as Markdown: the same report for a text editor, a wiki or a mail."""

from __future__ import annotations

from typing import Any

from sim.report.after_action.fact import (
    branch_rows,
    facts,
    ruling_rows,
    said_rows,
    score_rows,
    what_if_rows,
)
from sim.report.words import plain

Row = dict[str, Any]


def after_action_markdown(debrief: dict[str, Any]) -> str:
    """Return the report as Markdown; what people typed is escaped and stays text."""
    session = debrief["session"]
    mark = f"**{plain(session['marking'])}** · {plain(session['notional'])}"
    parts = [
        mark,
        f"# {plain(debrief['headline'])}",
        f"{plain(session['title'])}: {plain(session['scenario'])}. After action"
        + (", a draft for the facilitator only." if debrief["is_draft"] else "."),
        "\n".join(f"- **{plain(fact.value)}** {plain(fact.words)}" for fact in facts(debrief)),
        *_rungs(debrief),
        *(part for turn in debrief["turns"] for part in _turn(debrief, turn)),
        *_section("Rulings", [_ruling(row) for row in ruling_rows(debrief)]),
        *_section("Other lines of play", [_branch(row) for row in branch_rows(debrief)]),
        *_section("What if", [_what_if(row) for row in what_if_rows(debrief)]),
        *_section("Forecasts, scored", [_score(row) for row in score_rows(debrief)]),
        mark,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rungs(debrief: dict[str, Any]) -> list[str]:
    turns = debrief["turns"]
    if not turns:
        return ["Nothing has been played yet."]
    names = [row["actor"] for row in turns[0]["rungs"]]
    lines = ["| turn | " + " | ".join(plain(name) for name in names) + " |"]
    lines.append("|" + "---|" * (len(names) + 1))
    for turn in turns:
        cells = " | ".join(str(row["was"]) for row in turn["rungs"])
        lines.append(f"| {turn['turn']} | {cells} |")
    return ["## Rung by turn, as it was", "\n".join(lines)]


def _turn(debrief: dict[str, Any], turn: Row) -> list[str]:
    lines = [line for row in turn["decisions"] for line in _decision(row)]
    parts = [f"## Turn {turn['turn']}, {plain(turn['dates'])}", "\n".join(lines)]
    parts.append("\n".join(f"- {plain(row['words'])}" for row in turn["misreadings"]))
    parts.append("\n".join(f"- Inject: {_inject(row)}" for row in turn["injects"]))
    parts.append("\n".join(_said(row) for row in said_rows(debrief).get(turn["turn"], [])))
    events = [f"- {plain(row['title'])}. {plain(row['text'])}".rstrip() for row in turn["events"]]
    return [*parts, "Events\n\n" + "\n".join(events) if events else "Nothing happened."]


def _decision(row: Row) -> list[str]:
    who = "people" if row["control"] == "human" else row["plays"].replace("_", " ")
    lines = [f"- **{plain(row['seat'])}** ({plain(who)})"]
    for order in row["orders"]:
        line = f"  - {plain(order['label'])}"
        if order["free"]:
            taken = "; ".join(order["mapped"] or []) or "nothing"
            line += f" “{plain(order['free'])}”, taken as {plain(taken)}"
        if order["rationale"]:
            line += f". Why: “{plain(order['rationale'])}”"
        lines.append(line + (f". {plain(' '.join(order['came_to']))}" if order["came_to"] else ""))
    if not row["orders"]:
        lines.append("  - holds")
    if row["alternatives"]:
        left = "; ".join(f"{one['label']} ({one['words']})" for one in row["alternatives"])
        lines.append(f"  - Left: {plain(left)}")
    belief = row["belief"]
    if belief and belief["about"]:
        wrong = " (wrong)" if belief["is_right"] is False else ""
        lines.append(
            f"  - {plain(belief['about'])}: believed {plain(belief['believed'])}; "
            f"evidence: {plain(belief['evidence_words'])}; was {plain(belief['was'])}{wrong}"
        )
    return lines


def _inject(row: Row) -> str:
    to = f" (to {plain(', '.join(row['to']))})" if row["to"] else ""
    return f"{plain(row['title'])}{to}. {plain(row['text'])}".rstrip()


def _said(row: Row) -> str:
    who = "Facilitator" if row["from"] == "facilitator" else row["from"]
    kinds = {"request": "asks the facilitator", "message": "in public"}
    how = kinds.get(row["kind"], "notes")
    if row["to"]:
        how = f"to {', '.join(row['to'])}"
    answer = f" Answer: {plain(row['answer'])}" if row["answer"] else ""
    return f"- **{plain(who)}** {plain(how)}: {plain(row['text'])}{answer}"


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "\n".join(lines)] if lines else []


def _ruling(row: Row) -> str:
    back = "" if row["stands"] else " Taken back."
    return (
        f"- Turn {row['turn']}, {plain(row['title'])}. {plain(row['question'])} "
        f"{plain(row['before'])} → {plain(row['after'])}: “{plain(row['reason'])}” "
        f"({plain(row['author'])}).{back}"
    )


def _branch(row: Row) -> str:
    return (
        f"- From turn {row['parts_at']}, {plain(row['label'])}: rung {row['peak_as_played']} as "
        f"played, {row['peak']} the other way, up to {row['until_day']}."
    )


def _what_if(row: Row) -> str:
    return (
        f"- Turn {row['turn']}, {plain(row['words'])}: rung {row['share']['rung']} "
        f"{row['more']} ({row['range']}, 95 in 100). {plain(row['path'])} "
        f"{plain(row['first_words'])}"
    )


def _score(row: Row) -> str:
    told = [f"- **{plain(row['seat'])}**"]
    if row["climbs"]:
        told.append(
            f"climbs: Brier {row['climbs']['brier']:.2f} in {row['climbs']['n']} forecasts "
            f"(coin 0.25, this game’s share {row['climbs']['base_brier']:.2f})"
        )
    if row["calls"]:
        told.append(f"sources: {row['calls']['right']} of {row['calls']['n']} right")
    return "; ".join(told)
