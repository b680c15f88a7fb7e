"""Rounds: what overlaps waits, what does not help or harms is taken back, with a word about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lossguard.findings import Edit, Failure, Finding, Fix, Place
from lossguard.fix.rounds import Outcome, fixed
from lossguard.results import Report, Summary
from lossguard.vocabulary import Confidence, Severity

Finder = Callable[[str, str], list[Finding]]


def place(line: int, column: int, end_column: int, path: str = "a.py") -> Place:
    return Place(path, line, column, line, end_column)


def fix(line: int, text: str, *, title: str = "", safe: bool = True, path: str = "a.py", length: int = 1) -> Fix:
    edit = Edit(place(line, 1, 1 + length, path), text)
    return Fix(title or f"make it {text}", safe, (edit,))


def finding(code: str, at: Place, *fixes: Fix) -> Finding:
    return Finding(
        code, "name", Severity.ERROR, Confidence.CERTAIN, "message", at,
        fix=fixes[0] if fixes else None, alternatives=fixes[1:], fingerprint=f"{code} {at.path} {at.line}",
    )  # fmt: skip


def run(texts: Mapping[str, str], find: Finder, *, unsafe: bool = False, failing: str = "\0") -> Outcome:
    """The rounds over a make-believe linter: `find` gives the findings of a path and its text."""

    def check(contents: Mapping[str, bytes]) -> Report:
        read = {path: data.decode() for path, data in contents.items()}
        findings = tuple(each for path, text in read.items() for each in find(path, text))
        failures = tuple(Failure(path, "invalid syntax") for path, text in read.items() if failing in text)
        return Report(findings, failures, summary=Summary(setups=1))

    return fixed({path: text.encode() for path, text in texts.items()}, check, lambda report: report, unsafe)


def letters(text: str, code: str, letter: str, *fixes: Callable[[int], Fix]) -> list[Finding]:
    """A finding for each line that is the letter."""
    return [
        finding(code, place(number, 1, 2), *(make(number) for make in fixes))
        for number, line in enumerate(text.split("\n"), start=1)
        if line == letter
    ]


def test_fixes_of_one_round_are_made_together() -> None:
    outcome = run({"a.py": "a\nx\na\n"}, lambda path, text: letters(text, "LG102", "a", lambda line: fix(line, "b")))
    assert {"a.py": b"b\nx\nb\n"} == outcome.contents
    assert 2 == len(outcome.applied)


def test_an_overlapping_fix_waits_for_the_next_round() -> None:
    def find(path: str, text: str) -> list[Finding]:
        ones = letters(text, "LG102", "ab", lambda line: fix(line, "c"))
        return [*ones, *letters(text, "LG104", "ab", lambda line: fix(line, "cd", length=2)),
                *letters(text, "LG104", "cb", lambda line: fix(line, "cd", length=2))]  # fmt: skip

    outcome = run({"a.py": "ab\n"}, find)
    assert {"a.py": b"cd\n"} == outcome.contents
    assert ["LG102", "LG104"] == [each.finding.code for each in outcome.applied]


def test_unsafe_fixes_are_made_only_on_request() -> None:
    def find(path: str, text: str) -> list[Finding]:
        return letters(text, "LG102", "a", lambda line: fix(line, "u", safe=False), lambda line: fix(line, "s"))

    assert {"a.py": b"s\n"} == run({"a.py": "a\n"}, find).contents
    assert {"a.py": b"u\n"} == run({"a.py": "a\n"}, find, unsafe=True).contents


def test_a_fix_that_leaves_its_finding_is_taken_back() -> None:
    def find(path: str, text: str) -> list[Finding]:
        return [finding("LG102", place(1, 1, 2), fix(1, "b" if text[0] == "a" else text[0]))]

    outcome = run({"a.py": "a\n"}, find)
    assert {} == outcome.contents
    assert ['a.py:1: LG102 is not fixed by "make it b": it would still be there'] == outcome.messages


def test_the_next_fix_is_tried_where_the_first_brings_a_new_finding() -> None:
    def find(path: str, text: str) -> list[Finding]:
        first, second = (lambda line: fix(line, "b")), (lambda line: fix(line, "c"))
        return [*letters(text, "LG102", "a", first, second), *letters(text, "LG304", "b")]

    outcome = run({"a.py": "a\n"}, find)
    assert {"a.py": b"c\n"} == outcome.contents
    assert ['a.py:1: LG102 is not fixed by "make it b": LG304 would take its place'] == outcome.messages


def test_a_fix_that_breaks_the_file_is_taken_back_and_the_others_of_the_file_stay() -> None:
    def find(path: str, text: str) -> list[Finding]:
        good = letters(text, "LG102", "a", lambda line: fix(line, "b"))
        return [*good, *letters(text, "LG104", "x", lambda line: fix(line, "("))]

    outcome = run({"a.py": "a\nx\na\n"}, find, failing="(")
    assert {"a.py": b"b\nx\nb\n"} == outcome.contents
    assert ['a.py:2: LG104 is not fixed by "make it (": the file could no longer be checked (invalid syntax)'] == (
        outcome.messages
    )


def test_files_of_one_fix_change_together_or_not_at_all() -> None:
    both = Fix("both", True, (Edit(place(1, 1, 2), "b"), Edit(place(1, 1, 2, "b.py"), "(")))

    def find(path: str, text: str) -> list[Finding]:
        return [finding("LG102", place(1, 1, 2), both)] if (path, text) == ("a.py", "a\n") else []

    outcome = run({"a.py": "a\n", "b.py": "x\n"}, find, failing="(")
    assert {} == outcome.contents

    outcome = run({"a.py": "a\n", "b.py": "x\n"}, find)
    assert {"a.py": b"b\n", "b.py": b"(\n"} == outcome.contents
    assert [{"a.py", "b.py"}] == outcome.groups()


def test_harm_in_one_file_does_not_keep_another_from_being_fixed() -> None:
    def find(path: str, text: str) -> list[Finding]:
        if path == "b.py":
            return [finding("LG104", place(1, 1, 2, path), fix(1, "(", path=path))] if text == "a\n" else []
        return letters(text, "LG102", "a", lambda line: fix(line, "b"))

    outcome = run({"a.py": "a\n", "b.py": "a\n"}, find, failing="(")
    assert {"a.py": b"b\n"} == outcome.contents


def test_fixing_again_changes_nothing() -> None:
    def find(path: str, text: str) -> list[Finding]:
        return letters(text, "LG102", "a", lambda line: fix(line, "b"))

    once = run({"a.py": "a\n"}, find).contents
    assert {} == run({path: data.decode() for path, data in once.items()}, find).contents
