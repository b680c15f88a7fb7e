"""What PyTorch's functions, methods and loaders do to labels and outputs: a line of a program and what it gives."""

from __future__ import annotations

from textwrap import dedent

import pytest

from lossguard.interpret.values import Batches, Const, Tensor, TupleValue, Unknown, Value
from lossguard.vocabulary import Decision, Encoding, Space
from tests.interpret.outcomes import Outcome, outcome

PREAMBLE = """\
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import ConcatDataset, DataLoader, Dataset, Subset, TensorDataset, random_split
from torchvision import datasets
out = nn.Linear(4, 10)(torch.randn(8, 4))
soft = F.softmax(out, dim=1)
one = nn.Linear(4, 1)(torch.randn(8, 4))
y = torch.tensor([0, 2, 1, 2])
coin = torch.randint(0, 2, (8,))
read = np.load("labels.npy")
mnist = datasets.MNIST("data")
"""


def ended(code: str) -> Outcome:
    """The run of a program whose last line is an expression, its value in `result`."""
    *before, last = dedent(code).strip().splitlines()
    return outcome(PREAMBLE + "\n".join([*before, f"result = {last}"]))


def value_of(code: str) -> Value:
    return ended(code).value("result")


def fact(value: Value, name: str) -> object:
    """A fact of a tensor; widths and counts as plain numbers."""
    assert isinstance(value, Tensor), value
    found = getattr(value, name)
    return found.value if isinstance(found, Const) else found


MADE = [
    ("torch.tensor([0, 1, 1])", Encoding.BINARY, 1, "int64"),
    ("torch.tensor([0., 1., 1.])", Encoding.BINARY, 1, "float32"),
    ("torch.tensor([[0., 1.], [1., 0.]])", Encoding.ONE_HOT, 2, "float32"),
    ("torch.tensor(np.array([0., 1.]))", Encoding.BINARY, 1, "float64"),
    ("torch.tensor([0, 1], dtype=torch.float)", Encoding.BINARY, 1, "float32"),
    ("torch.tensor([True, False])", Encoding.BINARY, 1, "bool"),
    ("torch.tensor(1.)", Encoding.BINARY, 0, "float32"),
    ("torch.as_tensor(y)", Encoding.INDEX, 1, "int64"),
    ("torch.from_numpy(np.eye(3)[np.array([0, 2, 1])])", Encoding.ONE_HOT, 2, "float64"),
    ("torch.LongTensor([0, 1, 2])", Encoding.INDEX, 1, "int64"),
    ("torch.FloatTensor([0, 1, 1])", Encoding.BINARY, 1, "float32"),
    ("torch.Tensor(8, 3)", None, 2, "float32"),
    ("torch.full((8,), 1.)", Encoding.BINARY, 1, "float32"),
    ("torch.full((8, 1), 1)", Encoding.BINARY, 2, "int64"),
    ("torch.zeros(8, 1)", Encoding.BINARY, 2, "float32"),
    ("torch.randint(0, 2, (8, 1))", Encoding.BINARY, 2, "int64"),
    ("torch.randint(5, (8,))", Encoding.INDEX, 1, "int64"),
    ("torch.randint(low=0, high=5, size=(8,))", Encoding.INDEX, 1, "int64"),
    ("torch.empty(8, 1).random_(2)", Encoding.BINARY, 2, "float32"),
    ("torch.bernoulli(torch.empty(8, 1).uniform_(0, 1))", Encoding.BINARY, 2, "float32"),
    ("torch.rand(8, 3)", Encoding.REAL, 2, "float32"),
    ("y.new_tensor([1, 0])", Encoding.BINARY, 1, "int64"),
    ("F.one_hot(y, 3)", Encoding.ONE_HOT, 2, "int64"),
    ("F.one_hot(y, 3).float()", Encoding.ONE_HOT, 2, "float32"),
    ("torch.zeros(4, 3).scatter_(1, y.unsqueeze(1), 1)", Encoding.ONE_HOT, 2, "float32"),
    ("torch.zeros(4, 3).scatter_(1, y.view(-1, 1), torch.ones(4, 1))", Encoding.ONE_HOT, 2, "float32"),
    ("torch.zeros(4, 3).scatter(1, index=y[:, None], value=1.0)", Encoding.ONE_HOT, 2, "float32"),
    ("torch.zeros(4, 3).scatter_(1, read, 1)", None, 2, "float32"),
    ("torch.zeros(4, 3).scatter_(1, y.unsqueeze(1), 5)", None, 2, "float32"),
    ("torch.eye(3)[y]", Encoding.ONE_HOT, 2, "float32"),
]


