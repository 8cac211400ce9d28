"""Scenarios and their versions, kept by content."""
