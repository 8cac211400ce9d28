from werkzeug.datastructures import MultiDict

from app.insights.forms import as_arguments, read_filters
from app.insights.service import Filters


def test_an_address_is_read_and_written_back() -> None:
    wanted = {"group": "3", "scenario": "4", "mode": "assessed", "period": "90", "sort": "score"}
    filters = read_filters(MultiDict(wanted))
    assert filters == Filters(3, 4, "assessed", 90, "score")
    assert as_arguments(filters) == {
        "group": 3, "scenario": 4, "mode": "assessed", "period": 90, "sort": "score",
    }  # fmt: skip


def test_nonsense_is_no_wish() -> None:
    nonsense = {"group": "x", "scenario": "'", "mode": "trial", "period": "7", "sort": "password"}
    assert read_filters(MultiDict(nonsense)) == Filters()
    assert as_arguments(Filters()) == {}
