"""The comments of fixtures: what they mean, and that a mistake in one is a failure."""

from __future__ import annotations

import pytest

from tests.fixture_comments import BadComment, Expectation, Reveal, comments_of


def test_a_comment_at_the_end_of_a_line_means_that_line() -> None:
    comments = comments_of("x = 1\ny = 2  # expect: LG102\n")
    assert (Expectation("expect", "LG102", 2),) == comments.expectations


def test_a_comment_alone_on_a_line_means_the_next_line_of_code() -> None:
    comments = comments_of("# expect: LG102\n\n# known-miss: LG103\nx = 1\n")
    assert (Expectation("expect", "LG102", 4), Expectation("known-miss", "LG103", 4)) == comments.expectations


def test_codes_are_separated_by_commas_and_may_have_a_confidence_and_a_column() -> None:
    comments = comments_of("x  # expect: LG102 possible, LG103 @12, LG104 possible @3")
    assert (
        Expectation("expect", "LG102", 1, possible=True),
        Expectation("expect", "LG103", 1, column=12),
        Expectation("expect", "LG104", 1, possible=True, column=3),
    ) == comments.expectations


def test_several_comments_may_share_a_line() -> None:
    comments = comments_of("x  # expect: LG102  # known-noise: LG301  # reveal: head[1].space = simplex")
    assert ["expect", "known-noise"] == [each.kind for each in comments.expectations]
    assert (Reveal("head[1].space", "simplex", 1),) == comments.reveals


def test_options_are_read_from_the_first_line() -> None:
    comments = comments_of("# options: framework-version=keras=2.2.4 min-confidence=possible\nx = 1\n")
    assert {"framework-version": "keras=2.2.4", "min-confidence": "possible"} == comments.options


@pytest.mark.parametrize(
    "text",
    [
        "x  # expect: LG12",
        "x  # expect: ",
        "x  # expect LG102",
        "x  # expects: LG102",
        "x  # Expect: LG102",
        "x  # expect: LG102 certain",
        "x  # expect: LG102 @0",
        "x  # known miss: LG102",
        "x  # reveal: head.space simplex",
        "x = 1\n# options: select=LG1",
        "# options: speed=high",
        "# options: select",
        "# option: select=LG1",
    ],
)
def test_a_comment_that_does_not_parse_is_a_failure(text: str) -> None:
    with pytest.raises(BadComment):
        comments_of(text)


@pytest.mark.parametrize("text", ["x  # we expect a softmax here", "x  # expected loss is 2.3", "# known classes\nx"])
def test_prose_is_no_comment_of_ours(text: str) -> None:
    comments = comments_of(text)
    assert ((), (), {}) == (comments.expectations, comments.reveals, comments.options)
