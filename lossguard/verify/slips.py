"""Demonstrations of LG4xx: calls that mean something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from lossguard.errors import UsageError
from lossguard.records import replace
from lossguard.verify import spelling
from lossguard.verify.demo import Demo, Loss, Metric, Task, Trial
from lossguard.verify.facts import Facts, standard

NO_SUCH_NAME = "no_such_name"  # in the place of a name that is no word


def class_called(facts: Facts) -> Demo:
    """LG401: making the object takes what was meant for calling it."""
    right = standard(facts)
    name = _word(facts.problem.name.split("(")[0] if facts.problem else "")
    known = name if name in _torch_classes() else "CrossEntropyLoss"
    called = f"nn.{known}(out, y)" if known.endswith("Loss") else f"F.mse_loss(nn.{known}(out), y)"
    wrong = replace(right, loss=Loss("", call=f"lambda out, y: {called}"))
    return Demo(facts.task, facts.classes, wrong, right, "right")


def _torch_classes() -> frozenset[str]:
    """Loss and activation classes of torch.nn that a script may name."""
    links = {spelt.removeprefix("nn.").split("(")[0] for spelt in spelling.TORCH_LINKS.values()}
    return frozenset(links | spelling.classes("torch"))


def swapped(facts: Facts) -> Demo:
    """LG402: the loss, or the metric, with its two arguments exchanged."""
    if facts.problem is not None and facts.problem.kind == "metric-swapped":
        return _swapped_metric(facts)
    bernoulli = facts.loss.name in ("binary_cross_entropy", "binary_crossentropy")
    links = facts.links or (("sigmoid",) if bernoulli and not facts.loss.from_logits else ())
    links = links or (("log_softmax",) if facts.loss.name == "nll_loss" else ())
    links = links or (("softmax",) if "categorical" in facts.loss.name and not facts.loss.from_logits else ())
    facts = replace(facts, links=links)
    inner = spelling.loss(facts.language, facts.loss)
    if inner is None:
        facts = replace(facts, links=(), loss=standard(facts).loss)
        inner = spelling.loss(facts.language, facts.loss)
    right = facts.as_it_is
    order = ("out, y", "y, out") if facts.language == "torch" else ("y, out", "out, y")
    wrong = replace(right, loss=Loss("", call=f"lambda {order[0]}: {inner}({order[1]})"))
    return Demo(facts.task, facts.classes, wrong, right, "settled")


def _swapped_metric(facts: Facts) -> Demo:
    """The share of the yes that are found (recall) and of the found that are yes (precision) change places."""
    facts = replace(facts, task=Task.PAIR, units=1, classes=2)
    right = standard(facts)
    half = right.decide.replace("out[:, 0]", "out")
    hits = f"(({half}) & (y > 0.5))"
    if facts.language == "torch":
        share = f"lambda out, y: {hits}.sum() / {{}}.sum()"
        wrong, due = Metric("", (), share.replace("{}", f"({half})")), Metric("", (), share.replace("{}", "(y > 0.5)"))
    else:
        wrong, due = Metric("precision"), Metric("recall")
    return Demo(
        Task.PAIR,
        2,
        replace(right, metric=wrong),
        replace(right, metric=due),
        "recall",
        steps=2,
        noise=1.0,
        note="recall",
    )


def unknown_name(facts: Facts) -> Demo:
    """LG403: the name goes to the framework as it is written, as far as it is one word."""
    problem, right = facts.problem, standard(facts)
    name = _word(problem.name.split("=")[0] if problem else "") or NO_SUCH_NAME
    wrong = right
    match problem.kind if problem else "unknown-loss":
        case "unknown-metric":
            wrong = replace(right, metric=Metric("", (), f'"{name}"'))
        case "metrics-form":
            wrong = replace(right, metric=Metric("", (), f'"{name}"'))
            raw = "the metric stands alone, not in a list"
            found = Demo(facts.task, facts.classes, wrong, _measured(right), "right", note=raw)
            return replace(found, bare_metric=True)
        case "unknown-activation":
            built = f'(keras.layers.Activation("{name}"), {spelling.loss("keras", right.loss)})[1]'
            wrong = replace(right, loss=Loss("", call=built))
        case "unknown-option":
            cls = spelling.loss_class(facts.language, facts.loss.name) or "BinaryCrossentropy"
            value = re.search(r"=['\"](\w{1,20})['\"]$", problem.name) if problem else None
            given = f'"{value[1]}"' if value else "0.1"
            home = "nn" if facts.language == "torch" else "keras.losses"
            wrong = replace(right, loss=Loss("", call=f"{home}.{cls}({name}={given})"))
        case "class-not-instance":
            known = facts.loss if spelling.loss_class("keras", facts.loss.name) else right.loss
            wrong = replace(right, loss=Loss("", call=f"keras.losses.{spelling.loss_class('keras', known.name)}"))
        case _:
            wrong = replace(right, loss=Loss("", call=f'"{name}"'))
    if wrong.metric is not None:
        right = _measured(right)
    note = f"for {facts.engine.label}, which does not know it"
    return Demo(facts.task, facts.classes, wrong, right, "right", lazy=True, note=note)


def _measured(right: Trial) -> Trial:
    return replace(right, metric=Metric("mean_squared_error"))


def misplaced(facts: Facts) -> Demo:
    """LG404: a word that lands in another parameter of the loss."""
    problem = facts.problem
    if facts.language == "keras" and problem is not None and "metrics" in problem.name:
        right = standard(facts)
        wrong = replace(right, metric=Metric("mean_squared_error"))
        return Demo(facts.task, facts.classes, wrong, _measured(right), "unreported", by_position=True)
    word = _word((problem.name if problem else "").strip("'\"")) or "sum"
    if facts.language == "keras":
        raise UsageError("no demonstration: what the argument does depends on the class it is given to")
    cls = spelling.loss_class("torch", facts.loss.name) or "MSELoss"
    trained = facts.as_it_is if spelling.loss_class("torch", facts.loss.name) else standard(facts)
    wrong = replace(trained, loss=Loss("", call=f'nn.{cls}("{word}")'))
    right = replace(trained, loss=Loss("", call=f'nn.{cls}(reduction="{word}")'))
    return Demo(facts.task, facts.classes, wrong, right, "reduction", word=word)


def pairing(title: str, facts: Facts) -> str:
    """LG405: a program of several outputs, with as many losses or metrics as were given."""
    problem = facts.problem
    given = _count(problem.name if problem else "", 3)
    outputs = _count(problem.detail if problem else "", 2)
    losses = f'["mse"] * {given}'
    metrics = right_metrics = "None"
    if problem is not None and "metric" in problem.name:
        losses, metrics, right_metrics = f'["mse"] * {outputs}', '["mae"]', f'[["mae"]] * {outputs}'
    elif problem is not None and re.match(r"(losses|metrics) for ", problem.name):
        losses, outputs = '{"end0": "mse", "other": "mse"}', max(2, outputs)
    elif given == outputs:
        losses = f'["mse"] * {outputs + 1}'
    return PAIRING.format(
        title=title,
        outputs=outputs,
        losses=losses,
        metrics=metrics,
        right=f'["mse"] * {outputs}' if outputs > 1 else '"mse"',
        right_metrics=right_metrics,
    )


PAIRING = '''\
"""{title}"""
import keras
import numpy as np

keras.utils.set_random_seed(0)
x = np.random.rand(200, 8).astype("float32")
ys = [x[:, i : i + 1] for i in range({outputs})]


def trial(name, losses, metrics):
    try:
        inputs = keras.Input(shape=(8,))
        ends = [keras.layers.Dense(1, name=f"end{{i}}")(inputs) for i in range({outputs})]
        model = keras.Model(inputs, ends if len(ends) > 1 else ends[0])
        model.compile("adam", loss=losses, metrics=metrics)
        before = [weight.copy() for weight in model.get_weights()]
        model.fit(x, ys if len(ys) > 1 else ys[0], epochs=2, verbose=0)
    except Exception as error:
        print(f"{{name}}: {{type(error).__name__}}")
        return f"it stops: {{type(error).__name__}}: {{str(error).strip()[:200]}}"
    idle = sum(bool((old == new).all()) for old, new in zip(before, model.get_weights()))
    print(f"{{name}}: {{len(ends)}} outputs, {{idle}} of {{len(before)}} weights stay as they were")
    return f"{{idle}} of {{len(before)}} weights stay as they were: no loss trains their output" if idle else ""


found = trial("as it is", {losses}, {metrics})
free = trial("as it should be", {right}, {right_metrics})
print("evidence:", found or "none")
'''


def _word(text: str) -> str:
    return text if spelling.WORD.fullmatch(text) else ""


def _count(text: str, default: int) -> int:
    match = re.search(r"\d{1,2}", text)
    return max(1, min(9, int(match[0]))) if match else default


DEMOS: dict[str, Callable[[Facts], Demo]] = {
    "LG401": class_called,
    "LG402": swapped,
    "LG403": unknown_name,
    "LG404": misplaced,
}
