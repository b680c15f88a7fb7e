"""Refuses text that is nested too deeply, before the parser sees it.

libcst's native parser ends the process when its stack overflows, and every later stage walks the nodes recursively.
Measured with libcst 1.9 (what the parser just survives, on a stack of 8 MB, as Linux and macOS have, and of 1 MB):
1,150 and 143 brackets; 3,200 and 387 links of a method chain; 3,400 and 425 times `lambda:`; 3,200 and 800 terms of a
sum; 8,000 and 950 elif. Nested patterns in a `case`, and brackets after `del`, take time that doubles with each level:
16 levels take a third of a second. A pickle of the program stands 280 chained operators. Of 6,000 public files the
deepest had 26 brackets, and all but two stayed below 200 operators.
"""

from __future__ import annotations

import ast
import re
import warnings

from lossguard.records import dataclass

BRACKETS = 60  # open at once
BRACKETS_IN_PATTERN = 8  # in a `case` or `del` line
OPERATORS = 200  # in a stretch without a comma: operators, attribute dots, calls, lambdas, conditionals
ELIFS = 200  # arms of one if

_TOO_MANY_BRACKETS = f"nested too deeply: more than {BRACKETS} brackets are open at once"

# A quote or a hash, then by a look back the rest of its literal: a third of the time of an alternation from the start.
_STRING_OR_COMMENT = re.compile(
    r"""#[^\n]*|(["'](?:(?<=")(?:""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3}|[^"\\\n]*(?:\\.[^"\\\n]*)*")"""
    r"""|(?<=')(?:''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}|[^'\\\n]*(?:\\.[^'\\\n]*)*')))""",
    re.DOTALL,
)
_FORMATTED = re.compile(r"[fFtT][rR]?[\"']")
_INNERMOST = re.compile(r"([(\[{][^()\[\]{}]*[)\]}])")
_BRACKET = re.compile(r"[()\[\]{}]")
_BRACKET_OR_NEWLINE = re.compile(r"[()\[\]{}\n]")
_PATTERN_LINE = re.compile(r"^[ \t]*(?:case|del)\b", re.MULTILINE)
_ARM = re.compile(r"^([ \t]*)(if|elif)\b", re.MULTILINE)
_FOLDED = "$"
_OPERATOR = re.compile(r"[=!<>]=|->|\.{3}|\*\*|//|<<|>>|[-+*/%@&|^~<>.]|\b(?:and|or|not|if|else|in|is|lambda|await)\b")
_NESTING = re.compile(r"\b(?:lambda|in)\b")  # operators before which a comma does not end the expression
_COUNTED = (ast.operator, ast.unaryop, ast.cmpop, ast.Attribute, ast.Call, ast.Lambda, ast.IfExp, ast.Await)
_TOKEN = re.compile(
    r"(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<newline>\n)|\\\n"
    rf"|(?P<operator>{_OPERATOR.pattern})"
    r"|(?P<colon>:)|(?P<for>\bfor\b)"
    r"|(?P<end>[,;=]|\b(?:def|class|import|return|with|try|while|assert|raise|del|pass|break|continue|global)\b)"
)


@dataclass(frozen=True, slots=True)
class Excess:
    """What there is too much of, and on which line (from 1)."""

    reason: str
    line: int


def code_of(text: str) -> str:
    """The text without comments, each string an empty one; lines keep their numbers."""
    return _STRING_OR_COMMENT.sub(lambda found: '""' + "\n" * found[0].count("\n") if found[1] else "", text)


def excess_of(text: str) -> Excess | None:
    """The first thing that is nested beyond the limits above, None for ordinary text.

    Ordinary text passes by a few regular expressions over the whole (one to two microseconds a line); a loop over the
    tokens decides only where these cannot rule an excess out.
    """
    pieces = _STRING_OR_COMMENT.split(text)
    code = '""'.join(pieces[::2]).replace("\\\n", " ")
    excess = _token_excess(code_of(text)) if _suspicious(code) else None
    if excess is None and code.count("elif") > ELIFS:
        excess = _elif_excess(code_of(text))
    strings = [string for string in pieces[1::2] if string]
    if excess is None and any(map(_deep_string, strings)) and _FORMATTED.search(text):
        excess = _string_excess(text)
    if excess is None and any(map(_long_string, strings)) and _FORMATTED.search(text):
        excess = _formatted_excess(text)
    if excess is None and _pattern_excess(code) is not None:
        excess = _pattern_excess(code_of(text))
    return excess