@pytest.mark.parametrize(("code", "encoding", "rank", "dtype"), MADE, ids=[code for code, *_ in MADE])
def test_what_is_made(code: str, encoding: Encoding | None, rank: int, dtype: str) -> None:
    value = value_of(code)
    assert (encoding, rank, dtype) == (fact(value, "encoding"), fact(value, "rank"), fact(value, "dtype"))


CHANGED = [
    ("y.long()", "dtype", "int64"),
    ("coin.float()", "dtype", "float32"),
    ("coin.float()", "encoding", Encoding.BINARY),
    ("coin.to(torch.float32)", "dtype", "float32"),
    ("coin.to('cuda', dtype=torch.float)", "dtype", "float32"),
    ("coin.to('cuda')", "dtype", "int64"),
    ("coin.to(coin.device, torch.double)", "dtype", "float64"),
    ("coin.type(torch.FloatTensor)", "dtype", "float32"),
    ("coin.type('torch.FloatTensor')", "dtype", "float32"),
    ("coin.type_as(torch.zeros(3))", "dtype", "float32"),
    ("coin.type_as(out)", "dtype", "float32"),
    ("y.double().int()", "dtype", "int32"),
    ("y.unsqueeze(1)", "width", 1),
    ("y.view(-1, 1)", "rank", 2),
    ("y.view(-1, 1).squeeze(1)", "rank", 1),
    ("y.view(-1, 1).flatten()", "rank", 1),
    ("coin.view_as(one)", "width", 1),
    ("coin.view_as(one)", "encoding", Encoding.BINARY),
    ("y.expand(3, 4)", "encoding", None),
    ("y.unsqueeze(1).repeat(2, 1)", "width", 1),
    ("y.cpu().numpy()", "encoding", Encoding.INDEX),
    ("y.detach().clone()", "encoding", Encoding.INDEX),
    ("torch.cat([y, y])", "encoding", Encoding.INDEX),
    ("out.view(out.size(0), -1)", "width", 10),
    ("out.flatten(1)", "width", 10),
    ("out.squeeze()", "rank", 2),
    ("one.squeeze()", "rank", 1),
    ("one.view(-1)", "space", Space.REAL),
    ("out.transpose(0, 1)", "width", None),
    ("out.permute(0, 1)", "width", None),
    ("out.data", "space", Space.REAL),
    ("soft.gather(1, y.view(-1, 1))", "space", None),
    ("out.gather(1, y.view(-1, 1))", "space", Space.REAL),
    ("out.gather(1, y.view(-1, 1))", "width", 1),
    ("torch.logit(torch.sigmoid(one))", "space", Space.REAL),
    ("torch.logit(soft)", "space", None),
    ("nn.Parameter(torch.zeros(4, 3))", "space", Space.REAL),
    ("out @ nn.Parameter(torch.zeros(10, 3))", "width", 3),
    ("soft.narrow(1, 0, 2)", "space", None),
    ("soft.narrow(0, 0, 2)", "space", Space.SIMPLEX),
    ("F.one_hot(y, 3).select(1, 2)", "encoding", Encoding.BINARY),
    ("soft.bernoulli()", "space", None),
]


@pytest.mark.parametrize(("code", "name", "expected"), CHANGED, ids=[f"{code} {name}" for code, name, _ in CHANGED])
def test_what_is_changed(code: str, name: str, expected: object) -> None:
    assert expected == fact(value_of(code), name)


IN_PLACE = """
rows = torch.FloatTensor(8, 10)
rows.zero_()
rows.scatter_(1, read.view(-1, 1), 1)
rows
"""


def test_a_method_that_ends_in_an_underscore_changes_its_tensor() -> None:
    assert Encoding.ONE_HOT is fact(value_of(IN_PLACE), "encoding")


UNKNOWN = [
    ("read.long()", ("int64", None, None)),
    ("torch.tensor(read, dtype=torch.float32)", ("float32", None, None)),
    ("torch.FloatTensor(read)", ("float32", None, None)),
    ("read.view(-1, 1)", (None, 2, 1)),
    ("read.view(-1)", (None, 1, None)),
    ("read.view(-1, 1).float()", ("float32", 2, 1)),
]


