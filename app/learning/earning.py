"""What has been earned: a certificate for each part of the course, and one for the whole."""

from __future__ import annotations

from app.curriculum.service import CourseProgress

WHOLE = "whole-course"
"""The subject of the certificate for the whole course; the others' are the ids of the parts, which
have no hyphen."""


def earned_subjects(progress: CourseProgress) -> tuple[str, ...]:
    """The parts that are complete, in the order of the course, and the whole when all are."""
    parts = tuple(part.part.id for part in progress.parts if part.is_complete)
    return (*parts, WHOLE) if parts and len(parts) == len(progress.parts) else parts
