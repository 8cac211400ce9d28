"""``/teaching/lessons/<slug>``: the editor of a lesson, file by file."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts import service as accounts
from app.authoring.diff import compare
from app.curriculum import service as curriculum
from app.curriculum.own import FILES, HEAD, QUIZ
from app.curriculum.pages import preview_of, sections_of
from app.curriculum.quiz.showing import show
from app.errors import Invalid, NotFound, TooLarge
from app.lessons import service as lessons
from app.rights import allow
from app.teaching import service
from app.teaching.files import pack, read_uploads
from app.teaching.forms import HeadForm, ShareForm, TextForm, UploadForm
from app.teaching.head import find_head
from app.teaching.service import OpenLesson
from app.teaching.views import bp, is_htmx


@bp.get("/lessons/<slug>")
@allow("trainer", "admin")
def edit(slug: str) -> ResponseReturnValue:
    """The editor at the first text that there is."""
    lesson = service.open_lesson(slug, current_user)
    name = f"{lesson.languages[0]}.md" if lesson.languages else FILES[1]
    return redirect(url_for("teaching.edit_file", slug=slug, name=name))


@bp.get("/lessons/<slug>/files/<name>")
@allow("trainer", "admin")
def edit_file(slug: str, name: str) -> ResponseReturnValue:
    """One file of the draft, with its problems and how it will look."""
    lesson = service.open_lesson(slug, current_user)
    if name not in FILES:
        raise NotFound(_("A lesson has no file “%(name)s”.", name=name[:80]))
    return _editor(lesson, name, UploadForm())


@bp.post("/lessons/<slug>/files/<name>")
@allow("trainer", "admin")
def save(slug: str, name: str) -> ResponseReturnValue:
    """Keep the text of a file, whatever is wrong with it, and go on to what was asked for."""
    service.open_lesson(slug, current_user)
    form = TextForm()
    revisions = request.form.getlist("revision", type=int)
    if not form.validate_on_submit() or not revisions or "text" not in request.form:
        raise Invalid(_("The text did not arrive whole. Nothing was changed; send it again."))
    text = form.text.data or ""
    stored, is_stored = service.save(
        slug, name, text, revisions[-1], by=current_user, now=clock.now()
    )
    if is_htmx():
        return _saved(slug, name, revision=revisions[0], is_stored=is_stored)
    if not is_stored:
        page = render_template(
            "teaching/conflict.html",
            slug=slug,
            name=name,
            text=text,
            theirs=stored,
            changes=compare(stored.text, text),
        )
        return page, 409
    if form.then.data == "publish":
        return redirect(url_for("teaching.publish", slug=slug))
    flash(_("The draft is saved."), "success")
    return redirect(url_for("teaching.edit_file", slug=slug, name=name))


@bp.route("/lessons/<slug>/about", methods=["GET", "POST"])
@allow("trainer", "admin")
def about(slug: str) -> ResponseReturnValue:
    """The head of the lesson as a form."""
    lesson = service.open_lesson(slug, current_user)
    stored = lesson.files[HEAD]
    head = find_head(stored.text)
    if head is None:
        return redirect(url_for("teaching.edit_file", slug=slug, name=HEAD))
    form = HeadForm()
    form.offer(curriculum.course().skills)
    form.keep_choices(head)
    has_moved_on = False
    if form.validate_on_submit():
        revision = int(form.revision.data) if (form.revision.data or "").isdigit() else -1
        stored, is_stored = service.save_head(
            slug, form.read(), revision, by=current_user, now=clock.now()
        )
        if is_stored:
            flash(_("The draft is saved."), "success")
            return redirect(url_for("teaching.about", slug=slug))
        has_moved_on = True
    elif request.method == "GET":
        form.show(head)
    status = 409 if has_moved_on else 422 if form.errors else 200
    form.revision.data = str(stored.revision)
    html = render_template(
        "teaching/about.html", lesson=lesson, form=form, name=HEAD, has_moved_on=has_moved_on
    )
    return html, status


@bp.get("/lessons/<slug>/preview")
@allow("trainer", "admin")
def preview(slug: str) -> ResponseReturnValue:
    """The draft as its readers would see it, with the quiz and its answers."""
    lesson = service.open_lesson(slug, current_user)
    shown = lesson.reading.lesson
    return render_template(
        "teaching/preview.html",
        lesson=lesson,
        shown=shown,
        sections=sections_of(shown) if shown.documents else (),
        items=show(shown.items, 0, {}, {}),
    )


@bp.post("/lessons/<slug>/upload")
@allow("trainer", "admin")
def upload(slug: str) -> ResponseReturnValue:
    """Take files in the place of those of the draft."""
    lesson = service.open_lesson(slug, current_user)
    form = UploadForm()
    if form.validate_on_submit():
        revisions = {name: request.form.get(f"revision-{name}", -1, type=int) for name in FILES}
        try:
            texts = read_uploads(form.files.data or ())
            service.take_uploads(slug, texts, revisions, by=current_user, now=clock.now())
        except (Invalid, TooLarge) as error:
            form.files.errors = [error.message]
        else:
            flash(_("Uploaded: %(names)s.", names=", ".join(texts)), "success")
            return redirect(url_for("teaching.edit_file", slug=slug, name=next(iter(texts))))
    return _editor(lesson, FILES[1], form), 422


@bp.get("/lessons/<slug>/zip")
@allow("trainer", "admin")
def download(slug: str) -> ResponseReturnValue:
    """All files of the draft, or of the version that is asked for."""
    number = request.args.get("version", type=int)
    if number is None:
        texts = service.open_lesson(slug, current_user).texts
        return _zip_answer(pack(slug, texts, now=clock.now()), slug)
    found = service.get_published(slug, number, by=current_user).version
    return _zip_answer(pack(slug, found.files, now=found.published_at), f"{slug}-v{number}")


@bp.post("/lessons/<slug>/share")
@allow("trainer", "admin")
def share(slug: str) -> ResponseReturnValue:
    """Let trainers of groups use the lesson."""
    service.open_lesson(slug, current_user)
    form = ShareForm()
    form.offer(accounts.groups_visible_to(current_user))
    if not form.validate_on_submit():
        raise Invalid(_("You can share a lesson only with groups that you teach."))
    lessons.share(slug, form.groups.data or (), by=current_user)
    flash(_("Sharing is changed."), "success")
    return redirect(url_for("teaching.versions", slug=slug))


@bp.post("/lessons/<slug>/discard")
@allow("trainer", "admin")
def discard(slug: str) -> ResponseReturnValue:
    """Throw the draft away and go back to what is published."""
    if service.discard(slug, by=current_user, now=clock.now()):
        flash(_("The draft is deleted. This is what is published."), "success")
        return redirect(url_for("teaching.edit", slug=slug))
    flash(_("The draft is deleted. Nothing had been published of it."), "success")
    return redirect(url_for("teaching.overview"))


def _zip_answer(content: bytes, name: str) -> Response:
    """A zip file of this name, which must be made of slugs and numbers only."""
    return Response(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
    )


def _editor(lesson: OpenLesson, name: str, form: UploadForm) -> str:
    return render_template("teaching/edit.html", upload=form, **_desk(lesson, name))


def _saved(slug: str, name: str, *, revision: int, is_stored: bool) -> ResponseReturnValue:
    """What changes around the editor when a text has been kept, or refused."""
    lesson = service.open_lesson(slug, current_user)
    html = render_template(
        "teaching/_saved.html", revision=revision, is_stored=is_stored, **_desk(lesson, name)
    )
    return html, 200 if is_stored else 422


def _desk(lesson: OpenLesson, name: str) -> dict[str, object]:
    """What the page of one file shows."""
    shown = lesson.reading.lesson
    language = name.removesuffix(".md")
    document = next((one for tag, one in shown.documents.items() if tag == language), None)
    return {
        "lesson": lesson,
        "name": name,
        "file": lesson.files[name],
        "language": language if document else "",
        "sections": preview_of(document) if document else (),
        "items": show(shown.items, 0, {}, {}) if name == QUIZ else (),
    }
