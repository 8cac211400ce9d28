"""What the application can do with worksheets: the only door of this area for the others."""

from app.worksheets.service.comments import (
    MOST_COMMENT,
    comments_of,
    delete_comment,
    write_comment,
)
from app.worksheets.service.keeping import (
    Listed,
    MovedOn,
    copy,
    create,
    delete,
    get_own,
    list_own,
    save,
)
from app.worksheets.service.sharing import (
    Sharing,
    get_readable,
    share,
    shared_with,
    sharing_of,
    unshare,
)

__all__ = [
    "MOST_COMMENT",
    "Listed",
    "MovedOn",
    "Sharing",
    "comments_of",
    "copy",
    "create",
    "delete",
    "delete_comment",
    "get_own",
    "get_readable",
    "list_own",
    "save",
    "share",
    "shared_with",
    "sharing_of",
    "unshare",
    "write_comment",
]
