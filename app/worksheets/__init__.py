"""Worksheets: forms that calculate, kept by people for their own deals and shared with trainers."""
