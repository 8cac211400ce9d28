"""What the application can do with scenarios: the only door of this area for the others.

``from app.library import service as library``. What comes back are rows to read; change them
through these functions only.
"""

from app.library.refusals import Unreadable
from app.library.service.catalogue import Offer, catalogue, current_version, get_version
from app.library.service.coaching import (
    Par,
    ask_for_balance,
    ask_for_par,
    find_balance,
    find_balance_check,
    find_par,
    find_par_search,
    keep_par,
)
from app.library.service.drafts import save_draft
from app.library.service.entries import (
    check_may_write,
    discard_draft,
    find_entry,
    get_entry,
    list_entries,
    may_write,
    restore,
    versions_of,
    withdraw,
)
from app.library.service.publishing import publish, rehearse, sync_bundled
from app.library.service.texts import get_program, keep_text, source_of

__all__ = [
    "Offer",
    "Par",
    "Unreadable",
    "ask_for_balance",
    "ask_for_par",
    "catalogue",
    "check_may_write",
    "current_version",
    "discard_draft",
    "find_balance",
    "find_balance_check",
    "find_entry",
    "find_par",
    "find_par_search",
    "get_entry",
    "get_program",
    "get_version",
    "keep_par",
    "keep_text",
    "list_entries",
    "may_write",
    "publish",
    "rehearse",
    "restore",
    "save_draft",
    "source_of",
    "sync_bundled",
    "versions_of",
    "withdraw",
]
