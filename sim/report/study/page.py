"""`report.html`: one self-contained page, with every figure beside it as SVG and PNG."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from sim.report.drawing.picture import inline_svg, write_picture
from sim.report.study import ascent, burden, pairs, versus
from sim.report.study.hero import one_config, several_configs
from sim.report.study.provenance import provenance
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.report.style import variables
from sim.store import write_text
from sim.study import open_result

FILE_NAME = "report.html"
_DETAILED_CELLS = 3

_PAGES = Environment(
    loader=PackageLoader("sim.report.study"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Shown(NamedTuple):
    """A section with its figure, ready for the page."""

    section: Section
    svg: Markup


def render(folder: str | Path, budget: float | None = None) -> Path:
    """Write `report.html` and `figures/` into a result folder; returns the path of the page.

    `budget` (M EUR) draws a line through the cost figure. Columns are read one at a time. Raises
    ConfigError where `folder` holds no result.
    """
    result = open_result(folder)
    reading = Reading(result)
    sections = _sections(reading, budget)
    result.folder.figures.mkdir(exist_ok=True)
    written = []
    for section in sections:
        written += write_picture(section.figure(), result.folder.figures / section.name)
    page = result.path / FILE_NAME
    write_text(page, page_text(reading, sections))
    if result.is_complete:
        names = [path.relative_to(result.path).as_posix() for path in [*written, page]]
        result.folder.record(names)
    return page


def page_text(reading: Reading, sections: list[Section]) -> str:
    """The page as text."""
    shown = [
        Shown(section, Markup(inline_svg(section.draw(None), section.name, section.finding)))
        for section in sections
    ]
    several = len(reading.labels) > 1
    template = _PAGES.get_template("page.html.j2")
    manifest = reading.result.manifest
    return template.render(
        hero=several_configs(reading) if several else one_config(reading),
        sections=shown,
        variables=variables(),
        date=_date(manifest.finished or manifest.started),
        kind="Comparison" if several else "Sweep",
        complete=reading.result.is_complete,
        runs_done=manifest.runs_done,
        runs_total=manifest.runs_total,
        provenance=provenance(manifest),
        assumptions=_ASSUMPTIONS,
        version=manifest.versions.get("countermove", ""),
    )


def _sections(reading: Reading, budget: float | None) -> list[Section]:
    if len(reading.labels) == 1:
        cell = next(iter(reading.labels))
        wanted = [
            ascent.high(reading, cell),
            ascent.where(reading, cell),
            ascent.soon(reading, cell),
            burden.incursions(reading),
            burden.cost(reading, None, cell, budget),
        ]
    else:
        wanted = [
            versus.cells(reading),
            versus.grid(reading),
            pairs.paired(reading),
            pairs.higher_lower(reading),
            versus.scales(reading),
            versus.cost_by_cell(reading),
            burden.incursions(reading),
            *(_of_cell(reading, cell, why) for cell, why in _told_cells(reading)),
        ]
    return [section for section in wanted if section is not None]


def _told_cells(reading: Reading) -> list[tuple[int, str]]:
    """The cells shown one by one, and why: all of a few, else the lowest and the highest."""
    cells = list(reading.labels)
    if len(cells) <= _DETAILED_CELLS:
        return [(cell, "") for cell in cells]
    rung = versus.telling_rung(reading)
    ordered = sorted(cells, key=lambda cell: reading.exceedance(cell)["share"].iloc[rung])
    why = f" Of {len(cells)} configs, that with the {{}} estimate for rung {rung}."
    return [(ordered[0], why.format("lowest")), (ordered[-1], why.format("highest"))]


def _of_cell(reading: Reading, cell: int, why: str) -> Section:
    section = ascent.high(reading, cell)
    told = f"{reading.labels[cell]}: {section.finding[:1].lower()}{section.finding[1:]}"
    return section._replace(
        name=f"{section.name}-{cell}", menu="", finding=told, note=section.note + why
    )


def _date(stamp: str) -> str:
    if not stamp:
        return ""
    when = datetime.fromisoformat(stamp)
    return f"{when.day} {when:%B %Y}"


_ASSUMPTIONS = (
    "Acts are ranked on the default ladder of twelve rungs, an order and not a distance.",
    "States act on what they believe, never on the truth.",
    "Each state keeps to its policy for the whole horizon.",
    "The intervals cover random variation only. Numbers that nobody has measured may matter more.",
)
