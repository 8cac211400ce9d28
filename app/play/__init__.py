"""Playing a deal: starting an attempt, deciding, and looking back at it."""
