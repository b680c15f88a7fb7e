"""Decisions a program takes on a model's output by itself, outside any metric object."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.findings import Spot
from lossguard.interpret.engines import Engines
from lossguard.interpret.literals import Condition, Kind, Literal, Never
from lossguard.interpret.meanings import Reading, head_of, labels_of
from lossguard.interpret.metric_meanings import Around, metric_of
from lossguard.interpret.values import Argument, Const, RowObject, Tensor, Unknown, Value, data_of
from lossguard.knowledge.parameters import parameters, parse_parameters
from lossguard.knowledge.rows import Metric
from lossguard.records import dataclass, replace
from lossguard.setups import (
    DecisionUse,
    Engine,
    Head,
    Known,
    Labels,
    Link,
    MetricUse,
    Output,
    Problem,
    Site,
    TrainingSetup,
)
from lossguard.setups import Unknown as NotTold
from lossguard.vocabulary import Decision, Space

ENGINES_OF_METRICS = ("keras", "tf", "tf_keras", "keras_core", "torch", "sklearn")
LAYERS = ("torch.nn.", "keras.layers.", "keras.activations.")
SIZES = ("shape", "len(", "ndim")  # words of a test that tells one unit from several
KERAS = "keras"
SIGNS_OF_INPUT = ("", "input", "Input")  # what no layer made
UNMOVED = (Decision.EQUALITY, Decision.ARGMAX)  # decisions that a further activation leaves as they are

Mark = tuple[Spot, tuple[Spot, ...]]  # an output: where it was made, and where its activations were applied


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what it was taken on: the head by its place and width, and the activations up to then."""

    head: Spot
    width: object  # None: not told; one layer of a function may make heads of several widths
    links: tuple[Link, ...]
    use: DecisionUse


@dataclass(frozen=True, slots=True)
class Scored:
    """A metric object or function that the program itself gives an output and labels.

    `output` is the output by its place and those of its activations, before any decision. `given` is what the metric
    got. `swapped` is what stands in the place of a prediction that is in the target's.
    """

    output: Mark
    metric: RowObject
    given: Tensor | None = None
    swapped: Value | None = None
    target: Value | None = None


def mark_of(tensor: Tensor) -> Mark:
    """An output by its place and those of its activations, also after a decision was taken on it."""
    return tensor.decided_from or (tensor.spot, tuple(link.spot for link in tensor.links))


def scored(metric: RowObject, prediction: Value, target: Value, spot: Spot) -> Scored | None:
    """What to note for a metric called on a prediction; None where no model made it."""
    placed = replace(metric, spot=spot)
    if _is_answer(metric, prediction):
        assert isinstance(prediction, Tensor)
        return Scored(mark_of(prediction), placed, prediction, target=target)
    if _is_answer(metric, target) and isinstance(prediction, (Tensor, Unknown)):
        assert isinstance(target, Tensor)
        return Scored(mark_of(target), placed, None, prediction)
    return None


def _is_answer(metric: RowObject, value: Value) -> bool:
    """Whether a model made it; plain functions over arrays are given decisions, too."""
    if not isinstance(value, Tensor) or value.layer in SIGNS_OF_INPUT:
        return False
    by_hand = isinstance(metric.row, Metric) and metric.row.by_hand
    return value.space is not None or (by_hand and value.decided_from is not None)


def decided(
    tensor: Tensor, decision: Decision, spot: Spot, axis: int | None = None, threshold: float | None = None
) -> Decided | None:
    """What to note for a decision on a tensor; None where no model made it, or where one was taken already."""
    if tensor.layer in SIGNS_OF_INPUT or tensor.decision is not None or tensor.space is None:
        return None
    width = tensor.width.value if isinstance(tensor.width, Const) else None
    use = DecisionUse(decision, spot, axis, threshold, rank=tensor.rank)
    return Decided(tensor.spot, width, tensor.links, use)


def count_last(noted: list[Decided], tensor: Tensor) -> None:
    """Marks the last threshold that was put to the output behind `tensor`, which is compared with labels now."""
    if tensor.decision is not Decision.THRESHOLD:
        return
    for place in range(len(noted) - 1, -1, -1):
        note = noted[place]
        if note.use.decision is Decision.THRESHOLD and _mark_of_decided(note) == tensor.decided_from:
            noted[place] = replace(note, use=replace(note.use, counted=True))
            return


def _mark_of_decided(note: Decided) -> Mark:
    return note.head, tuple(link.spot for link in note.links)


def is_picked_for_head(path: Condition) -> bool:
    """Whether the program itself chose between decisions by the size of what it decides on, or by kinds of layers."""
    return any(_tells_layers_apart(literal) or any(word in literal.text for word in SIZES) for literal in path)


def _tells_layers_apart(literal: Literal) -> bool:
    """`isinstance(model[-1], nn.Sigmoid)`."""
    match literal.value:
        case Kind(names):
            return any(name.startswith(LAYERS) for name in names)
        case Never(parts):
            return any(map(_tells_layers_apart, parts))
        case _:
            return False


def with_decisions(site: Site, noted: list[Decided]) -> Site:
    """The site with the decisions taken on its heads, just as they reach the loss."""
    return _each_output(site, lambda output: _measured(output, noted)) if noted else site


def _each_output(site: Site, change: Callable[[Output], Output]) -> Site:
    ways = tuple(replace(way, outputs=tuple(change(output) for output in way.outputs)) for way in site.ways)
    return replace(site, ways=ways)


