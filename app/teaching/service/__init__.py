"""What trainers can do with lessons of their own and the courses of their groups: the only door
of this area for the others.

``from app.teaching import service``. Every function that changes something says who may.
"""

from app.teaching.service.courses import (
    Choice,
    Deed,
    Invalidities,
    MemberRow,
    TypedCourse,
    TypedPart,
    choices_for,
    course_as_typed,
    get_taught_group,
    members_progress,
    put,
    save_course,
)
from app.teaching.service.drafts import (
    Finding,
    OpenLesson,
    Practice,
    begin,
    discard,
    open_lesson,
    practices,
    save,
    save_head,
    take_uploads,
)
from app.teaching.service.releases import Proof, Published, get_published, prove, publish
from app.teaching.service.shelf import GroupLine, LessonLine, list_groups, list_lessons

__all__ = [
    "Choice",
    "Deed",
    "Finding",
    "GroupLine",
    "Invalidities",
    "LessonLine",
    "MemberRow",
    "OpenLesson",
    "Practice",
    "Proof",
    "Published",
    "TypedCourse",
    "TypedPart",
    "begin",
    "choices_for",
    "course_as_typed",
    "discard",
    "get_published",
    "get_taught_group",
    "list_groups",
    "list_lessons",
    "members_progress",
    "open_lesson",
    "practices",
    "prove",
    "publish",
    "put",
    "save",
    "save_course",
    "save_head",
    "take_uploads",
]
