"""The simulator: a run is a pure function of scenario, seed and answers."""
