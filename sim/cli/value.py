"""Values on the command line: lists with commas, paths with anything in their names, quotes."""

from __future__ import annotations

import os

from sim.scenario.find import existing, is_path, user_path

_ESCAPED = {"\\,": ",", "\\ ": " ", "\\=": "=", "\\(": "(", "\\)": ")"}


def split_list(text: str) -> list[str]:
    """Return the words of a list with commas, without the quotes that they may stand in.

    A comma may belong to a path: the longest piece that is a file is one word.
    """
    pieces = text.split(",")
    words = []
    while pieces:
        for end in range(len(pieces), 0, -1):
            word = unquoted(",".join(pieces[:end]))
            if end == 1 or _is_file(word) or (_is_quoted(",".join(pieces[:end])) and is_path(word)):
                break
        words.append(word)
        pieces = pieces[end:]
    return words


def unquoted(text: str) -> str:
    """Return a word without quotes around it and backslashes in it, as Hydra reads it."""
    if _is_file(text):
        return text
    if _is_quoted(text):
        quote = text[0]
        return text[1:-1].replace(f"\\{quote}", quote)
    for escaped, plain in _ESCAPED.items():
        text = text.replace(escaped, plain)
    return text


def for_hydra(text: str) -> str:
    """Return a text so that Hydra takes it for that text, whatever is in it."""
    inner = text.replace("\\'", "\\\\'").replace("'", "\\'").replace("${", "\\${")
    if inner.endswith("\\"):
        inner += "\\"
    return f"'{inner}'"


def _is_quoted(text: str) -> bool:
    if len(text) < 2 or text[0] not in "'\"" or text[-1] != text[0]:
        return False
    quote, inside = text[0], text[1:-1]
    return quote not in inside.replace(f"\\{quote}", "")


def _is_file(word: str) -> bool:
    return is_path(word) and os.path.isfile(existing(user_path(word)))
