"""A whole game in five browsers: two people, three policies, the facilitator, the projector."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.workshop.debrief.bundle import replay
from sim.workshop.game.turn import Draft, Turn
from tests.web.conftest import Desk, Served

Sit = Callable[..., Desk]
TURNS = 6
REASON = "A reason that only the debrief reads"
NEXT = {"brief": "signal", "signal": "orders", "reveal": "state"}


class Table:
    """The five screens, and what is done on them."""

    def __init__(self, served: Served, sit: Sit) -> None:
        self.served = served
        self.desks = {
            viewer: sit(viewer, (1920, 1080) if viewer == "projector" else (1440, 900))
            for viewer in ("facilitator", "UK", "Russia", "projector", "observer")
        }
        self.hand_over("Belgium")

    def page(self, viewer: str) -> Page:
        return self.desks[viewer].page

    @property
    def desk(self) -> Page:
        return self.page("facilitator")

    def view(self, viewer: str = "facilitator") -> dict[str, Any]:
        return self.served.host.session.view(viewer)

    def hand_over(self, seat: str) -> None:
        """The facilitator lets a policy play a seat."""
        self.desk.locator(f"#seat-{seat} [data-open=control]").click()
        form = self.desk.locator(f"#control-{seat}")
        form.locator("[name=control]").select_option("ai")
        form.locator("button").click()
        expect(self.desk.locator(f"#seat-{seat}")).to_contain_text("Ready")
        self.desk.keyboard.press("Escape")

    def advance(self, phase: str) -> None:
        """The facilitator goes on; every screen follows by itself."""
        self.desk.locator("#advance").click()
        self.all_show(phase=phase)

    def all_show(self, **state: object) -> None:
        for desk in self.desks.values():
            for name, value in state.items():
                expect(desk.page.locator("#own")).to_have_attribute(f"data-{name}", str(value))

    def order(self, seat: str) -> None:
        """People choose their first legal card that is free of charge enough, say why, and seal."""
        page = self.page(seat)
        page.locator("#cards .card[data-legal] [data-act=add]").first.click()
        field = page.locator("#why-1")
        field.fill(REASON)
        page.locator("[data-open=seal]").click()
        page.locator("#seal-now").click()
        expect(page.locator("#tray")).to_contain_text("Sealed")
        expect(self.desk.locator(f"#seat-{seat}")).to_contain_text("Sealed")

    def settle(self) -> None:
        """The facilitator accepts what the dice say, case by case, by key."""
        while True:
            left = [case for case in self.view()["queue"] if not case["settled"]]
            if not left:
                return
            if len(left) > 3:
                self.desk.locator("[data-do=accept_all]").click()
            else:
                self.desk.keyboard.press("a")
            expect(self.desk.locator(".case[data-settled='']")).to_have_count(
                0 if len(left) > 3 else len(left) - 1
            )

    def override(self) -> bool:
        """The facilitator rules one roll otherwise, with a reason; False where none was rolled."""
        form = self.desk.locator("form.over[data-do=override]:visible")
        if form.count() == 0:
            return False
        form.locator("input[name=reason]").fill("Fog had closed the field")
        form.locator("button").click()
        expect(self.desk.locator(".case.overridden").first).to_be_attached()
        return True

    def play_turn(self, *, is_ruled: bool = False) -> bool:
        self.advance("signal")
        self.advance("orders")
        self.order("UK")
        self.order("Russia")
        self.desk.locator("#advance").click()
        self.all_show(phase="adjudicate")
        ruled = self.override() if is_ruled else False
        self.settle()
        self.advance("reveal")
        self.advance("state")
        return ruled


@pytest.mark.slow
def test_six_turns_with_inject_override_rewind_branch_forecast_and_report(
    served: Served, sit: Sit, tmp_path: Path
) -> None:
    table = Table(served, sit)
    desk = table.desk
    ruled = False
    for turn in range(1, TURNS + 1):
        table.all_show(turn=turn, phase="brief")
        if turn == 2:
            inject(desk)
            expect(table.page("UK").locator("#inbox")).to_contain_text("Questions over the port")
        if turn == 3:
            ask_and_answer(table)
        ruled = table.play_turn(is_ruled=not ruled) or ruled
        if turn == 4:
            rewind(table)
        if turn < TURNS:
            desk.locator("#advance").click()
    assert ruled
    branch(table)
    forecast(table)
    end(table, tmp_path)
    for viewer, seat in table.desks.items():
        assert seat.foreign == [], viewer
        assert seat.errors == [], viewer


def inject(desk: Page) -> None:
    desk.locator("[data-open=add-inject]").click()
    desk.locator("#inject-title").fill("Questions over the port")
    desk.locator("#inject-turn").fill("2")
    desk.locator("#add-inject button.primary").click()
    expect(desk.locator("#injects")).to_contain_text("Questions over the port")
    expect(desk.locator("dialog#add-inject")).to_be_hidden()
    row = desk.locator(".ms", has_text="Questions over the port")
    row.locator("[data-do=publish_inject]").click()
    expect(desk.locator(".ms.published", has_text="Questions over the port")).to_have_count(1)


def ask_and_answer(table: Table) -> None:
    uk = table.page("UK")
    uk.locator("[data-open=ask]").click()
    uk.locator("#ask-text").fill("Who has the radar pictures?")
    uk.locator("#ask button.primary").click()
    expect(table.desk.locator(".badge")).to_have_text("1")
    table.desk.locator("[data-open=talk]").click()
    table.desk.locator("#talk [name=text]").first.fill("The Belgian air force")
    table.desk.locator("#talk [name=text]").first.press("Enter")
    expect(uk.locator("#requests")).to_contain_text("The Belgian air force")
    for page in (uk, table.desk):
        page.keyboard.press("Escape")


def rewind(table: Table) -> None:
    desk = table.desk
    desk.locator("#scrub").focus()
    desk.keyboard.press("ArrowLeft")
    desk.locator("#rewind").click()
    table.all_show(turn=3)
    expect(table.page("UK").locator("#band-note")).to_contain_text("Looking back")
    desk.locator("[data-do=forward]").click()
    table.all_show(turn=4)


def branch(table: Table) -> None:
    desk = table.desk
    desk.locator("#scrub .stop[data-turn='2']").click()
    desk.locator("#branch-open").click()
    desk.locator("#branch-label").fill("Had we waited")
    desk.locator("#branch button.primary").click()
    table.all_show(turn=2, phase="brief")
    desk.locator("[data-open=playon]").click()
    desk.locator("#playon-turns").fill("2")
    desk.locator("#playon button.primary").click()
    table.all_show(turn=4)
    assert len(table.view()["timeline"]["branches"]) == 2


def forecast(table: Table) -> None:
    desk = table.desk
    desk.keyboard.press("Escape")
    desk.locator("#forecast-ask").click()
    expect(desk.locator("#forecast-answer svg.fan").first).to_be_visible(timeout=60_000)
    desk.locator("#seat-UK [data-open=control]").click()
    desk.locator("#forecast-UK").check()
    desk.keyboard.press("Escape")
    uk = table.page("UK")
    uk.locator("#forecast-ask").click()
    expect(uk.locator("#forecast-answer svg.fan").first).to_be_visible(timeout=60_000)
    expect(uk.locator("#forecast-answer")).to_contain_text("Exploration, not prediction")


def rows_of(turn: Turn) -> list[Draft]:
    return [row for rows in turn.drafts.values() for row in rows]


def end(table: Table, folder: Path) -> None:
    desk = table.desk
    desk.locator("[data-open=finish]").click()
    desk.locator("#finish [data-do=end]").click()
    expect(table.page("UK").locator("#band-note")).to_contain_text("The game is over")
    uk = table.page("UK")
    uk.locator("#band-note a").click()
    expect(uk.locator("#report")).to_be_visible(timeout=60_000)
    report = uk.frame_locator("#report")
    expect(report.locator("h1").first).to_be_visible(timeout=60_000)
    expect(report.locator("body")).to_contain_text(REASON)
    with uk.expect_download() as bundle:
        uk.locator("a[href$='.countermove']").click()
    game = replay(bundle.value.path().rename(folder / "session.countermove"))
    assert game.is_over
    assert any(REASON in row.rationale for turn in game.branch.turns for row in rows_of(turn))