def with_scores(site: Site, noted: list[Scored], engines: Engines, labels: frozenset[Hashable]) -> Site:
    """The site with the metrics the program calls on its heads; those of `compile` stand already. `labels` are the
    roots of all labels that something is trained on: what comes from them is no prediction."""
    if not noted:
        return site
    ways = tuple(
        replace(
            way,
            outputs=tuple(_with_metrics(way.engine, output, noted, engines) for output in way.outputs),
            problems=(*way.problems, *_exchanged(way, noted, labels)),
        )
        for way in site.ways
    )
    return replace(site, ways=ways)


def _with_metrics(engine_of_way: Engine, output: Output, noted: list[Scored], engines: Engines) -> Output:
    if not isinstance(output.head, Known):
        return output
    mark = _mark_of_head(output.head.value)
    found: dict[MetricUse, None] = {}
    for note in noted:
        if note.swapped is None and _measures(note, mark, engine_of_way):
            flavour = note.metric.flavour or "torch"
            engine, row = engines.engine(flavour if flavour in ENGINES_OF_METRICS else "torch")
            around = Around(output.head, output.loss, output.labels)
            reading = Reading(engines, engine, row, flavour)
            use, _, _ = metric_of(reading, note.metric, note.metric.spot, around)
            if use is not None:
                apart = use.by_hand or note.output != mark
                given = head_of(note.given, note.metric.spot, output.loss) if apart and note.given is not None else None
                against = _labels_against(note) if use.by_hand else None
                found[replace(use, given=given, against=against)] = None
    return replace(output, metrics=(*output.metrics, *found)) if found else output


def _labels_against(note: Scored) -> Known[Labels] | NotTold:
    """The labels that a metric is given."""
    return labels_of(None if note.target is None else Argument(note.target), None, note.metric.spot)


def _measures(note: Scored, mark: Mark, engine: Engine) -> bool:
    """Whether a metric is given this head: as it is, or (where a program calls its losses itself) after activations
    that the loss does not see."""
    if note.output == mark:
        return True
    (place, links), (head, seen) = note.output, mark
    return engine.framework != KERAS and place == head and links[: len(seen)] == seen


def _mark_of_head(head: Head) -> Mark:
    return head.spot, tuple(link.spot for link in head.links)


def _exchanged(way: TrainingSetup, noted: list[Scored], labels: frozenset[Hashable]) -> tuple[Problem, ...]:
    """The metrics that are given the labels where the output of this way belongs."""
    marks = {_mark_of_head(output.head.value) for output in way.outputs if isinstance(output.head, Known)}
    found: dict[Problem, None] = {}
    for note in noted:
        row = note.metric.row
        if note.output not in marks or not isinstance(row, Metric) or _is_symmetric(row, note.metric):
            continue
        if _are_labels(note.swapped, labels):
            order = f"{note.metric.name}({', '.join(_order_of(row))})"
            found[Problem("metric-swapped", note.metric.name, note.metric.spot, detail=order)] = None
    return tuple(found)


def _order_of(row: Metric) -> list[str]:
    """The parameters for target and prediction, in the order of the call."""
    taken = parse_parameters(row.call) if row.class_form else parameters(row)
    return [each.name for each in taken if each.name in (row.target, row.prediction)]


def _is_symmetric(row: Metric, metric: RowObject) -> bool:
    if row.symmetric:
        return not _is_given(metric, row.symmetric_unless)
    return _is_given(metric, row.symmetric_when)


def _is_given(metric: RowObject, option: tuple[str, object] | None) -> bool:
    given = metric.arg(option[0]) if option is not None else None
    return option is not None and given is not None and given.value == Const(option[1])


def _are_labels(value: Value | None, labels: frozenset[Hashable]) -> bool:
    """Whether this is known to be labels: by their encoding, or since something is trained on them."""
    if isinstance(value, Tensor):
        return value.encoding is not None and value.decision is None and not value.model_output
    return isinstance(value, Unknown) and data_of(value.root) in labels


def _reaches(noted: list[Spot], places: list[Spot], decision: Decision) -> bool:
    """Whether a decision was taken on what reaches the loss. An activation after it changes neither which value is the
    largest nor that values compared with labels were never decided; a threshold is another one behind it."""
    return noted == places or (decision in UNMOVED and noted[: len(places)] == places)


def _measured(output: Output, noted: list[Decided]) -> Output:
    if not isinstance(output.head, Known):
        return output
    head = output.head.value
    places = [link.spot for link in head.links]
    width = head.width.value.value if isinstance(head.width, Known) else None
    uses = []
    for note in noted:
        if note.head != head.spot or (note.width is not None and width is not None and note.width != width):
            continue
        if _reaches([link.spot for link in note.links], places, note.use.decision):
            uses.append(note.use)
        elif (again := _squashed_again(head, note)) is not None:
            uses.append(replace(note.use, behind=again))
    return replace(output, decisions=tuple(dict.fromkeys(uses))) if uses else output


def _squashed_again(head: Head, note: Decided) -> Link | None:
    """The sigmoid between probabilities, as they reach the loss, and a threshold; None where there is none."""
    *before, last = note.links or (None,)
    if last is None or note.use.decision is not Decision.THRESHOLD or tuple(before) != head.links:
        return None
    twice = last.space is Space.UNIT and isinstance(head.space, Known) and head.space.value is Space.UNIT
    return last if twice else None
