"""What a notebook shows of a scenario, a result or a model: a heading and a table, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def card(
    title: str, facts: Iterable[tuple[str, str]] = (), note: str = "",
    heads: Sequence[str] = (), rows: Iterable[Sequence[str]] = (),
) -> str:  # fmt: skip
    """Return HTML: a title, a note, facts (name, text) and a table; every text is escaped."""
    told = "".join(
        f'<tr><th style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(text)}</td></tr>'
        for name, text in facts
    )
    table = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    parts = [
        f"<p><b>{escape(title)}</b>{'<br>' if note else ''}{escape(note)}</p>",
        f"<table><tbody>{told}</tbody></table>" if told else "",
        f"<table><thead><tr>{head}</tr></thead><tbody>{table}</tbody></table>" if table else "",
    ]
    return f"<div>{''.join(parts)}</div>"


def _cells(row: Sequence[str]) -> str:
    first, *others = (escape(text) for text in row)
    values = "".join(f"<td>{text}</td>" for text in others)
    return f'<th style="text-align:left">{first}</th>{values}'
