"""One person at a terminal: type an option's number, say why, seal; the others are policies."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console

from sim.cli.help import NAME
from sim.cli.solo import screen
from sim.cli.terminal import results
from sim.core.errors import closest
from sim.workshop import Refused, Session
from sim.workshop.forecast.forecast import forecast

HELP = """\
  7          order option 7; asks for your reason       7 x2   order it twice
  drop 1     take order 1 back                          seal   seal, and go to the next turn
  options    what you may do now                        all    with what is barred, and why
  card 7     all about option 7                         orders your drafts
  news       everything you know                        ladder where everybody stands
  poll       say what you believe (scored at the end)   turn   this page again
  forecast   a thousand futures of your drafts, of holding, of what your policy would do
  quit       leave; the game is kept"""
_POLL = (
    ("Who was behind it? adversary, hobbyist, nobody, unsure: ", "who"),
    ("What does the adversary want? 1 security to 5 gain: ", "intent"),
    ("Which rung does it stand on? 0 to 11: ", "rung"),
    ("Will anybody climb next turn? 0 to 10 in 10: ", "climb"),
)


class Table:
    """A session, the seat that is played, and where to write."""

    def __init__(
        self, session: Session, seat: str, read: Callable[[str], str] | None = None
    ) -> None:
        self.session = session
        self.seat = seat
        self.console: Console = results()
        self._read = read or input

    def play(self) -> bool:
        """Play until the session ends; False where the player left."""
        view = self.view()
        screen.show(self.console, screen.opening(view, str(self.session.folder)))
        shown = 0
        while not view["session"]["ended"]:
            if view["turn"]["number"] != shown:
                shown = view["turn"]["number"]
                screen.show(self.console, screen.turn_page(view))
                screen.show(self.console, screen.options(view))
            line = self.ask(f"{self.seat} > ")
            if line is None or line in ("quit", "exit", "q"):
                return False
            try:
                self.obey(line, view)
            except Refused as refusal:
                self.console.print(str(refusal), markup=False)
            view = self.view()
        return True

    def view(self) -> dict[str, Any]:
        """What the seat sees now."""
        return self.session.view(self.seat)

    def ask(self, prompt: str) -> str | None:
        """One line of the player's, or None at the end of input."""
        try:
            line = self._read(prompt)
        except EOFError:
            return None
        if not sys.stdin.isatty():
            self.console.print(line, markup=False)  # a script's input belongs to its transcript
        return line.strip()

    def obey(self, line: str, view: dict[str, Any]) -> None:
        """Carry out one line."""
        words = line.lower().split()
        if not words:
            return
        pages = {
            "options": lambda: screen.options(view),
            "all": lambda: screen.options(view, barred=True),
            "news": lambda: screen.news(view),
            "ladder": lambda: screen.ladder(view),
            "orders": lambda: screen.orders(view),
            "turn": lambda: screen.turn_page(view),
            "help": lambda: HELP,
        }
        if words[0] in pages:
            screen.show(self.console, pages[words[0]]())
        elif words[0] == "seal":
            self.session.do("seal", by=self.seat)
        elif words[0] == "poll":
            self.poll()
        elif words[0] == "forecast":
            screen.show(self.console, screen.fans(self.futures(view)))
        elif words[0] == "card" and len(words) == 2:
            screen.show(self.console, screen.card(view, self.number(words[1], view["cards"])))
        elif words[0] == "drop" and len(words) == 2:
            self.drop(self.number(words[1], view["orders"]["drafts"]), view)
        elif words[0].isdigit():
            self.add(self.number(words[0], view["cards"]), words[1:], view)
        else:
            known = [*pages, "seal", "poll", "forecast", "card", "drop", "quit"]
            near = closest(words[0], known)
            hint = f" Did you mean {near}?" if near else ""
            raise Refused(f"{words[0]}: is not a command; type help.{hint}")

    def add(self, number: int, rest: list[str], view: dict[str, Any]) -> None:
        """Add an order, asking why."""
        card = view["cards"][number - 1]
        times = 1
        if rest:
            if len(rest) > 1 or not rest[0].lstrip("x").isdigit():
                raise Refused(f"{' '.join(rest)}: say how often as x2")
            times = int(rest[0].lstrip("x"))
        rows = [*_as_data(view), {"action": card["action"], "target": card["target"],
                                  "times": times, "rationale": ""}]  # fmt: skip
        self.session.do("draft", by=self.seat, orders=rows)
        rows[-1]["rationale"] = self.ask("Why? (opened to all after the end) ") or ""
        self.session.do("draft", by=self.seat, orders=rows)
        screen.show(self.console, screen.orders(self.view()))

    def drop(self, number: int, view: dict[str, Any]) -> None:
        """Take an order back."""
        rows = _as_data(view)
        del rows[number - 1]
        self.session.do("draft", by=self.seat, orders=rows)
        screen.show(self.console, screen.orders(self.view()))

    def poll(self) -> None:
        """Ask the four questions."""
        answers: dict[str, Any] = {}
        for prompt, name in _POLL:
            answer = self.ask(prompt) or ""
            answers[name] = int(answer) if answer.isdigit() else answer
        self.session.do("poll", by=self.seat, **answers)

    def futures(self, view: dict[str, Any]) -> dict[str, Any]:
        """Ask for the futures of the drafts, of holding, and of the seat's policy."""
        orders = [
            {key: row[key] for key in ("action", "target", "times")}
            for row in view["orders"]["drafts"]
        ]
        options: list[dict[str, Any]] = [{"label": "You hold", "orders": []}]
        if orders:
            options.insert(0, {"label": "Your drafts", "orders": orders})
        return forecast(self.session, self.seat, [*options, {"label": "As your policy would"}])

    def number(self, word: str, rows: list[Any]) -> int:
        """A number of a list that was shown."""
        if not word.isdigit() or not 1 <= int(word) <= len(rows):
            raise Refused(f"{word}: give a number from 1 to {len(rows)}")
        return int(word)


def play_alone(session: Session, seat: str) -> bool:
    """Play a seat at the terminal; tell whether the game came to its end."""
    table = Table(session, seat)
    if table.play():
        return True
    table.console.print(
        f"\nThe game is kept. Go on with: {NAME} play interface=terminal "
        f"play.folder={session.folder}",
        markup=False, soft_wrap=True,
    )  # fmt: skip
    return False


def _as_data(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {key: row[key] for key in ("action", "target", "times", "rationale")}
        for row in view["orders"]["drafts"]
    ]
