"""Demonstrations of LG2xx: labels in another form than the loss reads."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.errors import UsageError
from lossguard.records import replace
from lossguard.verify import spelling
from lossguard.verify.demo import Demo, Loss, Task, Trial
from lossguard.verify.facts import Facts, decision_of, standard
from lossguard.vocabulary import CLASS_ROWS, Encoding, Family

FORMS = {
    Encoding.INDEX: "ids",
    Encoding.ONE_HOT: "rows",
    Encoding.SOFT: "rows",
    Encoding.MULTI_HOT: "tags",
    Encoding.BINARY: "column",
    Encoding.SIGN: "signs",
    Encoding.REAL: "values",
    Encoding.TEXT: "text",
}
WHOLE = ("int", "uint", "bool")


def _demo(facts: Facts, labels: str, right: Trial | None = None, sign: str = "right") -> Demo:
    wrong = replace(facts.as_it_is, labels=labels)
    return Demo(facts.task, facts.classes, wrong, right or standard(facts), sign)


def ids_for_rows(facts: Facts) -> Demo:
    """LG201: class numbers where the loss reads rows."""
    facts = replace(facts, task=Task.CLASSES, units=facts.units if facts.units > 1 else facts.classes)
    right = replace(facts.as_it_is, labels="rows")
    if spelling.loss(facts.language, facts.loss) is None or facts.loss.name == "cross_entropy":
        call = "lambda out, y: -(y * F.log_softmax(out, 1)).sum(1).mean()"  # a loss of rows, as the program's is
        facts = replace(facts, loss=Loss("", call=call))
        right = replace(facts.as_it_is, labels="rows")
    return _demo(facts, "ids", right)


def rows_for_ids(facts: Facts) -> Demo:
    """LG202."""
    facts = replace(facts, task=Task.CLASSES, units=max(facts.units, 2))
    if facts.loss.name == "cross_entropy":  # it takes rows as probabilities, the program's loss does not
        facts = replace(facts, loss=Loss("nll_loss"), links=("log_softmax",))
    whole = facts.language == "torch" and _is_whole(facts)
    return _demo(facts, "rows whole" if whole else "rows", replace(facts.as_it_is, labels="ids"))


def other_count(facts: Facts) -> Demo:
    """LG203: more classes than units, class numbers from 1 on, or rows of another width."""
    labels = facts.labels
    facts = replace(facts, task=Task.CLASSES)
    if facts.units == facts.classes and (labels is None or labels.low != 1):
        facts = replace(facts, units=max(2, facts.classes - 1), classes=max(3, facts.classes))
    fits = replace(facts, units=facts.classes)
    if labels is not None and labels.low == 1 and facts.units == facts.classes:
        return _demo(facts, "ids from one", fits.as_it_is)
    return _demo(facts, "rows" if facts.encoding is Encoding.ONE_HOT else facts.as_it_is.labels, fits.as_it_is)


def other_shape(facts: Facts) -> Demo:
    """LG204."""
    labels = facts.labels
    if facts.encoding in CLASS_ROWS:
        task = Task.CLASSES if facts.encoding is not Encoding.MULTI_HOT else Task.TAGS
        facts = replace(facts, task=task)
        return _demo(facts, "tags" if task is Task.TAGS else "rows" if facts.units == 1 else "rows deeper")
    if facts.language == "keras" and facts.units == 1 and facts.task in (Task.VALUES, Task.PAIR):
        return _demo(facts, "deeper")
    if facts.task is Task.VALUES:
        return replace(_demo(facts, "values flat" if facts.units == 1 else "values"), steps=150)
    if facts.units > 1:
        return _demo(facts, "ids column" if labels is None or labels.rank != 1 else "flat")
    return _demo(facts, "flat")


def refused_type(facts: Facts) -> Demo:
    """LG205."""
    if facts.engine.framework == "tf":
        raise UsageError("no demonstration: Keras takes labels of types that tf.nn refuses")
    if facts.encoding is Encoding.TEXT or (facts.language == "keras" and not _is_whole(facts)):
        return _demo(replace(facts, task=Task.CLASSES), "text")
    form = facts.as_it_is.labels
    if form == "ids":
        return _demo(facts, "rows whole" if facts.encoding is Encoding.ONE_HOT else "ids float")
    return _demo(facts, f"{form} whole" if form in ("rows", "column", "tags") else form)


def _is_whole(facts: Facts) -> bool:
    return facts.labels is not None and (facts.labels.dtype or "").startswith(WHOLE)


def held_differ(facts: Facts) -> Demo:
    """LG206."""
    form = facts.as_it_is.labels
    others = {"ids": "rows", "rows": "ids", "column": "signs", "signs": "column", "tags": "tags whole"}
    other = FORMS.get(facts.held, "") if facts.held else ""
    held = other if other and other != form else others.get(form, "ids")
    wrong = replace(facts.as_it_is, held=held)
    return Demo(facts.task, facts.classes, wrong, replace(wrong, held=form), "held")


def rescaled(facts: Facts) -> Demo:
    """LG207: the largest label becomes 1."""
    form = facts.as_it_is.labels
    if facts.units == 1 and facts.classes > 2:
        return _demo(replace(facts, task=Task.CLASSES), "column scaled", standard(facts, task=Task.CLASSES))
    return _demo(facts, "ids scaled" if form == "ids" else "column scaled", facts.as_it_is)


def decided(facts: Facts) -> Demo:
    """LG208: argmax over the classes, or rounding, between head and loss."""
    right = standard(facts)
    inner = spelling.loss(facts.language, facts.loss)
    torch = facts.language == "torch"
    classes = facts.task is Task.CLASSES
    if inner is None:
        inner = "nn.MSELoss()" if torch else "keras.losses.MeanSquaredError()"
    if torch:
        call = f"lambda out, y: {inner}({'out.argmax(1).float()' if classes else 'torch.round(out)'}, y)"
    else:
        step = 'keras.ops.cast(keras.ops.argmax(out, -1), "float32")' if classes else "keras.ops.round(out)"
        call = f"lambda y, out: {inner}(y, {step})"
    links = () if classes else ("sigmoid",)
    labels = "flat" if classes else right.labels
    units = facts.classes if classes else 1 if facts.task is Task.PAIR else facts.units
    wrong = Trial(units, links, Loss("", call=call), labels, decision_of(facts.task, units, links))
    return Demo(facts.task, facts.classes, wrong, right, "still")


def outside_zero_one(facts: Facts) -> Demo:
    """LG209."""
    hinge = facts.family is Family.MARGIN
    facts = replace(facts, task=Task.PAIR, units=1) if facts.units == 1 else facts
    right = facts.as_it_is
    if hinge and facts.language == "keras":  # as in the versions that leave 0 and 1 as they are
        facts = replace(
            facts, loss=Loss("hinge", call="lambda y, out: keras.ops.mean(keras.ops.maximum(1 - y * out, 0))")
        )
        note = f"the hinge as {facts.engine.label} has it, which leaves 0 and 1 as they are"
        return replace(_demo(facts, "column", replace(facts.as_it_is, labels="signs"), "floor"), note=note)
    if hinge:
        return _demo(facts, "column", right, "floor")
    high = facts.labels.high if facts.labels else None
    if facts.encoding is Encoding.SIGN:
        return _demo(facts, "signs" if facts.units == 1 else "tags signs", right, "outside")
    if high is not None and high > 100:
        return _demo(facts, "masks", right, "outside")
    if facts.units == 1 and facts.classes > 2:
        wrong = replace(right, labels="column")
        task = replace(facts, task=Task.CLASSES)
        return Demo(Task.CLASSES, facts.classes, wrong, standard(task), "right")
    return _demo(facts, "signs" if facts.units == 1 else "tags signs", right, "outside")


def tags_for_classes(facts: Facts) -> Demo:
    """LG210."""
    facts = replace(facts, task=Task.TAGS)
    return _demo(facts, "tags", standard(facts), "floor" if facts.family is Family.CATEGORICAL else "right")


DEMOS: dict[str, Callable[[Facts], Demo]] = {
    "LG201": ids_for_rows,
    "LG202": rows_for_ids,
    "LG203": other_count,
    "LG204": other_shape,
    "LG205": refused_type,
    "LG206": held_differ,
    "LG207": rescaled,
    "LG208": decided,
    "LG209": outside_zero_one,
    "LG210": tags_for_classes,
}
