"""Which words changed, and which bullets moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.review.changes import Piece, compare_words, moved

texts = st.text(alphabet="ab c\n", max_size=40)


def test_the_words_that_differ_are_marked_and_the_rest_is_not() -> None:
    before, after = compare_words("Responsible for maintaining the module", "Maintained the module")
    assert before == [Piece("Responsible for maintaining", False), Piece(" the module", True)]
    assert after == [Piece("Maintained", False), Piece(" the module", True)]


def test_a_small_word_between_two_changes_is_no_island() -> None:
    before, _ = compare_words("I like queues and alerts", "Ran tests and reports")
    assert before == [Piece("I like queues and alerts", False)]


@given(texts, texts)
def test_no_character_is_lost_and_the_same_text_has_no_mark(before: str, after: str) -> None:
    old, new = compare_words(before, after)
    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    assert all(piece.same for piece in compare_words(before, before)[0])


def test_one_bullet_that_went_up_is_the_one_that_moved() -> None:
    assert moved([3, 0, 1, 2]) == {0}
    assert moved([0, 2, 3, 4, 1, 5]) == {4}
    assert moved([0, 1, 2]) == set()


@given(st.lists(st.integers(0, 8), max_size=8))
def test_what_did_not_move_is_in_order(order: list[int]) -> None:
    stayed = [value for position, value in enumerate(order) if position not in moved(order)]
    assert stayed == sorted(stayed)
    assert bool(stayed) == bool(order)
