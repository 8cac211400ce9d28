"""Managers' and trainers' view of scores."""
