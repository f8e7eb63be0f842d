"""The manifest in a few lines: what anyone needs to get the same bits again."""

from __future__ import annotations

from sim.store import Manifest

_SHOWN_VERSIONS = ("countermove", "python", "numba", "numpy", "pandas", "pyarrow")
_SHOWN_OUTPUTS = ("summary.csv", "turns.parquet", "comparison.csv")


def provenance(manifest: Manifest) -> list[tuple[str, str]]:
    """(name, text) of scenario, policies, runs, versions, command and the hashes of outputs."""
    config = manifest.config
    cells = config.get("cells", [])
    scenarios = {f"{c['scenario']} · {short(c['scenario_hash'])}": None for c in cells}
    rows = [
        ("command", manifest.command),
        ("scenario", ", ".join(scenarios)),
        ("policies", _policies(cells)),
        ("runs, seed", f"{config.get('runs', 0):,} a config · {config.get('seed')}"),
        ("rules", short(str(config.get("engine", "")))),
        ("versions", _versions(manifest.versions)),
        ("outputs", _outputs(manifest.outputs)),
        ("made", manifest.finished or manifest.started),
    ]
    return [(name, text) for name, text in rows if text]


def short(digest: str) -> str:
    """A hash by its first and last characters."""
    return f"{digest[:8]}…{digest[-4:]}" if len(digest) > 16 else digest


def _policies(cells: list[dict]) -> str:
    if len(cells) != 1:
        return f"{len(cells)} configs, in cells.parquet"
    plays = cells[0]["policies"]
    return " ".join(f"{actor}={p if isinstance(p, str) else 'own'}" for actor, p in plays.items())


def _versions(versions: dict[str, str]) -> str:
    return " · ".join(f"{name} {versions[name]}" for name in _SHOWN_VERSIONS if name in versions)


def _outputs(outputs: dict[str, str]) -> str:
    shards = [name for name in outputs if name.startswith("runs/")]
    first = [f"{shards[0]} {short(outputs[shards[0]])}"] if shards else []
    if len(shards) > 1:
        first[0] += f" and {len(shards) - 1} more"
    rest = [f"{name} {short(outputs[name])}" for name in _SHOWN_OUTPUTS if name in outputs]
    return " · ".join(first + rest)
