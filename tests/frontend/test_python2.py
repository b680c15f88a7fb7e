"""Text that does not parse is refused with one sentence and its line; Python 2 is called by its name."""

from __future__ import annotations

import pytest

from tests.frontend.outline import lowered


def reason_and_line(text: str) -> tuple[str, int | None]:
    result = lowered(text)
    assert () == result.program.parts
    (failure,) = result.failures
    assert "LG901" == failure.code
    return failure.reason, failure.line


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("print 'loss', loss", "print statement"),
        ("print loss", "print statement"),
        ("if verbose: print 'loss'", "print statement"),
        ('print"loss"', "print statement"),
        ("print >>log, 'loss' if x else 'y', `z`", "print statement"),
        ("try: f()\nexcept IOError, error: print error", "print statement"),
        ("try: f()\nexcept (IOError, OSError), error: g() h()", "except clause with a comma"),
        ("x = `loss`", "backticks"),
        ("exec 'x = 1'", "exec statement"),
        ("exec code in scope", "exec statement"),
        ("if a <> b: pass", "<> operator"),
        ("x = ur'\\d'", "ur'' string"),
        ("raise ValueError, 'no labels'", "raise statement with a comma"),
        ("os.chmod(path, 0755)", "octal literal without 0o"),
        ("seed = 10L", "long integer literal"),
        ("def f(x, (y, z)): pass", "parameter that is a tuple"),
    ],
)
def test_python_2_is_named_by_what_gives_it_away(statement: str, kind: str) -> None:
    text = f"import os\n\n# print 'not this'\nx = '''print 'nor this'\n'''\n{statement}\n"
    assert (f"Python 2 source: {kind}", 6 + statement.count("\n")) == reason_and_line(text)


def test_the_line_where_the_parser_stopped_goes_before_an_earlier_sign() -> None:
    """`print >>log, x` is a tuple to Python 3; the exec statement is what stops the parser."""
    assert ("Python 2 source: exec statement", 2) == reason_and_line("print >>log, x\nexec 'x'\n")


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a = 1\nb = = 2\n", "invalid syntax: b = = 2", 2),
        ("a\n\nx = (1,\n", "invalid syntax", 4),
        ("for x in y:\npass\n", "invalid syntax: pass", 2),
        ("a\nx = 'abc\n", "unterminated string literal", 2),
        ("a\nx = '''abc\n", "unterminated triple-quoted string literal", None),
        ("if a:\n\tb\n        c\n", "inconsistent mixing of tabs and spaces", 3),
        ("if a:\n    b\n  c\n", "no matching outer block for dedent", 3),
        ("a\nx = $\n", "'$' is not a valid character in this position", 2),
        ("a\nb = 'c\0d'\n", "a null byte stands in the text", 2),
        ("a\nb = '\ud800'\n", "half of a surrogate pair stands in the text", 2),
        ("a\nb = b'a' 'c'\n", "Cannot concatenate string and bytes", 2),
        ("a\nb = (c\nimport d\n", "invalid syntax: import d", 3),
    ],
)
def test_a_text_that_does_not_parse_says_why_and_where(text: str, reason: str, line: int | None) -> None:
    found_reason, found_line = reason_and_line(text)
    assert reason == found_reason
    assert line is None or line == found_line


def test_words_that_python_2_made_statements_are_names_as_well() -> None:
    assert () == lowered("print('a')\nprint\nx.print = exec\nexec(code)\nprint(a), b\nprint if a else b\n").failures


@pytest.mark.parametrize("text", ["\fa = 1\n", "a = 1", "a = \\\n  1\n", "\n\n", "# only a comment", "é = 'é'\n"])
def test_unusual_text_that_is_legal_is_read(text: str) -> None:
    assert () == lowered(text).failures


def test_a_template_string_beside_a_plain_one_is_refused_not_raised() -> None:
    assert 1 == len(lowered("a = 'c' t'{b}'\n").failures)
