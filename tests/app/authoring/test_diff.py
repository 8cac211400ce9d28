"""What changed between two texts."""

from app.authoring.diff import MOST_COMPARED_LINES, Comparison, Line, compare


def numbered(count: int) -> list[str]:
    return [f"line {number}" for number in range(1, count + 1)]


def text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def test_a_change_is_shown_with_the_lines_around_it() -> None:
    before = numbered(20)
    after = [*before[:9], "changed", "more", *before[10:]]

    assert compare(text(before), text(after)) == Comparison(
        (
            Line("gap", None, None, ""),
            Line("same", 7, 7, "line 7"),
            Line("same", 8, 8, "line 8"),
            Line("same", 9, 9, "line 9"),
            Line("removed", 10, None, "line 10"),
            Line("added", None, 10, "changed"),
            Line("added", None, 11, "more"),
            Line("same", 11, 12, "line 11"),
            Line("same", 12, 13, "line 12"),
            Line("same", 13, 14, "line 13"),
            Line("gap", None, None, ""),
        ),
        added=2,
        removed=1,
    )


def test_changes_at_both_ends_have_a_gap_between_them() -> None:
    before = numbered(12)
    after = ["first", *before, "last"]
    kinds = [line.kind for line in compare(text(before), text(after)).lines]
    assert kinds == ["added", *["same"] * 3, "gap", *["same"] * 3, "added"]


def test_equal_texts_have_no_changes() -> None:
    changes = compare("a\nb\n", "a\nb")
    assert changes == Comparison((), 0, 0)
    assert changes.is_empty


def test_everything_new() -> None:
    assert compare("a\n", "b\n") == Comparison(
        (Line("removed", 1, None, "a"), Line("added", None, 1, "b")), 1, 1
    )


def test_form_feeds_and_separators_break_no_line() -> None:
    assert compare("a\x0cb\u2028c\n", "a\x0cb\u2028d\n").lines == (
        Line("removed", 1, None, "a\x0cb\u2028c"),
        Line("added", None, 1, "a\x0cb\u2028d"),
    )


def test_a_rewritten_text_is_shown_as_one_block() -> None:
    lines = numbered(MOST_COMPARED_LINES + 1)
    changes = compare(text(["head", *lines, "tail"]), text(["head", *lines[::-1], "tail"]))

    assert (changes.added, changes.removed) == (len(lines), len(lines))
    assert changes.lines[0] == Line("same", 1, 1, "head")
    assert [line.kind for line in changes.lines[1 : len(lines) + 1]] == ["removed"] * len(lines)
