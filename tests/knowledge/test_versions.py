"""Version clauses: which versions they hold in, and which engine a version is."""

from __future__ import annotations

import pytest

from lossguard.knowledge.versions import Version, clauses_of, compare, holds, normalise


@pytest.mark.parametrize(
    ("expected", "flavour", "version"),
    [
        (("keras", (1, 2, 2)), "keras", (1, 2, 2)),
        (("keras", (2, 3, 1)), "keras", (2, 3, 1)),
        (("tf", (2, 4)), "keras", (2, 4)),  # re-exports the installed tf.keras
        (("tf", (2, 6)), "keras", (2, 6)),
        (("tf", (2, 15)), "keras", (2,)),  # the newest 2.x
        (("keras", (3, 5)), "keras", (3, 5)),
        (("keras", (3,)), "keras", ()),
        (("tf", (1, 15)), "tf", (1, 15)),
        (("tf", (2, 15, 1)), "tf", (2, 15, 1)),
        (("keras", (3,)), "tf", (2, 16, 1)),
        (("keras", (3,)), "tf", (2,)),
        (("keras", (3,)), "tf", ()),
        (("tf", (2, 15)), "tf_keras", (2, 21)),
        (("tf", (2, 15)), "tf_keras", ()),
        (("tf", (1, 15)), "tf_keras", (1, 15)),  # tensorflow.python.keras of its time
        (("keras", (3,)), "keras_core", (0, 1, 7)),
        (("torch", (2, 4)), "torch", (2, 4)),
    ],
)
def test_a_version_is_that_of_the_code_it_runs(expected: tuple[str, Version], flavour: str, version: Version) -> None:
    assert normalise(flavour, version) == expected


@pytest.mark.parametrize(
    ("expected", "version", "sign", "bound"),
    [
        (True, (2, 3, 1), "<=", (2, 3)),
        (False, (2, 3, 1), "<", (2, 3)),
        (True, (2, 10), ">", (2, 9)),  # numbers, not text
        (True, (2,), ">=", (2, 8)),
        (False, (2,), "<", (2, 8)),
        (True, (2, 2), ">=", (2, 2, 5)),
        (True, (), ">=", (99,)),
        (True, (3, 0, 5), "==", (3,)),
        (True, (3, 0, 5), "!=", (3, 1)),
    ],
)
def test_a_missing_number_is_the_newest_of_its_line(
    expected: bool, version: Version, sign: str, bound: Version
) -> None:
    assert compare(version, sign, bound) is expected


@pytest.mark.parametrize(
    ("expected", "clauses", "flavour", "version"),
    [
        (True, "", "keras", (1,)),
        (True, "keras<3; tf>=1.13", "keras", (2, 3)),
        (True, "keras<3; tf>=1.13", "keras", (2, 10)),
        (False, "keras<3; tf>=1.13", "keras", (3,)),
        (False, "keras<3; tf>=1.13", "tf", (1, 12)),
        (False, "tf>=1.13", "tf", (2, 16)),  # Keras 3 from here on
        (True, "keras>=3", "tf", (2, 16)),
        (True, "tf>=2.4,<2.10; keras>=3", "tf", (2, 9)),
        (False, "tf>=2.4,<2.10; keras>=3", "tf", (2, 10)),
        (True, "tf3", "tf", (2, 21)),
        (False, "tf3", "tf", (2, 15)),
        (False, "tf3", "keras", (3, 5)),
        (True, "tf", "tf_keras", (2, 21)),
        (False, "tf", "torch", (2, 4)),
    ],
)
def test_one_clause_that_holds_is_enough(expected: bool, clauses: str, flavour: str, version: Version) -> None:
    assert holds(clauses, flavour, version) is expected


@pytest.mark.parametrize("text", ["keras 3", "tf>=two", "tf>2.4 <2.6", ">=3", "tf=2.4"])
def test_a_clause_that_does_not_parse_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="write a"):
        clauses_of(text)
