"""`data_dictionary.md`: every file and every column of a result folder, in words."""

from __future__ import annotations

from collections.abc import Iterable

from sim.outcomes.column import Column

_FILES = """\
| file | one row is | columns |
|---|---|---|
| `runs/*.parquet` | one run of one cell | `cell`, `run`, then the outcomes below |
| `turns.parquet` | one turn of one series of one cell | `cell`, `turn`, `day`, `outcome`, `n`, \
`mean`, `q05`, `q25`, `q50`, `q75`, `q95`; for `on_rung.R` the mean is the share of runs whose \
highest act of that turn is on rung R |
| `events.parquet` | one act or incident of a traced run | `cell`, `run`, `turn`, `day`, `actor`, \
`action`, `target`, `rung`, `cause`, `detected`, `defeated`, `posterior`, `site`, `note`, \
`act` (its number in the run), `answers` (the number of the act that it answers; 0 for none) |
| `cells.parquet` | one cell (one config) | `cell`, `overrides`, `label`, `scenario`, `title`, \
`question`, `seed`, `runs`, `policies` |
| `summary.csv` | one outcome of one cell | `cell`, `outcome`, `unit`, `n`, `mean`, `ci_low`, \
`ci_high`, `q05`, `q50`, `q95` |
| `comparison.csv` | one outcome of one cell against the baseline, with common random numbers | \
differences, their intervals, and the shares of runs that came out higher, lower or the same |
| `columns.csv` | one outcome column | the table below, for programs |
| `shards.sha256` | one shard | its sha256 and its path, as `sha256sum -c` reads them |
| `manifest.json` | | config, seed, versions and the sha256 of every output |
"""

_READING = """\
- Run k of every cell uses the same random numbers (common random numbers): differences between
  cells may be taken run by run.
- `share`: a flag, 0 or 1. Its mean is the share of runs, with the Wilson 95% interval; where no
  run shows it, `ci_high` is the exact one-sided 95% upper bound (and mirrored for all runs).
- `count`: mean with the normal 95% interval; where it was never seen in n runs, `ci_high` is the
  Poisson 95% upper bound, 3.0 / n; where few runs have an event, the wider of both intervals.
- `quantity`: mean with the normal 95% interval; NaN means that it does not apply.
- `rung`: an order, not a distance. It has quantiles, never a mean.
- `day`: the day of first passage; NaN means "never within the horizon" (censored). A quantile
  that falls on "never" is empty.
"""


def data_dictionary(columns: Iterable[Column]) -> str:
    """The text of `data_dictionary.md`."""
    rows = [
        f"| `{c.name}` | {c.unit or '–'} | {c.kind} | {c.dtype} | {c.direction} | {c.meaning} |"
        for c in columns
    ]
    return "\n".join(
        [
            "# Data dictionary",
            "",
            "Exploration, not prediction: these are runs of a model under its stated numbers.",
            "",
            "## Files",
            "",
            _FILES,
            "## How to read",
            "",
            _READING,
            "## Outcomes",
            "",
            "| column | unit | kind | type | better | meaning |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
