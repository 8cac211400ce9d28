"""What the application can do with memory: the only door of this area for the others.

``from app.memory import service as memory``. Nothing is written before a card is answered: what
could be learned next follows from quizzes, lessons and reviewed deals each time it is asked for.
"""

from app.memory.service.answering import answer, outlook, rate
from app.memory.service.cards import Change, Listed, Standing, change_card, list_cards
from app.memory.service.faults import find_wrong, forget_faults
from app.memory.service.figures import (
    ENOUGH,
    FORECAST_DAYS,
    RETENTION_DAYS,
    Score,
    answers_on,
    forecast_of,
    next_due_of,
    retention_of,
)
from app.memory.service.finding import get_asked, get_own_review
from app.memory.service.settings import (
    LEAST_REVIEWS,
    MOST_NEW,
    MOST_REVIEWS,
    Limits,
    limits_of,
    set_limits,
)
from app.memory.service.today import Today, Turn, due_count, today_of

__all__ = [
    "ENOUGH",
    "FORECAST_DAYS",
    "LEAST_REVIEWS",
    "MOST_NEW",
    "MOST_REVIEWS",
    "RETENTION_DAYS",
    "Change",
    "Limits",
    "Listed",
    "Score",
    "Standing",
    "Today",
    "Turn",
    "answer",
    "answers_on",
    "change_card",
    "due_count",
    "find_wrong",
    "forecast_of",
    "forget_faults",
    "get_asked",
    "get_own_review",
    "limits_of",
    "list_cards",
    "next_due_of",
    "outlook",
    "rate",
    "retention_of",
    "set_limits",
    "today_of",
]
