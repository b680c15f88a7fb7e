"""Set-ups made by hand, for tests of rules: one short call for each part."""

from __future__ import annotations

from lossguard.circumstances import Circumstance, Conjunction
from lossguard.findings import Spot
from lossguard.setups import (
    Engine,
    Head,
    Known,
    Labels,
    Link,
    LossUse,
    MetricUse,
    Output,
    Site,
    TrainingSetup,
    Unknown,
    Width,
)
from lossguard.vocabulary import Decision, Encoding, Family, Space, Units

HEAD, LINK, LOSS, METRIC, LABELS, COMPILE = (Spot("train.py", ref) for ref in range(1, 7))
OLD = Engine("keras", "K2", "Keras 2.2.4", "2.2.4", "tensorflow", accuracy_by="loss")
TF24 = Engine("keras", "T24", "tf.keras of TF 2.15", "2.15", "tensorflow", recovers_logits=True)
TORCH = Engine("keras", "K3", "Keras 3.15 (torch backend)", "3.15", "torch")
ASSUMED = Engine("keras", "K3", "Keras 3.15", "3.15", "tensorflow", assumed=True, recovers_logits=True)
NOT_TOLD = Unknown("not told")

_SPACES = {
    "softmax": Space.SIMPLEX,
    "sigmoid": Space.UNIT,
    "relu": Space.NONNEGATIVE,
    "softplus": Space.NONNEGATIVE,
    "tanh": Space.SYMMETRIC,
    "elu": Space.SQUASHED,
    "log_softmax": Space.LOG_SIMPLEX,
}


def width(units: int | str | None) -> Known[Width] | Unknown:
    """An integer, a symbol, or None for unknown."""
    if units is None:
        return NOT_TOLD
    number = units if isinstance(units, int) else None
    return Known(Width(number, str(units), units), HEAD)


def head(
    *links: str,
    units: int | str | None = 10,
    engine: Engine = OLD,
    axis: int | None = None,
    rank: int | None = 2,
    spot: Spot = HEAD,
    scrambled: bool = False,
    embedding_like: bool = False,
) -> Known[Head]:
    """`head("softmax")`: Dense(10) with the activations named, in order; none is linear."""
    made = tuple(
        Link(name, _SPACES[name], Spot(spot.path, LINK.ref + 10 * number), axis, engine.recovers_logits)
        for number, name in enumerate(links)
    )
    space = _SPACES[links[-1]] if links else Space.REAL
    return Known(
        Head(
            space=Known(space, spot),
            width=width(units),
            spot=spot,
            links=made,
            layer="Dense",
            rank=rank,
            scrambled=scrambled,
            embedding_like=embedding_like,
        ),
        spot,
    )


def _crossentropy(
    name: str, family: Family, space: Space, labels: tuple[Encoding, ...], logits: bool | None, engine: Engine
) -> Known[LossUse]:
    return Known(
        LossUse(
            name=name,
            written=f"'{name}'",
            family=family,
            expects=Known(Space.REAL if logits else space, LOSS),
            labels=labels,
            units=Units.OUTPUTS if family is Family.BERNOULLI else Units.CLASSES,
            spot=LOSS,
            from_logits=logits,
            recovers_logits=engine.recovers_logits,
            finds_logits_by_family=engine.recovers_logits,
            renormalises=family is Family.CATEGORICAL,
            clips=True,
        ),
        LOSS,
    )


def bce(logits: bool | None = False, engine: Engine = OLD) -> Known[LossUse]:
    labels = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
    return _crossentropy("binary_crossentropy", Family.BERNOULLI, Space.UNIT, labels, logits, engine)


def cce(logits: bool | None = False, engine: Engine = OLD) -> Known[LossUse]:
    labels = (Encoding.ONE_HOT, Encoding.SOFT)
    return _crossentropy("categorical_crossentropy", Family.CATEGORICAL, Space.SIMPLEX, labels, logits, engine)


def scce(logits: bool | None = False, engine: Engine = OLD) -> Known[LossUse]:
    labels = (Encoding.INDEX, Encoding.BINARY)
    return _crossentropy("sparse_categorical_crossentropy", Family.CATEGORICAL, Space.SIMPLEX, labels, logits, engine)


def mse(written: str = "'mse'", custom: bool = False) -> Known[LossUse]:
    loss = LossUse(
        name="mean_squared_error",
        written=written,
        family=Family.REGRESSION,
        expects=Known(Space.REAL, LOSS),
        labels=(Encoding.REAL,),
        units=Units.OUTPUTS,
        spot=LOSS,
        custom=custom,
    )
    return Known(loss, LOSS)


def labels(
    encoding: Encoding | None,
    classes: int | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    rank: int | None = None,
    reconstruction: bool = False,
    constant: bool = False,
    model_output: bool = False,
) -> Known[Labels]:
    known = NOT_TOLD if encoding is None else Known(encoding, LABELS)
    return Known(
        Labels(
            encoding=known,
            classes=width(classes),
            spot=LABELS,
            rank=rank,
            low=low,
            high=high,
            source="y",
            reconstruction=reconstruction,
            constant=constant,
            model_output=model_output,
        ),
        LABELS,
    )


def accuracy(resolved: str, by: str | None) -> MetricUse:
    """'accuracy' as the engine resolved it, or (`by` None) the metric named in full."""
    decision = Decision.THRESHOLD if resolved == "binary_accuracy" else Decision.ARGMAX
    units = Units.OUTPUTS if decision is Decision.THRESHOLD else Units.CLASSES
    name = "accuracy" if by else resolved
    return MetricUse(name, Known(resolved, METRIC), METRIC, decision, units=units, by=by, text_form=True)


def output(
    head: Known[Head] | Unknown = NOT_TOLD,
    loss: Known[LossUse] | Unknown = NOT_TOLD,
    labels: Known[Labels] | Unknown = NOT_TOLD,
    *metrics: MetricUse,
    name: str | None = None,
) -> Output:
    return Output(name, head, loss, labels, metrics)


def circumstances(*tests: str) -> Conjunction:
    """Tests that hold on a way: "n == 2", or "not n == 2" for its opposite."""
    return tuple(
        Circumstance(sum(text.encode()), True, text == test, text)
        if text == test
        else Circumstance(sum(text.encode()), True, False, text, sense=False)
        for test in tests
        for text in [test.removeprefix("not ")]
    )


def setup(
    *outputs: Output, engine: Engine = OLD, conditions: tuple[str, ...] = (), trained: bool | None = True
) -> TrainingSetup:
    return TrainingSetup(COMPILE, engine, outputs, (), circumstances(*conditions), trained)


def site(*ways: TrainingSetup) -> Site:
    return Site(COMPILE, ways)