def _suspicious(code: str) -> bool:
    """Whether an excess cannot be ruled out. Innermost brackets are folded into one character until none are left."""
    for _ in range(BRACKETS):
        pieces = _INNERMOST.split(code)
        if len(pieces) == 1:
            break
        if any(_is_suspicious(group) for group in pieces[1::2] if len(group) > OPERATORS):
            return True
        code = _FOLDED.join(pieces[::2])
    return _BRACKET.search(code) is not None or any(_many_operators(line) for line in code.split("\n"))


def _is_suspicious(group: str) -> bool:
    """The same of what stands in innermost brackets."""
    if sum(1 for _ in _NESTING.finditer(group)) > OPERATORS:
        return True
    return any(_many_operators(part) for part in group.split(","))


def _many_operators(stretch: str) -> bool:
    if len(stretch) <= OPERATORS:
        return False
    return stretch.count(_FOLDED) + sum(1 for _ in _OPERATOR.finditer(stretch)) > OPERATORS


def _deep_string(string: str) -> bool:
    """Whether a literal, which may be an f-string or a piece of one that holds quotes, has too many brackets open."""
    if len(string) <= BRACKETS or sum(map(string.count, "([{")) <= BRACKETS:
        return False
    depth = 0
    for found in _BRACKET.finditer(string.replace("{{", "").replace("}}", "")):
        depth = max(0, depth + (1 if found[0] in "([{" else -1))
        if depth > BRACKETS:
            return True
    return False


def _long_string(string: str) -> bool:
    """Whether a literal, if it were an f-string, could have too many operators in one field."""
    return "{" in string and _many_operators(string)


def _formatted_excess(text: str) -> Excess | None:
    """The first field of an f-string with too many operators, as Python's own parser counts them: it refuses what is
    too deep for it instead of ending the process."""
    reason = f"nested too deeply: an f-string of more than {OPERATORS} operators"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fields = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FormattedValue)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found = next(found for found in _STRING_OR_COMMENT.finditer(text) if found[1] and _long_string(found[1]))
        return Excess(reason, 1 + text.count("\n", 0, found.start()))
    for node in fields:
        if sum(map(_operators_of, ast.walk(node))) > OPERATORS:
            return Excess(reason, node.lineno)
    return None


def _operators_of(node: ast.AST) -> int:
    return len(node.values) - 1 if isinstance(node, ast.BoolOp) else isinstance(node, _COUNTED)


def _string_excess(text: str) -> Excess | None:
    for found in _STRING_OR_COMMENT.finditer(text):
        if found[1] and _deep_string(found[1]):
            return Excess(_TOO_MANY_BRACKETS, 1 + text.count("\n", 0, found.start()))
    return None


def _token_excess(code: str) -> Excess | None:
    """The exact count: one counter of operators for each open bracket, back to 0 where the expression ends.

    The commas of `lambda a, b:` and `for a, b in` do not end it: `names` is the bracket depth of such names.
    """
    counts = [0]
    names: int | None = None
    line = 1
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup
        if kind == "open":
            counts[-1] += 1
            counts.append(0)
        elif kind == "close":
            counts = counts[:-1] or [0]
        elif kind in ("operator", "for", "colon"):
            counts[-1] += kind == "operator"
            if found[0] in ("lambda", "for"):
                names = len(counts)
            elif found[0] in (":", "in") and names == len(counts):
                names = None
        elif kind == "end" and found[0] in ",=" and names == len(counts):
            pass
        elif kind == "end" or (kind == "newline" and len(counts) == 1):
            counts[-1] = 0
        line += found[0].count("\n")
        if len(counts) - 1 > BRACKETS:
            return Excess(_TOO_MANY_BRACKETS, line)
        if counts[-1] > OPERATORS:
            return Excess(f"nested too deeply: an expression of more than {OPERATORS} operators", line)
    return None


def _elif_excess(code: str) -> Excess | None:
    arms: dict[str, int] = {}
    for found in _ARM.finditer(code):
        arms[found[1]] = arms.get(found[1], 0) + 1 if found[2] == "elif" else 0
        if arms[found[1]] > ELIFS:
            return Excess(
                f"nested too deeply: an if with more than {ELIFS} elif", 1 + code.count("\n", 0, found.start())
            )
    return None


def _pattern_excess(code: str) -> Excess | None:
    for found in _PATTERN_LINE.finditer(code):
        depth = 0
        for token in _BRACKET_OR_NEWLINE.finditer(code, found.end()):
            if token[0] == "\n" and depth == 0:
                break
            depth += (token[0] in "([{") - (token[0] in ")]}")
            if depth > BRACKETS_IN_PATTERN:
                reason = f"nested too deeply: more than {BRACKETS_IN_PATTERN} brackets are open at once in a pattern"
                return Excess(reason, 1 + code.count("\n", 0, token.start()))
    return None
