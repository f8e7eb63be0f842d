"""Write the generated parts of the documentation: `python -m docs.write`, or `make pages`.

What is between the markers of a page is made from the declarations; all else is written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.table import article, declared, layout, ledger, luck, marked, submodel

FOLDER = Path(__file__).parent
COMMAND = "make pages"
Part = Callable[[], str]

PAGES: Mapping[str, Mapping[str, Part]] = {
    "odd.md": {
        "targets": declared.targets,
        "scenarios": declared.scenarios,
        "rungs": declared.rungs,
        "scales": declared.scales,
        "state-variables": layout.state_variables,
        "fixed-attributes": layout.fixed_attributes,
        "capacity": layout.capacity,
        "phases": submodel.phases,
        "families": declared.families,
        "presets": declared.presets,
        "luck": luck.luck,
        "outcomes": declared.outcomes,
        "parameters": declared.parameters,
        "compiled-parameters": submodel.compiled_parameters,
        "actions": declared.actions,
        "action-words": declared.action_words,
        "submodels": submodel.submodels,
    },
    "article.md": {
        "overview": article.overview,
        "rows": article.rows,
        "unphrased": article.unphrased,
    },
    "evidence.md": {
        "totals": ledger.totals,
        "parameters": partial(ledger.groups, "parameters"),
        "sourced": ledger.sourced,
        "scenarios": partial(ledger.groups, "scenarios"),
        "actions": partial(ledger.groups, "actions"),
        "policies": partial(ledger.groups, "policies"),
        "constants": ledger.constants,
    },
}


def written(page: str) -> str:
    """Return a page as the declarations give it, its prose as it stands."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return marked.fill(text, {name: part() for name, part in PAGES[page].items()})


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        (FOLDER / page).write_text(written(page), encoding="utf-8")


if __name__ == "__main__":
    main()
