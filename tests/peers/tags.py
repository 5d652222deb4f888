"""Rows and wrong rows of every tag by pandas, polars and DuckDB, from the same bits.

`tags.py write FILE ROWS TAGS` writes bitmaps (little-endian 64-bit words): where the model is wrong, then each tag.
`tags.py run PEER FILE ROWS TAGS` prints {"what", "seconds", "peak_mib", "sum"}: the best of 21 runs (of 3, where they take longer than 2 s), all in memory as the
peer keeps it (polars: bit-packed; DuckDB and pandas: a byte a value) before the clock starts.
"""

import json
import resource
import sys
import time

import numpy as np


def write(path, rows, tags):
    rows, tags = int(rows), int(tags)
    random = np.random.default_rng(5)
    padded = -(-rows // 64) * 64
    with open(path, "wb") as file:
        for share in [0.15, *np.geomspace(0.3, 0.005, tags)]:
            bits = np.zeros(padded, dtype=bool)
            bits[:rows] = random.random(rows, dtype=np.float32) < share
            file.write(np.packbits(bits, bitorder="little").tobytes())
    print(json.dumps({"rows": rows, "tags": tags}))


def columns(path, rows, tags):
    bitmaps = np.fromfile(path, dtype=np.uint8).reshape(tags + 1, -1)
    names = ["wrong", *(f"t{tag}" for tag in range(tags))]
    return {name: np.unpackbits(bits, count=rows, bitorder="little").astype(bool) for name, bits in zip(names, bitmaps)}


def in_pandas(data, names):
    import pandas as pd

    frame = pd.DataFrame(data)

    def run():
        wrong = frame["wrong"]
        return sum(int(frame[name].sum()) + int((frame[name] & wrong).sum()) for name in names)

    return run


def in_polars(data, names):
    import polars as pl

    frame = pl.DataFrame(data)
    query = [pl.col(name).sum().alias(f"n_{name}") for name in names]
    query += [(pl.col(name) & pl.col("wrong")).sum().alias(f"e_{name}") for name in names]
    return lambda: sum(frame.select(query).row(0))


def in_duckdb(data, names):
    import duckdb
    import pandas as pd

    frame = pd.DataFrame(data)  # noqa: F841, DuckDB finds it by name
    base = duckdb.connect()
    base.execute("CREATE TABLE rows AS SELECT * FROM frame")
    figures = ", ".join(f"count(*) FILTER ({name}), count(*) FILTER ({name} AND wrong)" for name in names)
    return lambda: sum(base.execute(f"SELECT {figures} FROM rows").fetchone())


def run(peer, path, rows, tags):
    tags = int(tags)
    data = columns(path, int(rows), tags)
    names = [f"t{tag}" for tag in range(tags)]
    query = {"pandas": in_pandas, "polars": in_polars, "duckdb": in_duckdb}[peer](data, names)
    del data
    total = query()
    seconds = float("inf")
    for ran in range(21):
        start = time.perf_counter()
        query()
        seconds = min(seconds, time.perf_counter() - start)
        if ran >= 2 and seconds > 2:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"what": peer, "seconds": seconds, "peak_mib": peak, "sum": int(total)}))


{"write": write, "run": run}[sys.argv[1]](*sys.argv[2:])
