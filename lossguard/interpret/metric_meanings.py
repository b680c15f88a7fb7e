"""Turns metric values into `MetricUse`, ambiguous names resolved by the rule of the engine in force (keras.md 1.1)."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret.meanings import Reading, option_of
from lossguard.interpret.values import Argument, Const, External, Function, RowObject, Unknown, Value, spot_of
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import By, Loss, Metric, Scorer
from lossguard.records import dataclass
from lossguard.setups import Head, Known, Labels, LossUse, MetricUse, Problem
from lossguard.setups import Unknown as NotTold
from lossguard.vocabulary import CLASS_ROWS, Decision, Encoding, Space, TargetChange

RESOLVED = {
    "accuracy": ("binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy"),
    "crossentropy": ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"),
}
DEFAULT_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Around:
    """What an ambiguous name is resolved from."""

    head: Known[Head] | NotTold
    loss: Known[LossUse] | NotTold
    labels: Known[Labels] | NotTold


def metric_of(
    reading: Reading, value: Value, spot: Spot, around: Around
) -> tuple[MetricUse | None, list[Problem], str | None]:
    """A metric as it is used, what is wrong with how it is written, or why it cannot be told."""
    place = spot_of(value) or spot
    match value:
        case Const(value=str() as name):
            row = reading.find_string(Metric, name)
            if isinstance(row, Metric):
                return _use(reading, row, name, (), place, around, text_form=True), [], None
            # What is a metric of some version is known to be none of this one; of other losses that is not measured.
            a_loss_alone = index.known(Loss, f"str:{name}") and not index.known(Metric, f"str:{name}")
            loss = reading.find_string(Loss, name) if a_loss_alone else None
            # 'crossentropy' of Keras 3 is a word of compile's loss alone
            if isinstance(loss, Loss) and loss.resolve is None:
                return None, [], f"{name!r} is a loss used as a metric"
            return None, [_unknown(reading, name, place)], f"{name!r} is not a metric of this version"
        case RowObject(row=Metric() as row):
            return _use(reading, row, value.name, value.args, value.spot, around), [], None
        case External(name=dotted):
            row = reading.find_name(Metric, dotted)
            short = dotted.rsplit(".", 1)[-1]
            if not isinstance(row, Metric):
                return None, [], f"{dotted} is not a metric lossguard knows"
            wrong = row.class_form and reading.engine.code != "K3"
            problems = [Problem("class-not-instance", short, place, f"{short}()")] if wrong else []
            return _use(reading, row, short, (), place, around), problems, None
        case Function():
            return None, [], f"{value.name} is a metric of the program's own"
        case Unknown(why=why):
            return None, [], why
        case _:
            return None, [], "a metric that is not known"


def _unknown(reading: Reading, name: str, spot: Spot) -> Problem:
    detail = "other versions know it" if index.known(Metric, f"str:{name}") else ""
    return Problem("unknown-metric", name, spot, reading.suggestion(Metric, name), detail)


def _use(
    reading: Reading,
    row: Metric,
    name: str,
    args: tuple[tuple[str, Argument], ...],
    spot: Spot,
    around: Around,
    text_form: bool = False,
) -> MetricUse:
    by: str | None = None
    row = _made(reading, row, args)
    resolved: Known[str] | NotTold = Known(row.canonical, spot)
    if row.resolve is not None:
        by = reading.engine.accuracy_by
        resolved = _resolve(reading, row.resolve, around, spot)
        found = reading.find_string(Metric, resolved.value) if isinstance(resolved, Known) else None
        if not isinstance(found, Metric):
            return MetricUse(name, resolved, spot, by=by, text_form=text_form)
        row = found
    options = tuple((key, argument.value.value) for key, argument in args if isinstance(argument.value, Const))
    decision = _decision(row, args)
    width = option_of(row, args, row.width_param)
    return MetricUse(
        name, resolved, spot, decision, row.family, row.labels, _expected(row, args), row.units,
        _threshold(row, args) if decision is Decision.THRESHOLD else None, by, options,
        width if isinstance(width, int) else None, text_form, squashes_logits=row.link_outside is not None,
        undecided_unit=row.undecided_unit,
        by_hand=row.by_hand, beside=row.beside, two_classes=_for_two_classes(row, args),
    )  # fmt: skip


def metric_use(
    reading: Reading, row: Metric, name: str, spot: Spot, args: tuple[tuple[str, Argument], ...] = ()
) -> MetricUse:
    """A metric that an estimator is told by name, or as a function with options: nothing around it matters."""
    nothing = NotTold("an estimator's own", spot)
    return _use(reading, row, name, args, spot, Around(nothing, nothing, nothing), text_form=isinstance(row, Scorer))


def _made(reading: Reading, row: Metric, args: tuple[tuple[str, Argument], ...]) -> Metric:
    """The row with the facts, where a parameter (task="binary") chooses the metric that is made."""
    name = row.factory.given(option_of(row, args, row.factory.param)) if row.factory is not None else None
    found = reading.find_name(Metric, name) if name is not None else None
    return found if isinstance(found, Metric) else row


def _for_two_classes(row: Metric, args: tuple[tuple[str, Argument], ...]) -> bool:
    """Whether it is for two classes as it is written: no option makes it one for several."""
    given = dict(args).get(row.widened_by or "")
    if not row.two_classes or given is None:
        return row.two_classes
    default = next((each.default for each in parameters(row) if each.name == row.widened_by), None)
    return given.value == Const(default)


def _decision(row: Metric, args: tuple[tuple[str, Argument], ...]) -> Decision:
    if isinstance(option_of(row, args, row.top_k_param), int):
        return Decision.TOP_K
    if row.argmax_when is not None and option_of(row, args, row.argmax_when[0]) == row.argmax_when[1]:
        return Decision.ARGMAX
    return row.decision


def _threshold(row: Metric, args: tuple[tuple[str, Argument], ...]) -> float | None:
    value = option_of(row, args, row.threshold_param)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return DEFAULT_THRESHOLD if value is None else None


def _expected(row: Metric, args: tuple[tuple[str, Argument], ...]) -> Space | None:
    if isinstance(row.expects, By):
        return row.expects.given(option_of(row, args, row.expects.param))
    return row.expects


# ---- ambiguous names ----


def _resolve(reading: Reading, kind: str, around: Around, spot: Spot) -> Known[str] | NotTold:
    """'accuracy' as the engine in force takes it: from the loss, or from the first batch's shapes."""
    binary, categorical, sparse = RESOLVED[kind]
    if _one_unit(around.head):
        return Known(binary, spot)
    if reading.engine.accuracy_by == "loss":
        return _by_loss(reading, around, spot, (binary, categorical, sparse))
    if not isinstance(around.head, Known) or not isinstance(around.head.value.width, Known):
        return NotTold("the metric depends on the width of the head, which is not known", spot)
    if around.head.value.width.value.value is None and not _several(around):
        return NotTold("the metric depends on whether the head has one unit", spot)
    return _by_shapes(around, spot, categorical, sparse)


