"""What the application can do with learning: the only door of this area for the others."""

from app.learning.service.certificates import (
    certificates_of_people,
    find_certificate,
    get_visible_certificate,
    issue,
    restore,
    revoke,
)
from app.learning.service.people import get_visible_group, get_visible_person
from app.learning.service.records import Record, record_of, records_of, skill_titles
from app.learning.service.reviews import ask_for_reviews
from app.learning.service.suggesting import suggestion_for

__all__ = [
    "Record",
    "ask_for_reviews",
    "certificates_of_people",
    "find_certificate",
    "get_visible_certificate",
    "get_visible_group",
    "get_visible_person",
    "issue",
    "record_of",
    "records_of",
    "restore",
    "revoke",
    "skill_titles",
    "suggestion_for",
]
