"""Labels: what encoders, known data sets and loaders give, from their rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.interpret import arrays, calls, effects, frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.literals import Key, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Builtin,
    Choice,
    Const,
    Items,
    ListValue,
    Method,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    data_of,
    key_of,
    root_of,
)  # fmt: skip
from lossguard.knowledge.rows import By, DataSet, Encode, Encoder, Fields, Flow, LabelSpec, Metric
from lossguard.records import replace
from lossguard.setups import LabelEdit
from lossguard.vocabulary import Encoding

Text = Callable[[], str]
UPDATES = ("update", "update_state", "forward")  # of a metric: the arguments of calling it
SAME_METRIC = ("to", "cuda", "cpu", "clone")
COLUMN_MAKERS = (".pop(", "Series(")  # calls that give one column, whatever the table
TWO_CLASSES = "there are two classes"


def labels_from(run: Run, spec: LabelSpec, classes: Value | None, ref: int, source: str, origin: Hashable) -> Tensor:
    """Labels as a spec describes them; `classes` is the class count where the spec leaves it open."""
    count = Const(spec.classes) if isinstance(spec.classes, int) else classes
    width: Value | None = (
        count if spec.width == "classes" else Const(spec.width) if isinstance(spec.width, int) else None
    )
    high = spec.high
    if high is None and spec.encoding is Encoding.INDEX and isinstance(count, Const) and isinstance(count.value, int):
        high = count.value - 1
    why = "the labels are read at run time" if spec.encoding is None else ""
    return Tensor(
        run.spot(ref), None, (), width, spec.rank, encoding=spec.encoding, classes=count, dtype=spec.dtype,
        low=spec.low, high=high, source=source, origin=origin, why=why,
    )  # fmt: skip


# ---- encoding functions ----


def encode(run: Run, row: Encode, bound: Bound, ref: int, text: Text) -> Value:
    """`to_categorical(y, 10)`, `tf.one_hot(y, 10)`, `pd.get_dummies(y)`."""
    subject = bound.value(row.subject)
    if subject is None:
        return run.unknown(f"what {text()} encodes is not known", ref, text())
    return run.split(subject, lambda option: _encoded(run, row, bound, option, ref, text))


def _is_column(subject: Value) -> bool:
    """Whether a value is one column rather than a whole table."""
    match subject:
        case Tensor(rank=rank, width=width, encoding=encoding):
            return rank == 1 or width == Const(1) or encoding is not None
        case Unknown(key=Key((("item" | "attr" | "part"), *_))):
            return True
        case Unknown(text=text):
            return any(made in text for made in COLUMN_MAKERS)
        case _:
            return True


def _encoded(run: Run, row: Encode, bound: Bound, subject: Value, ref: int, text: Text) -> Value:
    if row.column_only and not _is_column(subject):
        return run.unknown("the columns of a table are read at run time", ref, text())
    depth = bound.value(row.depth)
    depth = None if depth is None or depth == Const(None) else run.resolved(depth)
    if isinstance(depth, Choice):
        return run.split(depth, lambda option: _with_depth(run, row, subject, option, ref, text))
    return _with_depth(run, row, subject, depth, ref, text)


def _with_depth(run: Run, row: Encode, subject: Value, depth: Value | None, ref: int, text: Text) -> Value:
    classes = _number_in(run, depth) if depth is not None else class_count(run, subject, ref, one_based=True)
    made = labels_from(run, row.result, classes, ref, text(), root_of(subject))
    if row.result.width == "classes":
        made = replace(made, width=classes, classes=classes)
    rank = made.rank or _rank_of_encoded(run, row, subject)
    made = replace(made, rank=rank, edits=(), rows=subject.rows if isinstance(subject, Tensor) else None)
    if isinstance(subject, Tensor) and subject.encoding is Encoding.ONE_HOT:
        made = replace(
            made, rank=None if subject.rank is None else subject.rank + 1, encoding=None, why="encoded twice"
        )
    return _two_class_outcome(run, row.binary_result, made, classes, ref, text)


def _number_in(run: Run, depth: Value) -> Value:
    """A number of classes, or how many there are in a list of them."""
    items = operations.known_items(run, depth) if isinstance(depth, (ListValue, TupleValue)) else None
    if items is not None:
        return Const(len(items))
    return depth.rows if isinstance(depth, Tensor) and depth.rank == 1 and depth.rows is not None else depth


def _rank_of_encoded(run: Run, row: Encode, subject: Value) -> int | None:
    """(n,) becomes (n, C); (n, 1) too, where a trailing axis of one is dropped first."""
    if not isinstance(subject, Tensor) or subject.rank is None:
        items = operations.known_items(run, subject)
        return 2 if items and all(isinstance(run.resolved(item), Const) for item in items) else None
    rank = subject.rank
    if row.squeezes and subject.rank > 1 and subject.width == Const(1):
        rank -= 1
    return rank + 1 if row.adds_axis else rank


def class_count(run: Run, subject: Value, ref: int, one_based: bool = False) -> Value:
    """The number of classes in labels: known, or an unknown that is equal for equal labels.

    With `one_based`, labels moved up by one (1 .. C) need one more: `to_categorical` counts from 0.
    """
    if isinstance(subject, Tensor) and subject.classes is not None:
        if one_based and subject.encoding is Encoding.INDEX and subject.high is not None and not subject.edits:
            return Const(int(subject.high) + 1)
        moved = sum(edit.by or 0 for edit in subject.edits if edit.kind == "add")
        if one_based and moved and isinstance(subject.classes, Const) and isinstance(subject.classes.value, int):
            return Const(subject.classes.value + int(moved))
        return subject.classes
    root = data_of(root_of(subject)) if root_of(subject) is not None else key_of(subject)
    return run.unknown("the number of classes is read from the labels at run time", ref, "C", ("classes", root))


def _two_class_outcome(run: Run, binary: LabelSpec | None, made: Tensor, classes: Value, ref: int, text: Text) -> Value:
    """An encoder that does something else for two classes: decided where the count is known, a choice where not."""
    if binary is None:
        return made
    two = labels_from(run, binary, Const(2), ref, text(), made.origin)
    if isinstance(classes, Const):
        return two if classes.value == 2 else made
    literal = Literal(key_of(classes), 2, True, TWO_CLASSES, words=("with two classes", "with more than two classes"))
    return choose([((literal.negated(),), made), ((literal,), two)])


def is_two_classes(literal: Literal) -> bool:
    """Whether a condition is the guess of an encoder that there are two classes, or its negation."""
    return literal.text == TWO_CLASSES


# ---- encoder objects ----


def object_member(run: Run, made: RowObject, name: str, ref: int, text: Text) -> Value:
    """`encoder.classes_`, `encoder.transform` ..."""
    row = made.row
    if isinstance(row, Encoder) and name in row.counts:
        classes = run.store.get((made.uid, "classes"))
        rows = classes or run.unknown(
            "the encoder was not fitted where it can be seen", ref, text(), ("classes", made.uid)
        )
        return Tensor(run.spot(ref), rank=1, rows=rows, source=text(), why="the class names")
    held = run.store.get((made.uid, name))
    if held is not None:
        return held
    if isinstance(row, Encoder) and name in ("fit", "transform", "fit_transform", "inverse_transform", "partial_fit"):
        return Builtin(name, lambda run, arguments, ref, text: _encoder_call(run, made, name, arguments, ref, text))
    if isinstance(row, Metric) and name in UPDATES:
        return Builtin(
            name, lambda run, arguments, ref, text: frameworks.score(run, made, row, arguments, run.spot(ref))
        )
    if isinstance(row, Metric) and name in SAME_METRIC:
        return Builtin(name, lambda run, arguments, ref, text: made)
    argument = made.arg(name)
    return argument.value if argument is not None else Method(made, name)


def _encoder_call(run: Run, made: RowObject, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    row = made.row
    first = arguments.first()
    subject = run.resolved(first.value) if first is not None else Const(None)
    assert isinstance(row, Encoder)
    if name in ("fit", "fit_transform", "partial_fit"):
        listed = made.arg("classes")
        names = operations.known_items(run, listed.value) if listed is not None else None
        run.store.set((made.uid, "classes"), Const(len(names)) if names else class_count(run, subject, ref))
    if name in ("fit", "partial_fit"):
        return made
    if name == "inverse_transform":
        return run.unknown("labels turned back into names", ref, text(), None, root_of(subject))
    if row.scales is not None:
        return _rescaled(run, row.scales, subject, ref, text)
    classes = run.store.get((made.uid, "classes")) or class_count(run, subject, ref)
    spec, fixed = _spec_of(row, made)
    outcome = labels_from(run, spec, classes, ref, text(), root_of(subject))
    if spec.width == "classes":
        outcome = replace(outcome, width=classes)
    if outcome.encoding is Encoding.MULTI_HOT and _has_one_each(run, subject):
        outcome = replace(outcome, encoding=Encoding.ONE_HOT)
    return outcome if fixed else _two_class_outcome(run, row.binary_result, outcome, classes, ref, text)


def _has_one_each(run: Run, subject: Value) -> bool:
    """Whether each sample is a list of one label: `[[digit] for digit in digits]`, `digits.reshape(-1, 1)`."""
    if isinstance(subject, Tensor):
        return subject.rank == 2 and subject.width == Const(1)
    contents = run.contents(subject) if isinstance(subject, ListValue) else None
    samples = contents.values if isinstance(contents, Items) else ()
    return bool(samples) and all(len(operations.known_items(run, sample) or ()) == 1 for sample in samples)


def _spec_of(row: Encoder, made: RowObject) -> tuple[LabelSpec, bool]:
    """The result's spec, and whether a constructor argument fixed it."""
    for param, value, spec in row.changed_by:
        argument = made.arg(param)
        if argument is not None and argument.value == Const(value):
            return spec, True
    return row.result, False


