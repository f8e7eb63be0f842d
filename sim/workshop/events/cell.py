"""Cells of tables that leave for a spreadsheet, or come from one: text, and never a formula."""

from __future__ import annotations

from sim.workshop.text import clean

_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_QUOTE = "'"
_ALSO_TURNING = {0x061C: None, 0xFEFF: None, 0x2028: "\n", 0x2029: "\n"}


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `plain_cell` undoes it."""
    return _QUOTE + text if _is_risky(text) else text


def plain_cell(text: str) -> str:
    """Return what was written with `safe_cell`: a quote before a formula's sign is taken off."""
    inner = text.removeprefix(_QUOTE)
    return inner if inner != text and _is_risky(inner) else text


def cleaned_cell(text: str) -> str:
    """Return a cell's text without control characters and marks that turn writing round."""
    return clean(plain_cell(text.strip()).translate(_ALSO_TURNING))


def _is_risky(text: str) -> bool:
    # Quotes before it do not count, or a text could not be told from its own safe form.
    bare = text.lstrip(_QUOTE)
    return bare.startswith(_STARTS_FORMULA) or bare.lstrip().startswith(_STARTS_FORMULA)
