"""Markdown of lessons: what stands in a text, and the page made from it."""