def _rescaled(run: Run, kind: str, subject: Value, ref: int, text: Text) -> Value:
    """A scaler: class labels that go through one are noted as edited."""
    if isinstance(subject, Tensor) and subject.encoding in arrays.CLASS_LABELS:
        edit = LabelEdit(kind, None, run.spot(ref))
        return replace(subject, edits=(*subject.edits, edit), low=None, high=None, dtype="float64")
    if isinstance(subject, Tensor):
        return replace(subject, encoding=Encoding.REAL, low=None, high=None, dtype="float64")
    return operations.derived(run, "scaled", (subject,), ref, text)


# ---- known data sets ----


def load(run: Run, row: DataSet, bound: Bound, ref: int, text: Text) -> Value:
    """`mnist.load_data()`: inputs and labels in the structure the row states."""
    spec = _chosen(run, row.labels, bound)
    structure = _chosen(run, row.structure, bound)
    if not isinstance(spec, LabelSpec) or structure is None:
        return run.unknown(f"which labels {text()} loads is not known", ref, text())
    classes = bound.value(spec.classes) if isinstance(spec.classes, str) else None
    number = run.number()
    if spec.classes is None and row.counts:
        why = "the number of classes is the number of folders"
        classes = run.unknown(why, ref, f"the classes of {text()}", ("folders", number))
    labels = labels_from(run, spec, classes, ref, text(), ("labels", number))
    inputs = _inputs(run, row, bound, ("inputs", number), ref, text)
    found = _structured(run, structure, inputs, labels, ref, text)
    return _with_members(run, row, bound, found, labels, ref, text) if isinstance(found, Batches) else found


