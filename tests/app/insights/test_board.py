"""Pages of a board."""

import pytest

from app.accounts.models import Person
from app.insights.board import LINES_PER_PAGE, make_board


@pytest.mark.parametrize(
    ("people", "wanted", "page", "pages", "first", "count"),
    [
        (0, 1, 1, 1, None, 0),
        (LINES_PER_PAGE, 1, 1, 1, 0, LINES_PER_PAGE),
        (LINES_PER_PAGE + 1, 2, 2, 2, LINES_PER_PAGE, 1),
        (LINES_PER_PAGE + 1, 99, 2, 2, LINES_PER_PAGE, 1),
        (LINES_PER_PAGE + 1, -3, 1, 2, 0, LINES_PER_PAGE),
    ],
)
def test_a_leaf_is_the_nearest_page_there_is(
    people: int, wanted: int, page: int, pages: int, first: int | None, count: int
) -> None:
    everybody = [Person(id=number, name=f"{number:04}") for number in range(people)]

    leaf = make_board(everybody, [], "name").leaf(wanted)

    assert (leaf.page, leaf.pages, len(leaf.lines)) == (page, pages, count)
    assert first is None or leaf.lines[0].person is everybody[first]
    assert (leaf.has_prev, leaf.has_next) == (page > 1, page < pages)
    assert (leaf.prev_num, leaf.next_num) == (page - 1, page + 1)
