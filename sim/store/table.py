"""Parquet files with the same bytes for the same rows: no times, paths or pandas metadata."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.store.atomic import replacing

COMPRESSION = "zstd"


def write_columns(path: Path, columns: Mapping[str, np.ndarray | list[Any]]) -> None:
    """Write named columns of equal length as one Parquet file, atomically."""
    arrays = {name: _array(values) for name, values in columns.items()}
    _write(path, pa.table(arrays))


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a DataFrame (its index is dropped) as one Parquet file, atomically."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    _write(path, table.replace_schema_metadata(None))


def read_frame(path: Path) -> pd.DataFrame:
    """Read one Parquet file."""
    return pq.ParquetFile(path).read().to_pandas()


def read_column(path: Path, name: str) -> np.ndarray:
    """Read one column of one Parquet file."""
    return pq.ParquetFile(path).read(columns=[name]).column(0).to_numpy()


def read_names(path: Path) -> list[str]:
    """The names of the columns of one Parquet file."""
    return list(pq.ParquetFile(path).schema_arrow.names)


def count_rows(path: Path) -> int:
    """Rows of a Parquet file by its footer; -1 where it is not a readable Parquet file."""
    try:
        return pq.ParquetFile(path).metadata.num_rows
    except (pa.ArrowInvalid, OSError):
        return -1


def _array(values: np.ndarray | list[Any]) -> pa.Array:
    # NaN stays NaN: "censored" and "does not apply" are values, not missing data.
    return pa.array(values, from_pandas=False)


def _write(path: Path, table: pa.Table) -> None:
    with replacing(path) as temporary:
        pq.write_table(
            table,
            temporary,
            compression=COMPRESSION,
            version="2.6",
            data_page_version="1.0",
            row_group_size=1 << 20,
            store_schema=False,
        )
