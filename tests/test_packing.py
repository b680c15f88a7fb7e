"""Packing: what comes out is what went in, and nothing else can be made from bytes."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from lossguard.examine import Examiner
from lossguard.findings import Failure, Finding, Place, Related, Spot
from lossguard.frontend.lower import lower
from lossguard.packing import Unpackable, pack, unpack
from lossguard.request import Request
from lossguard.results import FileResult, Judgement
from lossguard.setups import Width
from lossguard.source.read import from_text
from lossguard.terms import Terms
from lossguard.vocabulary import Answer, Confidence, Severity

PLACE = Place("train.py", 3, 1, 4, 9)
SOURCE = '''
@decorated
async def train(model, *rest, lr: float = 1e-3, **options):
    """Loops."""
    for x, y in zip(a, b[1:2, ...]):
        with open("f") as f, torch.no_grad():
            loss = (x if x > 1 else -y) + 2j * await f(x, *rest, k=[i for i in y if i], **{"a": 1, **options})
        yield f"{loss:.3f} {b'bytes'}"
    try:
        (lambda z: z)(n := 3)
    except ValueError as error:
        raise
    match x:
        case 1 | 2 if y:
            pass
        case {"a": b}:
            del b
class Net(nn.Module, metaclass=M):
    from a.b import c as d
    x: int
    assert x
'''


def test_a_result_comes_back_equal() -> None:
    finding = Finding(
        "LG104", "name", Severity.ERROR, Confidence.CERTAIN, "why", PLACE, related=(Related(PLACE, "the head"),)
    )
    outcome = ("ok", frozenset({1, "a"}))
    judgement = Judgement(Spot("train.py", 4), ((),), False, outcome, Answer.OK, (finding,), {}, None)
    result = FileResult(
        "train.py",
        judgements=(judgement,),
        failures=(Failure("train.py", "bad", line=3),),
        suppressions={"train.py": ()},
        lines={("train.py", None): {3: "x = 1"}},
    )
    assert result == unpack(pack(result))


def test_a_program_comes_back_equal() -> None:
    program = lower(from_text("train.py", SOURCE)).program
    assert program == unpack(pack(program))
    assert repr(program) == repr(unpack(pack(program)))


def test_symbolic_widths_stay_equal_or_different() -> None:
    key = ("attr", object)
    same, again, other = unpack(pack([Width(None, "n", key), Width(None, "n", key), Width(None, "m", ("k",))]))
    assert same == again
    assert same.key != other.key
    assert Width(10, "10", 10) == unpack(pack(Width(10, "10", 10)))


@pytest.mark.parametrize("value", [object(), os.getcwd, Path("x"), range(3), (PLACE, [lambda: 0])])
def test_other_objects_are_refused(value: object) -> None:
    with pytest.raises(Unpackable):
        pack(value)


def test_what_is_nested_too_deeply_is_refused() -> None:
    deep: tuple[object, ...] = ()
    for _ in range(100_000):
        deep = (deep,)
    with pytest.raises(Unpackable):
        pack(deep)


class _Hostile:
    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "call",
    [
        (os.mkdir, "made"),
        (eval, "open('made', 'w')"),
        (getattr, "text", "upper"),
        (pickle.loads, pickle.dumps(_Hostile(os.mkdir, "made"))),
        (pytest.raises, ValueError),
        (pack, 1),
    ],
)
def test_a_pickle_that_calls_is_refused_and_calls_nothing(
    call: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unpackable):
        unpack(pickle.dumps(_Hostile(*call)))
    assert [] == os.listdir(tmp_path)


@pytest.mark.parametrize("name", ["find", "Suppression.covers", "re", "lines_of", "Callable", "UNUSED"])
def test_names_that_a_data_module_only_uses_are_refused(name: str) -> None:
    with pytest.raises(Unpackable):
        unpack(b"\x80\x02clossguard.suppress\n" + name.encode() + b"\n.")


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_truncated_pack_is_refused(cut: int) -> None:
    with pytest.raises(Unpackable):
        unpack(pack(FileResult("train.py"))[: -1 - cut])


def test_what_is_found_under_a_condition_can_leave_the_process() -> None:
    text = (
        "from torch import nn\nmodel = nn.Linear(5, 3)\n"
        "if flag and n > 2:\n    model = nn.Sequential(model, nn.Softmax(1))\n"
        "criterion = nn.CrossEntropyLoss()\nloss = criterion(model(x), y)\n"
    )
    terms = Terms(Request(("train.py",), isolated=True).settings_of, with_setups=True)
    result = Examiner(terms).examine("train.py", text.encode(), on_disk=False)
    assert {"LG102"} == {finding.code for judgement in result.judgements for finding in judgement.findings}
    assert b"circumstances" in pack(result)
    assert result == unpack(pack(result))