@pytest.mark.parametrize(("code", "expected"), UNKNOWN, ids=[code for code, _ in UNKNOWN])
def test_of_unknown_labels_type_and_shape_are_told(code: str, expected: tuple[object, ...]) -> None:
    found = ended(code)
    value, source = found.value("result"), found.value("read")
    assert expected == tuple(fact(value, name) for name in ("dtype", "rank", "width"))
    assert fact(value, "encoding") is None
    assert isinstance(source, Unknown)
    assert source.root == fact(value, "origin")


def test_an_unknown_that_is_moved_to_a_device_stays_itself() -> None:
    found = ended("read.to('cuda').cpu()")
    assert found.value("read") == found.value("result")


DECIDED = [
    "out.argmax(1)",
    "out.argmax(dim=1)",
    "out.argmax(axis=1)",
    "torch.argmax(out, dim=-1)",
    "torch.max(out, 1)[1]",
    "torch.max(out.data, 1).indices",
    "out.max(1, keepdim=True)[1]",
    "out.max(dim=1)[1].cpu().numpy()",
    "torch.topk(out, 1)[1]",
    "out.topk(5, 1, True, True).indices",
]


@pytest.mark.parametrize("code", DECIDED)
def test_places_of_the_largest_values_are_decisions(code: str) -> None:
    found = ended(code)
    value = found.value("result")
    assert (Encoding.INDEX, "int64", 10) == tuple(fact(value, name) for name in ("encoding", "dtype", "classes"))
    noted = Decision.TOP_K if "topk" in code else Decision.ARGMAX
    assert noted is fact(value, "decision")
    assert [noted] == [note.use.decision for note in found.run.decisions]


def test_a_pair_of_values_and_places_is_unpacked() -> None:
    found = ended("values, places = torch.max(soft, 1)\nplaces")
    assert Decision.ARGMAX is fact(found.value("result"), "decision")
    assert fact(found.value("values"), "decision") is None


THRESHOLDS = ["(torch.sigmoid(one) > 0.5).float()", "torch.round(torch.sigmoid(one))", "one.sigmoid().round()"]


@pytest.mark.parametrize("code", THRESHOLDS)
def test_thresholds_are_decisions(code: str) -> None:
    found = ended(code)
    assert Decision.THRESHOLD is fact(found.value("result"), "decision")
    assert [Decision.THRESHOLD] == [note.use.decision for note in found.run.decisions]


SIZES: list[tuple[str, object]] = [
    ("y.size(0)", 4),
    ("y.size()[0]", 4),
    ("y.shape[0]", 4),
    ("out.size(1)", 10),
    ("out.size(-1)", 10),
    ("len(mnist.classes)", 10),
    ("len(DataLoader(mnist).dataset.classes)", 10),
]


@pytest.mark.parametrize(("code", "expected"), SIZES, ids=[code for code, _ in SIZES])
def test_sizes(code: str, expected: object) -> None:
    assert Const(expected) == value_of(code)


def test_the_size_of_unknown_data_equals_its_shape() -> None:
    found = ended("a, b = read.shape[0], read.size(0)\n(a, b)").value("result")
    assert isinstance(found, TupleValue)
    assert found.items[0] == found.items[1]


# ---- sets and loaders ----

SETS = [
    ("mnist", Encoding.INDEX, 1, "int64"),
    ("DataLoader(mnist, batch_size=8)", Encoding.INDEX, 1, "int64"),
    ("DataLoader(Subset(mnist, [1, 2]))", Encoding.INDEX, 1, "int64"),
    ("DataLoader(ConcatDataset([mnist, mnist]))", Encoding.INDEX, 1, "int64"),
    ("DataLoader(random_split(mnist, [2, 3])[1])", Encoding.INDEX, 1, "int64"),
    ("DataLoader(TensorDataset(out, y))", Encoding.INDEX, 1, "int64"),
    ("DataLoader(TensorDataset(out, F.one_hot(y, 3).float()))", Encoding.ONE_HOT, 2, "float32"),
    ("DataLoader([(out, 0), (out, 0)])", Encoding.BINARY, 1, "int64"),
    ("DataLoader(datasets.MNIST('d', target_transform=lambda t: t % 2))", Encoding.BINARY, 1, "int64"),
    (
        "DataLoader(datasets.MNIST('d', target_transform=lambda t: F.one_hot(torch.tensor(t), 10)))",
        Encoding.ONE_HOT,
        2,
        "int64",
    ),
]


