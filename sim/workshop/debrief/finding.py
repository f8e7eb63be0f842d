"""The finding in one or two sentences, from the numbers alone."""

from __future__ import annotations

from typing import Any

_SMALL = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def finding(numbers: dict[str, Any], is_draft: bool) -> str:
    """Return the headline: how high it came, and what the climbs answered."""
    if not numbers["turns"]:
        return "No turn has been published yet."
    rung = numbers["peak"]["rung"]
    if is_draft:
        peak = f"So far it has come to rung {rung}." if rung else "So far nobody has left rung 0."
    else:
        peak = f"It peaked at rung {rung}." if rung else "Nobody left rung 0."
    return f"{peak} {_climbs(numbers['climbs'])}"


def _climbs(climbs: dict[str, int]) -> str:
    total = sum(climbs.values())
    if total == 0:
        return "No adversary climbed above where it had stood."
    if climbs["misread"]:
        share = _share(climbs["misread"], total)
        return f"{share} answered something that had not happened."
    if climbs["accident"]:
        verb = "was an accident" if climbs["accident"] == 1 else "were accidents"
        return f"{_share(climbs['accident'], total)} {verb}."
    return f"{_share(total, total)} {'was' if total == 1 else 'were'} chosen."


def _share(part: int, total: int) -> str:
    """ "Three of eleven climbs", "All four climbs", "The only climb"."""
    if total == 1:
        return "The only climb"
    if part == total:
        return "Both climbs" if total == 2 else f"All {in_words(total)} climbs"
    text = f"{in_words(part)} of {in_words(total)} climbs"
    return text[0].upper() + text[1:]


def in_words(number: int) -> str:
    """A count as a word, where it has a short one."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
