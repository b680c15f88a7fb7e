"""What hostile input costs: work is counted, never timed, and what was left aside is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import libcst as cst
import pytest

from lossguard import sources
from lossguard.api import check_source
from lossguard.datafiles.read import EXPANDED, parse
from lossguard.datafiles.tree import Unusable
from lossguard.frontend import nodes as n
from lossguard.frontend.places import SOUGHT
from lossguard.interpret.branches import Flow, branch
from lossguard.interpret.limits import TEXT
from lossguard.interpret.run import Frame
from lossguard.interpret.spelling import spelled
from lossguard.interpret.values import Class
from lossguard.records import replace
from lossguard.request import Request
from lossguard.results import Report
from lossguard.runner import check
from lossguard.source.files import SourceFile
from tests.interpret.outcomes import outcome

MODEL = (
    "from keras.models import Sequential\nfrom keras.layers import Dense\n"
    'model = Sequential([Dense(10, activation="softmax")])\n'
)
COMPILE = 'model.compile(loss="binary_crossentropy", optimizer="adam")\n'
HEX = "0x" + "f" * 50_000


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file of the working folder, an empty project, was lowered."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    counts: Counter[str] = Counter()
    real = sources.lower

    def counted(source: SourceFile):  # type: ignore[no-untyped-def]
        counts[source.path] += 1
        return real(source)

    monkeypatch.setattr(sources, "lower", counted)
    return counts


def reported(**more: object) -> Report:
    report = check(Request(("train.py",), isolated=True, **more))  # type: ignore[arg-type]
    assert not report.failures
    return report


# ---- imports ----


def write_modules(count: int) -> None:
    for number in range(count):
        Path(f"m{number}.py").write_text(f"units = {number}\n# {'x' * 1_000}\n", encoding="utf-8")
    imports = "".join(f"import m{number}\n" for number in range(count))
    last = f"from m{count - 1} import units\n"
    Path("train.py").write_text(
        f"{imports}{last}{MODEL.replace('10', 'units').replace('model = ', last + 'model = ')}{COMPILE}",
        encoding="utf-8",
    )


def test_each_imported_file_is_read_once_however_many_there_are(read: Counter[str]) -> None:
    write_modules(sources.KEPT_FILES * 3)
    assert ["LG104"] == [finding.code for finding in reported().findings]
    imported = {path: count for path, count in read.items() if path != "train.py"}
    assert sources.KEPT_FILES * 3 == len(imported) == sum(imported.values())


def test_a_file_that_imports_too_much_is_judged_without_the_rest(
    read: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_modules(60)
    with open("train.py", "a", encoding="utf-8") as file:
        file.write(f"import m58\nfrom m59 import build\nmodel = build()\n{COMPILE}model = m58.model\n{COMPILE}")
    monkeypatch.setattr(sources, "IMPORTED", 20_000)
    report = reported(with_setups=True)
    assert ["LG104"] == [finding.code for finding in report.findings]
    assert len(read) < 25
    told = repr(report.setups)
    assert "build comes from m59, which was not read, since too much is imported" in told
    assert "model comes from m58, which was not read, since too much is imported" in told


# ---- places ----


def test_a_thousand_equal_statements_are_placed_for_the_price_of_one_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = 0
    real = cst.Module.code_for_node

    def counted(self: cst.Module, node: cst.CSTNode) -> str:
        nonlocal rendered
        rendered += 1
        return real(self, node)

    monkeypatch.setattr(cst.Module, "code_for_node", counted)
    count = 1_000
    report = check_source(MODEL + COMPILE * count)
    assert [*range(4, 4 + count)] == [finding.place.line for finding in report.findings]
    assert rendered < 2 * count + 10 * SOUGHT


# ---- texts ----


def test_a_long_constant_or_name_is_spelled_for_the_price_of_its_beginning() -> None:
    class Long(str):
        def __repr__(self) -> str:
            raise AssertionError("the whole text was spelled")

    for expr in (n.Constant(Long("a" * 100_000), 0), n.Attribute(n.Name("b" * 100_000, 0), "c" * 100_000, 0)):
        assert TEXT == len(spelled(expr))


USES = [
    f"x = f({HEX})\n",
    f"y = {HEX}\nx = str(y)\nz = f'{{y}}'\nw = '%d' % y\nv = '{{}}'.format(y)\n",
    f"y = {HEX}\nif n == y:\n    x = 1\n",
    f"x = Dense({HEX})\nmodel.add(x)\n",
    f"x = {{{HEX}: 1}}\nx[{HEX}]\n",
    f"x = [1][{HEX}]\ny = range({HEX})\n",
    f"x = -{HEX} + {HEX} ** {HEX}\ny = {HEX} << {HEX}\n",
    f"model.compile(loss='mse', metrics=[{HEX}], loss_weights={HEX})\n",
]


@pytest.mark.parametrize("use", USES)
def test_a_number_that_python_refuses_to_write_breaks_nothing(use: str) -> None:
    assert not check_source(MODEL + use + COMPILE, min_confidence="possible").failures


def test_such_a_number_is_unknown() -> None:
    assert "a number of more than 40 digits" == outcome(f"x = {HEX}").why()


def test_such_a_number_in_a_configuration_file_breaks_nothing(read: Counter[str]) -> None:
    Path("a.yaml").write_text(f"units: {HEX}\n", encoding="utf-8")
    settings = 'import yaml\nunits = yaml.safe_load(open("a.yaml"))["units"]\nprint(str(units))\n'
    Path("train.py").write_text(settings + MODEL.replace("10", "units") + COMPILE, encoding="utf-8")
    assert ["LG104"] == [finding.code for finding in reported().findings]


# ---- programs ----


def test_where_no_branch_is_possible_the_program_goes_on() -> None:
    run = outcome("x = 1").run
    run.frames.append(Frame(run.number(), "main.py", ()))
    assert Flow.NORMAL is branch(run, [(None, lambda: Flow.RETURNED), (None, lambda: Flow.RAISED)])


def test_a_long_line_of_classes_compares_none_of_their_bases() -> None:
    classes = "".join(f"class B{i + 1}(B{i}):\n    y{i} = {i}\n" for i in range(120))
    made = outcome(f"class B0: pass\n{classes}x = B120().y0\nb = B120\n")
    assert "0" == made.shown()
    last = made.value("b")
    assert isinstance(last, Class)
    assert last == replace(last, bases=())


# ---- configuration files that grow ----


def test_references_that_multiply_are_followed_to_a_length() -> None:
    lines = [f"a{level} = " + f"%(a{level + 1})s" * 10 for level in range(9)]
    text = "\n".join(["[s]", *lines, "a9 = lol"])
    with pytest.raises(Unusable, match=f"more than {EXPANDED} characters"):
        parse(text, "ini", "a.ini")
    few = parse("[s]\na = %(b)s-%(b)s\nb = 1\n", "ini", "a.ini")
    assert "1-1" == few.entries["s"].entries["a"].value