@pytest.mark.parametrize(("code", "encoding", "rank", "dtype"), SETS, ids=[code for code, *_ in SETS])
def test_sets(code: str, encoding: Encoding, rank: int, dtype: str) -> None:
    value = value_of(code)
    assert isinstance(value, Batches)
    assert value.y is not None
    assert (encoding, rank, dtype) == tuple(fact(value.y, name) for name in ("encoding", "rank", "dtype"))


ELEMENTS = [
    ("read[i], 1 if 'dog' in read[i] else 0", (Encoding.BINARY, 1, None, "int64")),
    ("read[i], {'a': 0, 'b': 1, 'c': 2}[read[i]]", (Encoding.INDEX, 1, None, "int64")),
    ("read[i], float(read[i])", (None, 1, None, "float64")),
    ("read[i], int(read[i])", (None, 1, None, "int64")),
    ("read[i], torch.tensor(read[i], dtype=torch.float32)", (None, None, None, "float32")),
    ("read[i], y[i]", (Encoding.INDEX, 1, None, "int64")),
    ("read[i], y[i].unsqueeze(0).float()", (Encoding.INDEX, 2, 1, "float32")),
    ("read[i], F.one_hot(y, 3)[i]", (Encoding.ONE_HOT, 2, 3, "int64")),
    ("read[i], torch.tensor([1.])", (Encoding.BINARY, 2, 1, "float32")),
    ("read[i], torch.zeros(3)", (None, 2, 3, "float32")),
    ("mnist[i]", (Encoding.INDEX, 1, None, "int64")),
    ("(mnist[i][0], mnist[i][1] % 2)", (Encoding.BINARY, 1, None, "int64")),
]

OWN_SET = """
class Own(Dataset):
    def __getitem__(self, i):
        if torch.is_tensor(i):
            i = i.tolist()
        return {element}
"""


@pytest.mark.parametrize(("element", "expected"), ELEMENTS, ids=[element for element, _ in ELEMENTS])
def test_elements_of_a_set_of_the_program_are_collated(element: str, expected: tuple[object, ...]) -> None:
    value = value_of(OWN_SET.format(element=element) + "DataLoader(Own(), batch_size=4)")
    assert isinstance(value, Batches)
    assert value.y is not None
    assert expected == tuple(fact(value.y, name) for name in ("encoding", "rank", "width", "dtype"))


LOOPS = [
    "for x, labels in DataLoader(mnist):\n    pass\nlabels",
    "for i, (x, labels) in enumerate(DataLoader(mnist)):\n    pass\nlabels",
    "for batch in DataLoader(mnist):\n    x, labels = batch\nlabels",
    "for batch in DataLoader(mnist):\n    labels = batch[1]\nlabels",
    "x, labels = next(iter(DataLoader(mnist)))\nlabels",
    "batches = iter(DataLoader(mnist))\nx, labels = batches.next()\nlabels",
    "for x, labels in DataLoader(mnist):\n    labels = labels.cuda()\nlabels",
    "loaders = {s: DataLoader(mnist) for s in ['train', 'val']}\nfor x, labels in loaders['val']:\n    pass\nlabels",
    OWN_SET.format(element="{'image': read[i], 'label': y[i]}")
    + "for batch in DataLoader(Own()):\n    labels = batch['label']\nlabels",
    OWN_SET.format(element="read[i], y[i], read[i]") + "for x, labels, z in DataLoader(Own()):\n    pass\nlabels",
]


@pytest.mark.parametrize("code", LOOPS)
def test_loops_over_a_loader(code: str) -> None:
    value = value_of(code)
    assert (Encoding.INDEX, 1, "int64") == tuple(fact(value, name) for name in ("encoding", "rank", "dtype"))


def test_a_set_of_one_tensor_yields_lists_of_one() -> None:
    value = value_of("for x, in DataLoader(TensorDataset(y)):\n    pass\nx")
    assert Encoding.INDEX is fact(value, "encoding")


COLLATES = [
    "xs, ys = zip(*batch)\n    return torch.stack(xs), torch.tensor(ys)",
    "return torch.stack([b[0] for b in batch]), torch.tensor([b[1] for b in batch])",
]


@pytest.mark.parametrize("body", COLLATES)
def test_a_function_of_the_program_collates(body: str) -> None:
    value = value_of(f"def collate(batch):\n    {body}\nDataLoader(mnist, collate_fn=collate)")
    assert isinstance(value, Batches)
    assert value.y is not None
    assert (Encoding.INDEX, 1) == (fact(value.y, "encoding"), fact(value.y, "rank"))


OPEN_LISTS = [
    ("torch.cat(outs)", (Space.SIMPLEX, 10)),
    ("torch.cat(outs, dim=1)", (None, None)),
    ("torch.cat(outs, dim=0).argmax(1)", (None, None)),
]