def _one_unit(head: Known[Head] | NotTold) -> bool:
    return isinstance(head, Known) and isinstance(head.value.width, Known) and head.value.width.value.value == 1


def _several(around: Around) -> bool:
    """Whether the head must have several units although their number is a symbol: a softmax, or a categorical loss."""
    assert isinstance(around.head, Known)
    space = around.head.value.space
    categorical = isinstance(around.loss, Known) and around.loss.value.family.value == "categorical"
    return categorical or (isinstance(space, Known) and space.value is Space.SIMPLEX)


def _by_loss(reading: Reading, around: Around, spot: Spot, names: tuple[str, str, str]) -> Known[str] | NotTold:
    binary, categorical, sparse = names
    if not isinstance(around.loss, Known):
        return NotTold("the metric depends on the loss, which is not known", spot)
    if not isinstance(around.head, Known) or not isinstance(around.head.value.width, Known):
        return NotTold("the metric depends on the width of the head, which is not known", spot)
    loss = around.loss.value
    seen = reading.row.accuracy_sees_loss_objects or "(" not in loss.written
    if seen and loss.name == "binary_crossentropy":
        return Known(binary, spot)
    if seen and loss.name == "sparse_categorical_crossentropy":
        return Known(sparse, spot)
    if around.head.value.width.value.value is None and not _several(around):
        return NotTold("the metric depends on whether the head has one unit", spot)
    return Known(categorical, spot)


def _by_shapes(around: Around, spot: Spot, categorical: str, sparse: str) -> Known[str] | NotTold:
    """Labels of lower rank, or of one column, mean class numbers; where not known, the loss tells what they must be."""
    labels = around.labels.value if isinstance(around.labels, Known) else None
    head = around.head.value if isinstance(around.head, Known) else None
    if labels is not None and labels.rank is not None and head is not None:
        if labels.width is not None and labels.rank > 1 and labels.width.value == 1:
            return Known(sparse, spot)
        if head.rank is not None:
            return Known(sparse if labels.rank < head.rank else categorical, spot)
        if labels.rank == 1:
            return Known(sparse, spot)
    if labels is not None and isinstance(labels.encoding, Known) and labels.encoding.value in CLASS_ROWS:
        return Known(categorical, spot)
    if isinstance(around.loss, Known) and TargetChange.ENCODING not in around.loss.value.changes:
        return Known(
            sparse
            if Encoding.INDEX in around.loss.value.labels and Encoding.ONE_HOT not in around.loss.value.labels
            else categorical,
            spot,
        )
    return NotTold("the metric depends on the shape of the labels, which is not known", spot)
