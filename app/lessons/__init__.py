"""Lessons of trainers and the courses of groups, as they are kept."""
