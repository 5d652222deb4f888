"""Slice search by the Python package sliceline, and the tables for it.

`slices.py write FILE ROWS` writes a generated table, `slices.py write FILE acs PREDICTIONS_CSV` a real one: columns of
little-endian u32 codes, then a byte for each row, 1 where the model is wrong; prints {"rows", "columns"}.
`slices.py run FILE ROWS COLUMNS K ALPHA LEVEL SUPPORT` prints {"what", "seconds", "peak_mib", "scores", "slices"}, a slice
as [[column, code], ...]; the best of three runs (of one, where it takes longer than 20 s), after one on a small table that
compiles what numba compiles.
"""

import csv
import json
import resource
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
ACS = ["race", "sex", "age", "school", "mar", "cow", "relp", "wkhours", "occp", "pobp"]


def generated(n):
    random = np.random.default_rng(7)
    cardinalities = [2, 2, 3, 4, 5, 5, 8, 10, 10, 12, 16, 20, 25, 50, 100]
    columns = [np.minimum(random.geometric(min(0.7, 3.0 / c), n) - 1, c - 1) for c in cardinalities]
    rate = 0.1 + 0.25 * ((columns[3] == 1) & (columns[6] == 2)) + 0.2 * ((columns[4] == 0) & (columns[9] == 1) & (columns[0] == 0))
    return columns, random.random(n) < rate


def real(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [np.unique([row[name] for row in rows], return_inverse=True)[1] for name in ACS]
    return columns, np.array([row["label"] != row["pred"] for row in rows])


def write(path, what, source=None):
    columns, wrong = real(source) if what == "acs" else generated(int(what))
    with open(path, "wb") as file:
        for column in columns:
            file.write(column.astype("<u4").tobytes())
        file.write(wrong.astype(np.uint8).tobytes())
    print(json.dumps({"rows": len(wrong), "columns": len(columns)}))


def run(path, rows, width, k, alpha, level, support):
    # irrCAC pins a coverage that numba cannot read; without it numba does without.
    sys.modules["coverage"] = None
    from sliceline.slicefinder import Slicefinder

    rows, width = int(rows), int(width)
    data = np.fromfile(path, dtype=np.uint8)
    table = data[: 4 * rows * width].view("<u4").reshape(width, rows).T.astype(np.int64)
    errors = data[4 * rows * width :].astype(float)
    settings = {"alpha": float(alpha), "k": int(k), "max_l": int(level), "verbose": False}
    Slicefinder(**settings, min_sup=1).fit(table[:200], errors[:200] + 1.0)
    seconds = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        finder = Slicefinder(**settings, min_sup=int(support)).fit(table, errors)
        seconds = min(seconds, time.perf_counter() - start)
        if seconds > 20:
            break
    scores = [found["slice_score"] for found in finder.top_slices_statistics_]
    slices = [[[at, int(code)] for at, code in enumerate(found) if code is not None] for found in finder.top_slices_]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"what": "slices", "seconds": seconds, "peak_mib": peak, "scores": scores, "slices": slices}))


{"write": write, "run": run}[sys.argv[1]](*sys.argv[2:])
