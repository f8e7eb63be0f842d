"""Texts that people type: bounded, without control characters or marks that turn writing round."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

_KEPT_CONTROLS = "\n\t"
_TURNING = {
    chr(code)
    for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF)
}
"""Marks that change the direction of writing: they can make one text look like another."""


def clean(text: Any) -> Any:
    """Return a text without control characters, lone surrogates and marks of direction."""
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if _is_kept(c)).strip()


def _is_kept(character: str) -> bool:
    if character in _TURNING or character in "\u2028\u2029":
        return False
    return character in _KEPT_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")


def one_line(text: Any) -> Any:
    """Return a cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split()) if isinstance(text, str) else text


Line = Annotated[str, BeforeValidator(one_line), StringConstraints(max_length=200)]
"""A title or a name."""
Passage = Annotated[str, BeforeValidator(clean), StringConstraints(max_length=2000)]
"""A rationale, a message, a note."""
