"""The result folder: Parquet shards, tables, a manifest; every file whole or absent."""

from sim.store.atomic import replacing, write_text
from sim.store.folder import Folder, claim, create, make, open_folder
from sim.store.lock import alone_in, is_ours_alone
from sim.store.manifest import COMPARISON, SWEEP, Manifest, read_manifest
from sim.store.provenance import file_hash, without_home
from sim.store.run_table import RunTable
from sim.store.shard import Shard, shards_of

__all__ = [
    "COMPARISON",
    "SWEEP",
    "Folder",
    "Manifest",
    "RunTable",
    "Shard",
    "alone_in",
    "claim",
    "create",
    "file_hash",
    "is_ours_alone",
    "make",
    "open_folder",
    "read_manifest",
    "replacing",
    "shards_of",
    "without_home",
    "write_text",
]
