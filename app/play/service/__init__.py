"""What the application can do with attempts: the only door of this area for the others.

``from app.play import service as play``. What comes back are rows and snapshots to read; change
them through these functions only.
"""

from app.play.service.attempts import (
    attempts_of,
    attempts_of_people,
    find_assessed_attempt,
    find_attempt,
    get_own_attempt,
    get_visible_attempt,
)
from app.play.service.comparing import (
    ENOUGH,
    GroupScores,
    other_runs,
    points_by_kpi,
    scores_of_groups,
)
from app.play.service.deciding import decide, give_up
from app.play.service.judging import (
    JudgedDecision,
    JudgedRun,
    forget_judgements,
    judged_runs,
)
from app.play.service.records import store_run
from app.play.service.replays import (
    answers_of,
    can_replay,
    forget_replays,
    snapshot_of,
)
from app.play.service.reviewing import (
    ask_for_review,
    find_review,
    find_review_by_key,
    find_review_job,
    keys_of_reviews,
)
from app.play.service.starting import start, start_trial
from app.play.service.touring import FIRST_DEAL, begin_tour, end_tour, find_open_tour
from app.play.service.what_if import start_what_if

__all__ = [
    "ENOUGH",
    "FIRST_DEAL",
    "GroupScores",
    "JudgedDecision",
    "JudgedRun",
    "answers_of",
    "ask_for_review",
    "attempts_of",
    "attempts_of_people",
    "begin_tour",
    "can_replay",
    "decide",
    "end_tour",
    "find_assessed_attempt",
    "find_attempt",
    "find_open_tour",
    "find_review",
    "find_review_by_key",
    "find_review_job",
    "forget_judgements",
    "forget_replays",
    "get_own_attempt",
    "get_visible_attempt",
    "give_up",
    "judged_runs",
    "keys_of_reviews",
    "other_runs",
    "points_by_kpi",
    "scores_of_groups",
    "snapshot_of",
    "start",
    "start_trial",
    "start_what_if",
    "store_run",
]
