"""What a head tells about its data: of ways that differ in a guess about the labels, those that fit the head.

y = LabelBinarizer().fit_transform(names)    one column for two classes, a column a class for more
model.add(Dense(5, activation="softmax"))    five units: whoever wrote this has more than two classes
"""

from __future__ import annotations

from lossguard.interpret.labels import is_two_classes
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.values import Const, Tensor, TupleValue, Value

Way = tuple[Condition, tuple[Value, ...]]


def plausible(found: list[Way]) -> list[Way]:
    """The ways without those whose guess at the number of classes is not the width of the way's own head; all of them
    where none would be left. The head is the first of a way's values."""
    kept = [way for way in found if not any(_is_refuted(literal, way[1][0]) for literal in way[0])]
    return kept or found


def _is_refuted(literal: Literal, outputs: Value) -> bool:
    """One or two units speak for two classes, more for more."""
    if not is_two_classes(literal) or not isinstance(outputs, TupleValue):
        return False
    widths = [width for output in outputs.items if (width := _width_of(output)) is not None]
    return bool(widths) and all((width <= 2) is not literal.positive for width in widths)


def _width_of(output: Value) -> int | None:
    width = output.width if isinstance(output, Tensor) else None
    return width.value if isinstance(width, Const) and isinstance(width.value, int) else None
