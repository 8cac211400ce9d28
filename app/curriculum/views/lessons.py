"""``/course``: the map of the course that one follows, and its lessons."""

from __future__ import annotations

from flask import jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone
from flask_login import current_user

from app import clock
from app.curriculum import service
from app.curriculum.offline import readable_offline
from app.curriculum.pages import drills_of, neighbours_of, sections_of
from app.curriculum.quiz.draw import LESSON_ITEMS, PASS_MARK
from app.curriculum.views import bp
from app.rights import signed_in

CHOICE_KEY = "course"


@bp.get("/course")
@signed_in
@readable_offline
def course() -> ResponseReturnValue:
    """The parts, how far one has come, and what to do next."""
    view = service.view_of(current_user.id)
    choice, chosen = view.choose(session.get(CHOICE_KEY))
    return render_template(
        "curriculum/course.html",
        course=chosen,
        choice=choice,
        view=view,
        progress=service.progress_of_people([current_user.id], chosen)[current_user.id],
        today=to_user_timezone(clock.now()).date(),
    )


@bp.post("/course/choice")
@signed_in
def choose_course() -> ResponseReturnValue:
    """Follow another course: the core course, or that of another group."""
    wanted = request.form.get("course", "")[:20]
    session[CHOICE_KEY] = service.view_of(current_user.id).choose(wanted)[0]
    return redirect(url_for("curriculum.course"))


@bp.get("/course/<slug>")
@signed_in
@readable_offline
def lesson(slug: str) -> ResponseReturnValue:
    """A lesson; of a trainer's own one the version that was read, or the newest if asked for."""
    find = service.newest_lesson if "newest" in request.args else service.lesson_for
    found = find(current_user.id, slug)
    view = service.view_of(current_user.id)
    skills = view.core.skills
    return render_template(
        "curriculum/lesson.html",
        lesson=found,
        edition=view.editions.get(slug),
        sections=sections_of(found),
        place=neighbours_of(found, view.course_with(slug, session.get(CHOICE_KEY))),
        drills=drills_of(found),
        skills=[skills[skill] for skill in found.head.skills if skill in skills],
        note=service.note_of(current_user.id, slug),
        read_at=service.read_lessons(current_user.id).get(slug),
        read_version=service.read_version(current_user.id, slug),
        quizzes=service.latest_quizzes(current_user.id, "lesson", slug),
        LESSON_ITEMS=LESSON_ITEMS,
        PASS_MARK=PASS_MARK,
    )


@bp.post("/course/<slug>/read")
@signed_in
def mark_read(slug: str) -> ResponseReturnValue:
    """Say that one has read a lesson."""
    version = request.form.get("version", 0, type=int)
    service.mark_read(current_user.id, slug, now=clock.now(), version=version)
    return redirect(url_for("curriculum.lesson", slug=slug, _anchor="done"))


@bp.post("/course/<slug>/notes")
@signed_in
@readable_offline
def write_note(slug: str) -> ResponseReturnValue:
    """Keep one's own note; two windows never overwrite each other unseen."""
    text = request.form.get("text", "")
    # A button that keeps one's own version over another brings a second revision.
    revisions = request.form.getlist("revision", type=int)
    note, is_stored = service.write_note(
        current_user.id, slug, text, revisions[-1] if revisions else 0, now=clock.now()
    )
    found = service.lesson_for(current_user.id, slug)
    if request.accept_mimetypes.best == "application/json":
        state = render_template(
            "curriculum/_note_state.html",
            lesson=found,
            note=note,
            is_stored=is_stored,
            revision=revisions[0:1],
        )
        answer = {"text": note.text, "revision": note.revision, "state": state}
        return jsonify(answer), 200 if is_stored else 409
    if is_stored:
        return redirect(url_for("curriculum.lesson", slug=slug, _anchor="notes"))
    html = render_template("curriculum/note_conflict.html", lesson=found, note=note, text=text)
    return html, 409
