"""Scenarios in the browser: write, check, try, publish."""
