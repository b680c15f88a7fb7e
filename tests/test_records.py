"""Records behave as the data classes of the standard library do, which is asked about the same declarations."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Generic, TypeVar

import pytest

import lossguard
from lossguard import records

T = TypeVar("T")


def declared(module: ModuleType | Any) -> dict[str, type]:
    """The same classes, made by one of the two modules."""
    dataclass, field = module.dataclass, module.field

    @dataclass(frozen=True, slots=True, order=True)
    class Spot:
        path: str
        ref: int = 0

    @dataclass(slots=True)
    class Bag:
        names: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Row:
        names: tuple[str, ...]
        versions: str = ""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Loss(Row):
        family: str
        versions: str = "all"

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    @dataclass(frozen=True, slots=True)
    class Upper(Generic[T]):
        text: T

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Upper) and str(self.text).upper() == str(other.text).upper()

        def __hash__(self) -> int:
            return hash(str(self.text).upper())

    @dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        text: str

    @dataclass(slots=True)
    class Doubled:
        size: int
        twice: int = field(init=False, default=0)
        parts: list[int] = field(init=False, default_factory=list)
        half: float = field(init=False)

        def __post_init__(self) -> None:
            self.twice = 2 * self.size
            self.parts.append(self.size)
            self.half = self.size / 2

    return {kind.__name__: kind for kind in (Spot, Bag, Row, Loss, Empty, Upper, Alone, Doubled)}


OURS, THEIRS = declared(records), declared(dataclasses)


def outcome(act: Callable[[dict[str, Any], Any], object], kinds: dict[str, type], module: Any) -> str:
    """What comes of an act, as text; of an exception its class."""
    try:
        return repr(act(kinds, module))
    except Exception as error:
        return type(error).__name__


ACTS: dict[str, Callable[[dict[str, Any], Any], object]] = {
    "made by position": lambda of, _: of["Spot"]("a", 3),
    "made by keyword": lambda of, _: of["Spot"](ref=3, path="a"),
    "a default": lambda of, _: of["Spot"]("a"),
    "a field is missing": lambda of, _: of["Spot"](),
    "a field that is none": lambda of, _: of["Spot"]("a", line=3),
    "keywords only": lambda of, _: of["Loss"](("a",), family="x"),
    "fields of the base, and a default anew": lambda of, _: of["Loss"](names=("a",), family="x"),
    "a factory": lambda of, _: [of["Bag"](), of["Bag"]().names is of["Bag"]().names],
    "after making": lambda of, _: of["Doubled"](4),
    "what is not given": lambda of, module: (module.replace(of["Doubled"](4), size=5), of["Doubled"].__match_args__),
    "what cannot be given": lambda of, _: of["Doubled"](4, twice=3),
    "no fields": lambda of, _: (of["Empty"](), of["Empty"]() == of["Empty"](), hash(of["Empty"]())),
    "equal": lambda of, _: (of["Spot"]("a") == of["Spot"]("a"), of["Spot"]("a") == of["Spot"]("b")),
    "other classes are never equal": lambda of, _: of["Row"](names=()) == of["Spot"]("a"),
    "what is not compared": lambda of, _: of["Bag"](["a"], "x") == of["Bag"](["a"], "y"),
    "an equality of its own": lambda of, _: (of["Upper"]("a") == of["Upper"]("A"), len({of["Upper"](x) for x in "aA"})),
    "no equality": lambda of, _: (of["Alone"]("a") == of["Alone"]("a"), len({of["Alone"]("a"), of["Alone"]("a")})),
    "hashes": lambda of, _: (hash(of["Spot"]("a", 1)) == hash(("a", 1)), len({of["Spot"]("a"), of["Spot"]("a")})),
    "no hash of what can change": lambda of, _: hash(of["Bag"]()),
    "order": lambda of, _: sorted([of["Spot"]("b", 1), of["Spot"]("a", 2), of["Spot"]("a", 1)]),
    "at most": lambda of, _: (of["Spot"]("a") <= of["Spot"]("a"), of["Spot"]("a") >= of["Spot"]("b")),
    "greater": lambda of, _: (of["Spot"]("b") > of["Spot"]("a"), of["Spot"]("a") > of["Spot"]("a")),
    "order of other classes": lambda of, _: of["Spot"]("a") < 3,
    "no order": lambda of, _: of["Alone"]("a") < of["Alone"]("b"),
    "a frozen field": lambda of, _: setattr(of["Spot"]("a"), "path", "b"),
    "a frozen field is not deleted": lambda of, _: delattr(of["Spot"]("a"), "path"),
    "a field that can change": lambda of, _: (lambda bag: (setattr(bag, "note", "x"), bag.note))(of["Bag"]()),
    "an attribute that is no field": lambda of, _: setattr(of["Bag"](), "other", 1),
    "replaced": lambda of, module: module.replace(of["Loss"](names=("a",), family="x"), versions="2"),
    "replaced in what is no field": lambda of, module: module.replace(of["Spot"]("a"), line=3),
    "replaced by the standard library": lambda of, _: dataclasses.replace(of["Spot"]("a"), ref=7),
    "as a dictionary": lambda of, _: dataclasses.asdict(of["Loss"](names=("a",), family="x")),
    "names of fields": lambda of, module: [each.name for each in module.fields(of["Loss"])],
    "fields for the standard library": lambda of, _: dataclasses.fields(of["Bag"]),
    "parameters for the standard library": lambda of, _: of["Spot"].__dataclass_params__.frozen,
    "is one": lambda of, module: (module.is_dataclass(of["Spot"]("a")), module.is_dataclass(of["Spot"])),
    "is none": lambda of, module: module.is_dataclass("a"),
    "a cycle": lambda of, _: (lambda bag: (bag.names.append(bag), bag))(of["Bag"]()),
    "copied": lambda of, _: (copy.copy(of["Spot"]("a", 1)), copy.deepcopy(of["Bag"](["a"], "x"))),
    "names to match": lambda of, _: [of[each].__match_args__ for each in ("Spot", "Loss", "Empty")],
    "slots": lambda of, _: [of[each].__slots__ for each in ("Spot", "Empty")],
    "no dictionary": lambda of, _: of["Loss"](names=(), family="").__dict__,
}


@pytest.mark.parametrize("name", ACTS)
def test_a_record_does_what_a_data_class_does(name: str) -> None:
    assert outcome(ACTS[name], THEIRS, dataclasses) == outcome(ACTS[name], OURS, records)


@records.dataclass(frozen=True, slots=True)
class Sent:
    """Goes to another process."""

    path: str
    rest: tuple[int, ...] = ()


def test_a_frozen_record_survives_a_pickle() -> None:
    assert Sent("a", (1, 2)) == pickle.loads(pickle.dumps(Sent("a", (1, 2))))


def test_no_method_is_compiled_before_it_is_called() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Kind:
        path: str

    before = {name: vars(Kind)[name] for name in ("__init__", "__eq__", "__hash__")}
    assert Kind("a") == Kind("a")
    assert {"__init__", "__eq__"} == {name for name, method in before.items() if vars(Kind)[name] is not method}


def record_classes() -> Iterator[type]:
    """All records of the package, of every module that can be imported here."""
    for found in pkgutil.walk_packages(lossguard.__path__, "lossguard."):
        if found.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:  # of a package that is not installed, as an editor's server needs one
            continue
        for kind in vars(module).values():
            if isinstance(kind, type) and records.is_dataclass(kind) and kind.__module__ == found.name:
                yield kind


def test_every_record_is_declared_as_the_standard_library_accepts_it() -> None:
    kinds = list(record_classes())
    assert len(kinds) > 100
    for kind in kinds:
        expected = [each.name for each in records.fields(kind)]
        assert expected == [each.name for each in dataclasses.fields(kind)], kind  # raises for a list as a default
        for each in records.fields(kind):
            assert not re.search(r"\b(ClassVar|InitVar|KW_ONLY)\b", str(each.type)), (kind, each.name)
