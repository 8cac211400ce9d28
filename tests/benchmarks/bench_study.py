"""How much faster two workers make a study of the flagship than one process alone.

Everything that several workers cost is in it: starting them, sending them chunks, waiting for the
last one. The rounds alternate and the best of each counts, for whatever else the machine does only
makes them slower.
"""

import json
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

from config import ROOT
from simengine.library import load_file, read_file
from simengine.study import Study, run_study

ROUNDS = 3
RUNS = 1500
WORKERS = 2


def study(text: str, name: str, workers: int) -> tuple[Study, float]:
    """A study by so many workers, and the seconds that it took."""
    begun = perf_counter()
    if workers == 1:
        found = run_study(text, ["default"], RUNS, name=name)
    else:
        with ProcessPoolExecutor(workers) as executor:
            found = run_study(text, ["default"], RUNS, name=name, executor=executor)
    return found, perf_counter() - begun


def main() -> None:
    """Print one JSON object a line."""
    path = ROOT / "scenarios" / "smart-factory"
    load_file(path)
    text, name = read_file(path)
    seconds: dict[int, list[float]] = {1: [], WORKERS: []}
    results = []
    for _ in range(ROUNDS):
        for workers, taken in seconds.items():
            found, elapsed = study(text, name, workers)
            results.append(found)
            taken.append(elapsed)
    assert all(found == results[0] for found in results)
    alone, together = min(seconds[1]), min(seconds[WORKERS])
    for figure in (
        {"name": "study_2_workers_vs_1", "value": round(alone / together, 3), "unit": "x"},
        {"name": "study_2_workers", "value": round(RUNS / together), "unit": "runs/s"},
        {"name": "study_1_worker", "value": round(RUNS / alone), "unit": "runs/s"},
    ):
        print(json.dumps(figure))


if __name__ == "__main__":
    main()
