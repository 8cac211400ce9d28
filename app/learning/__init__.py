"""One's own path: skills from quizzes and decisions, what to do next, certificates."""
