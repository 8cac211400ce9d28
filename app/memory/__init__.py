"""Daily review: what was learned and what was missed comes back before it is forgotten."""
