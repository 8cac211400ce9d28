"""``/glossary``: the terms of the trade; ``/search``: everything that can be read."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.curriculum import service
from app.curriculum.glossary import lessons_with, shelves
from app.curriculum.offline import readable_offline
from app.curriculum.search.corpus import locales_for, passages
from app.curriculum.search.find import find
from app.curriculum.search.groups import MOST_HITS, group
from app.curriculum.search.words import MOST_CHARACTERS
from app.curriculum.views import bp
from app.errors import NotFound
from app.i18n import current_locale
from app.rights import signed_in


@bp.get("/glossary")
@signed_in
@readable_offline
def glossary() -> ResponseReturnValue:
    """All terms in the order of the reader's language."""
    return render_template("curriculum/glossary.html", shelves=shelves(service.course()))


@bp.get("/glossary/<term_id>")
@signed_in
@readable_offline
def term(term_id: str) -> ResponseReturnValue:
    """One term, what it means, and where it is used."""
    course = service.course()
    found = course.glossary.get(term_id)
    if found is None:
        raise NotFound(_("The glossary has no term “%(term)s”.", term=term_id[:80]))
    return render_template(
        "curriculum/term.html",
        entry=found,
        related=[course.glossary[other] for other in found.term.see if other in course.glossary],
        lessons=lessons_with(
            [*course.in_order(), *service.view_of(current_user.id).own.values()], term_id
        ),
    )


@bp.get("/search")
@signed_in
def search() -> ResponseReturnValue:
    """Lessons, terms and scenarios that hold the words of a query."""
    query = request.args.get("q", "")[:MOST_CHARACTERS].strip()
    own = service.view_of(current_user.id).own.values() if query else ()
    hits = find(query, passages(own), locales_for(current_locale())) if query else []
    return render_template(
        "curriculum/search.html", query=query, count=len(hits), groups=group(hits[:MOST_HITS])
    )
