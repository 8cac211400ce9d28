"""What the application can do with the course: the only door of this area for the others."""

from app.curriculum.service.analysis import analyse_banks, analyse_lesson
from app.curriculum.service.courses import (
    CORE,
    CourseView,
    build_course,
    find_any_part,
    find_version,
    lesson_for,
    newest_lesson,
    view_of,
)
from app.curriculum.service.credits import SkillCredit, credits_of_people
from app.curriculum.service.editions import edition_of
from app.curriculum.service.library import course, get_lesson, get_part
from app.curriculum.service.notes import Note, note_of, write_note
from app.curriculum.service.progress import (
    CourseProgress,
    LessonProgress,
    Next,
    PartProgress,
    build_progress,
    progress_of,
    progress_of_people,
)
from app.curriculum.service.quizzes import (
    Marked,
    answer,
    answers_of,
    best_points,
    find_open_quiz,
    finish,
    get_own_quiz,
    items_of,
    latest_marks,
    latest_quizzes,
    lesson_of,
    start_quiz,
    start_test,
)
from app.curriculum.service.reading import mark_read, read_lessons, read_version

__all__ = [
    "CORE",
    "CourseProgress",
    "CourseView",
    "LessonProgress",
    "Marked",
    "Next",
    "Note",
    "PartProgress",
    "SkillCredit",
    "analyse_banks",
    "analyse_lesson",
    "answer",
    "answers_of",
    "best_points",
    "build_course",
    "build_progress",
    "course",
    "credits_of_people",
    "edition_of",
    "find_any_part",
    "find_open_quiz",
    "find_version",
    "finish",
    "get_lesson",
    "get_own_quiz",
    "get_part",
    "items_of",
    "latest_marks",
    "latest_quizzes",
    "lesson_for",
    "lesson_of",
    "mark_read",
    "newest_lesson",
    "note_of",
    "progress_of",
    "progress_of_people",
    "read_lessons",
    "read_version",
    "start_quiz",
    "start_test",
    "view_of",
    "write_note",
]
