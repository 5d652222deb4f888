"""One measurement of a peer: `peer.py WHAT FILE [COUNT]` prints a JSON line.

FILE holds judgments as little-endian u32 triples (item, rater, label). Each process measures one thing, from the arrays
in memory to the answer, so that the peak of its memory is its own. COUNT is the number of predictions, of resamples, or of
random pairs of raters; where it is less than all, the time is scaled.
"""

import itertools
import json
import resource
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def judgments(path):
    rows = np.fromfile(path, dtype="<u4").reshape(-1, 3)
    return rows[:, 0], rows[:, 1], rows[:, 2]


def counts(items, labels):
    """Items x classes."""
    classes = int(labels.max()) + 1
    flat = items.astype(np.int64) * classes + labels
    return np.bincount(flat, minlength=(int(items.max()) + 1) * classes).reshape(-1, classes)


def kappa_all_pairs(path, most):
    from sklearn.metrics import cohen_kappa_score

    items, raters, labels = judgments(path)
    start = time.perf_counter()
    order = np.argsort(raters, kind="stable")
    edges = np.searchsorted(raters[order], np.arange(raters.max() + 2))
    by_rater = []
    for a, b in zip(edges[:-1], edges[1:]):
        rows = order[a:b]
        unique, first = np.unique(items[rows], return_index=True)
        by_rater.append((unique, labels[rows][first]))
    pairs = list(itertools.combinations(by_rater, 2))
    chosen = pairs
    if most and len(pairs) > most:
        chosen = [pairs[i] for i in np.random.default_rng(1).choice(len(pairs), most, replace=False)]
    for (ia, la), (ib, lb) in chosen:
        _, at_a, at_b = np.intersect1d(ia, ib, assume_unique=True, return_indices=True)
        if len(at_a):
            cohen_kappa_score(la[at_a], lb[at_b])
    return start, {"scale": len(pairs) / len(chosen)}


def fleiss_kappa(path, _):
    from statsmodels.stats.inter_rater import fleiss_kappa as peer

    items, _raters, labels = judgments(path)
    start = time.perf_counter()
    return start, {"value": float(peer(counts(items, labels)))}


def krippendorff_alpha(path, _):
    import krippendorff

    items, _raters, labels = judgments(path)
    start = time.perf_counter()
    value = krippendorff.alpha(value_counts=counts(items, labels), level_of_measurement="nominal")
    return start, {"value": float(value)}


def bootstrap_alpha_1000(path, resamples):
    import krippendorff

    items, _raters, labels = judgments(path)
    start = time.perf_counter()
    table = counts(items, labels)
    random = np.random.default_rng(1)
    for _ in range(resamples):
        krippendorff.alpha(value_counts=table[random.integers(0, len(table), len(table))], level_of_measurement="nominal")
    return start, {"scale": 1000 / resamples}


def gwet_ac1(path, _):
    import pandas as pd
    from irrCAC.raw import CAC

    items, _raters, labels = judgments(path)
    start = time.perf_counter()
    wide = labels[np.argsort(items, kind="stable")].reshape(-1, 5)
    return start, {"value": float(CAC(pd.DataFrame(wide)).gwet()["est"]["coefficient_value"])}


def frame(path):
    import pandas as pd

    items, raters, labels = judgments(path)
    return pd.DataFrame({"task": items, "worker": raters, "label": labels})


def majority(path, _):
    from crowdkit.aggregation import MajorityVote

    data = frame(path)
    start = time.perf_counter()
    MajorityVote().fit_predict(data)
    return start, {}


def dawid_skene(path, _):
    from crowdkit.aggregation import DawidSkene

    data = frame(path)
    model = DawidSkene()
    start = time.perf_counter()
    model.fit(data)
    return start, {"iterations": len(model.loss_history_)}


def predictions(n):
    random = np.random.default_rng(1)
    truth = random.integers(0, 10, n, dtype=np.int64)
    return truth, np.where(random.random(n) < 0.8, truth, random.integers(0, 10, n)), random.random(n)


def confusion(_, n):
    from sklearn.metrics import confusion_matrix

    truth, predicted, _score = predictions(n)
    start = time.perf_counter()
    confusion_matrix(truth, predicted)
    return start, {}


def average_precision_and_auc(_, n):
    from sklearn.metrics import average_precision_score, roc_auc_score

    truth, _predicted, score = predictions(n)
    positive = truth == 0
    start = time.perf_counter()
    average_precision_score(positive, score)
    roc_auc_score(positive, score)
    return start, {}


def main():
    what, path = sys.argv[1:3]
    start, more = globals()[what](path, int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    seconds = (time.perf_counter() - start) * more.pop("scale", 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"what": what, "seconds": seconds, "peak_mib": peak, **more}))


main()