def _inputs(run: Run, row: DataSet, bound: Bound, key: Hashable, ref: int, text: Text) -> Value:
    """The inputs beside known labels: an array of known rank, unless the row does not tell or a frame is asked for."""
    why = "inputs of a known data set"
    framed = bound.value("as_frame")
    rank = _chosen(run, row.inputs_rank, bound)
    if not isinstance(rank, int) or (framed is not None and run.resolved(framed) != Const(False)):
        return run.unknown(why, ref, text(), key)
    return Tensor(run.spot(ref), rank=rank, source=text(), origin=key, why=why)


def _with_members(run: Run, row: DataSet, bound: Bound, data: Batches, labels: Tensor, ref: int, text: Text) -> Value:
    """A set with the attributes its row states, its labels changed by the function in `label_map`."""
    changed = bound.value(row.label_map)
    y: Value = labels
    if changed is not None and run.resolved(changed) != Const(None):
        sample = effects.loaders.row(labels)
        outcome = calls.call(run, changed, Arguments((Argument(sample),)), ref, text)
        y = effects.loaders.collated(run, outcome)
    made = replace(data, y=y, counts=row.counts)
    for name, part in row.members.pairs if row.members is not None else ():
        run.store.set((key_of(made), name), made if part == "pairs" else data.x if part == "x" else y)
    return made


def _chosen(run: Run, fact: object, bound: Bound) -> object:
    if not isinstance(fact, By):
        return fact
    value = bound.value(fact.param)
    value = run.resolved(value) if value is not None else None
    return fact.given(value.value) if isinstance(value, Const) else None