@pytest.mark.parametrize(("code", "expected"), OPEN_LISTS, ids=[code for code, _ in OPEN_LISTS])
def test_outputs_gathered_in_a_loop_are_joined(code: str, expected: tuple[object, ...]) -> None:
    value = value_of(f"outs = []\nfor x, labels in DataLoader(mnist):\n    outs.append(soft)\n{code}")
    assert expected == (fact(value, "space"), fact(value, "width"))


def test_items_of_one_form_are_elements_of_a_set() -> None:
    listed = "items = [(torch.rand(20), torch.rand(1)) for _ in range(len(read))]\n"
    value = value_of(listed + OWN_SET.format(element="items[i]") + "DataLoader(Own())")
    assert isinstance(value, Batches)
    assert value.y is not None
    assert (Encoding.REAL, 2, 1) == tuple(fact(value.y, name) for name in ("encoding", "rank", "width"))


def test_options_that_are_not_known_leave_a_loader_its_set() -> None:
    value = value_of("options = load()\nDataLoader(mnist, **options)")
    assert isinstance(value, Batches)


def test_parts_of_an_unknown_batch_are_other_data() -> None:
    found = ended("for batch in read:\n    x, labels = batch[0], batch[1]\n(x, labels)").value("result")
    assert isinstance(found, TupleValue)
    x, labels = found.items
    assert isinstance(x, Unknown)
    assert isinstance(labels, Unknown)
    assert x.root != labels.root


def test_a_count_of_decisions_is_none() -> None:
    assert fact(value_of("(out.argmax(1) != 9).float().mean(0)"), "decision") is None
    assert fact(value_of("(out.view(2, 4, 10).argmax(-1) != 9).sum(1)"), "decision") is None


def test_resize_changes_an_array_itself() -> None:
    value = value_of("a = np.sin(np.linspace(0, 1, 21))\na.resize((21, 1))\ntorch.Tensor(a[1:])")
    assert (Encoding.REAL, 2, 1) == tuple(fact(value, name) for name in ("encoding", "rank", "width"))


def test_folders_have_as_many_classes_as_their_labels() -> None:
    value = value_of("data = datasets.ImageFolder('d')\n(data, len(data.classes))")
    assert isinstance(value, TupleValue)
    data, count = value.items
    assert isinstance(data, Batches)
    assert isinstance(data.y, Tensor)
    assert count == data.y.classes


def test_a_loader_of_an_unknown_set_is_unknown() -> None:
    assert isinstance(value_of("DataLoader(read)"), Unknown)


# ---- nothing raises ----

ODD = ["None", "3", "'text'", "[1, 'a']", "{}", "read", "out", "mnist", "(1, 2)", "lambda a: a", "torch", "[[]]", "[]"]
CALLS = [
    "torch.tensor({})", "torch.FloatTensor({})", "torch.full({}, 2)", "torch.full((2,), {})", "torch.randint({}, (2,))",
    "y.to({})", "y.type({})", "y.type_as({})", "y.view({})", "y.view_as({})", "y.expand({})", "y.flatten({})",
    "torch.max(out, {})", "torch.max({}, 1)", "out.topk({})", "torch.topk({}, 2)", "out.gather(1, {})",
    "torch.zeros(2, 3).scatter_(1, {}, 1)", "torch.zeros(2, 3).scatter_(1, y, {})", "out.select({}, 0)",
    "out.select(1, {})", "out.narrow({}, 0, 1)", "out.split({})", "out.size({})", "torch.logit({})",
    "torch.bernoulli({})",
    "nn.Parameter({})", "DataLoader({})", "DataLoader(mnist, collate_fn={})", "random_split({}, [1, 2])",
    "random_split(mnist, {})", "ConcatDataset({})", "TensorDataset({})", "Subset({}, [1])", "torch.no_grad()({})",
    "torch.distributions.Categorical({})", "zip(*{})", "datasets.MNIST('d', target_transform={})",
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_no_argument_makes_an_effect_raise(call: str) -> None:
    code = "\n".join(call.format(odd) for odd in ODD) + "\n1"
    assert value_of(code) == Const(1)


def test_the_methods_of_numpy_are_numpys_where_no_file_uses_pytorch() -> None:
    found = outcome("import numpy as np\ny = np.array([0, 2, 1])\nresult = y.max(0)")
    assert not isinstance(found.value("result"), TupleValue)