def _structured(run: Run, structure: object, inputs: Value, labels: Tensor, ref: int, text: Text) -> Value:
    match structure:
        case "x":
            return inputs
        case "y":
            return labels
        case "pairs":
            return Batches(inputs, labels, run.spot(ref), text(), labels.classes)
        case tuple():
            return TupleValue(
                tuple(_structured(run, part, inputs, labels, ref, text) for part in structure), run.spot(ref)
            )
        case Fields(pairs):
            made = run.unknown(f"a part of {text()}", ref, text(), ("fields", run.number()))
            for name, part in pairs:
                value = _structured(run, part, inputs, labels, ref, text)
                short = name.removesuffix("()")
                held = Builtin(short, lambda run, arguments, ref, text, value=value: value) if short != name else value
                run.store.set((made.key, short), held)
                run.store.set((("item", made.key), repr(short)), held)
            return made
        case _:
            return run.unknown(f"a part of {text()}", ref, text())


# ---- loaders ----


def flow(run: Run, row: Flow, bound: Bound, ref: int, text: Text) -> Value:
    """`flow_from_directory(...)`, `image_dataset_from_directory(...)`: batches whose labels a mode decides."""
    mode = bound.value(row.labels.param)
    if mode is None or bound.open:
        return Batches(
            run.unknown("images", ref), run.unknown("the labels' mode is not known", ref, text()), run.spot(ref), text()
        )

    def with_mode(option: Value) -> Value:
        spec = row.labels.given(option.value) if isinstance(option, Const) else None
        return _batches(run, row, bound, spec, option, ref, text)

    return run.split(mode, with_mode)


def _batches(run: Run, row: Flow, bound: Bound, spec: LabelSpec | None, mode: Value, ref: int, text: Text) -> Value:
    source = f"{text().split('(')[0]}({row.labels.param}={mode.value!r})" if isinstance(mode, Const) else text()
    inputs = run.unknown("images", ref, key=("images", run.number()))
    classes = _folder_count(run, row, bound, spec, ref, text)
    if spec is None:
        why = (
            f"the labels' mode is {mode.text or 'a value'} that is not known"
            if isinstance(mode, Unknown)
            else "the labels are given by the data"
        )
        return Batches(inputs, run.unknown(why, ref, text()), run.spot(ref), source, classes, row.counts)
    if isinstance(mode, Const) and mode.value is None:
        return Batches(inputs, None, run.spot(ref), source, classes, row.counts)
    if isinstance(mode, Const) and mode.value == "input":
        return Batches(inputs, inputs, run.spot(ref), source, classes, row.counts)
    if spec.encoding is None:
        return Batches(
            inputs,
            run.unknown("the labels are columns of the data", ref, text()),
            run.spot(ref),
            source,
            classes,
            row.counts,
        )
    labels = labels_from(run, spec, classes, ref, source, ("labels", run.number()))
    return Batches(inputs, labels, run.spot(ref), source, labels.classes, row.counts)


def _folder_count(run: Run, row: Flow, bound: Bound, spec: LabelSpec | None, ref: int, text: Text) -> Value:
    """The class count: the length of the list of names where one is given, else the number of folders."""
    for name in dict.fromkeys(
        (row.classes, spec.classes if spec is not None and isinstance(spec.classes, str) else None)
    ):
        given = bound.value(name)
        items = operations.known_items(run, given) if given is not None else None
        if items:
            return Const(len(items))
    return run.unknown(
        "the number of classes is the number of folders", ref, f"the classes of {text()}", ("folders", run.number())
    )


def batches_member(run: Run, batches: Batches, name: str, ref: int, text: Text) -> Value:
    """`generator.num_classes`, `dataset.class_names`, and the methods of data sets."""
    held = run.store.get((key_of(batches), name))
    if held is not None:
        return held
    if name in batches.counts and batches.classes is not None:
        if name in ("num_classes", "nb_class", "c"):
            return batches.classes
        return Tensor(run.spot(ref), rank=1, rows=batches.classes, source=text(), why="the class names")
    if name in ("classes", "labels") and batches.y is not None:
        return (
            replace(batches.y, encoding=Encoding.INDEX, rank=1, width=None)
            if isinstance(batches.y, Tensor)
            else batches.y
        )
    if name in ("n", "samples", "batch_size", "element_spec", "image_shape"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", key_of(batches.x), name))

    def method(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        called = frameworks.call_name(run, f"dataset.{name}", arguments.preceded_by(batches), ref, text)
        return called if called is not None else _next_batch(run, batches, name, ref, text)

    return Builtin(name, method)


def _next_batch(run: Run, batches: Batches, name: str, ref: int, text: Text) -> Value:
    if name in ("next", "__next__", "get_next", "get_single_element"):
        return operations.element_of(run, batches, ref)
    return run.unknown(f"what {text()} gives is not known", ref, text(), None, root_of(batches.x))
