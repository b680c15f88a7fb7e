"""Hand-built reports: what the runner would hand over for a small script and a notebook."""

from __future__ import annotations

from dataclasses import replace

from lossguard.circumstances import Circumstance
from lossguard.findings import Failure, Finding, Place, Related, Spot
from lossguard.results import JudgedOutput, JudgedSetup, Report, Summary, Way
from lossguard.setups import Engine, Head, Known, Labels, Link, LossUse, MetricUse, Output, Unknown, Width
from lossguard.vocabulary import Answer, Confidence, Encoding, Family, Severity, Space, Units

TEN = Circumstance(1, 10, True, "n == 10")
SCRIPT = """\
from keras.models import Sequential
y_train = to_categorical(y_train, 10)
model = Sequential()
model.add(Dense(10, activation='softmax'))
model.compile(loss='binary_crossentropy', metrics=['accuracy'])
"""


def place(line: int, column: int, end: int, path: str = "train.py", cell: int | None = None) -> Place:
    return Place(path, line, column, line, end, cell)


def finding(at: Place, **changes: object) -> Finding:
    facts: dict[str, object] = {
        "code": "LG104",
        "name": "binary-loss-on-softmax-head",
        "severity": Severity.ERROR,
        "confidence": Confidence.CERTAIN,
        "message": "The head is a softmax over 10 units, but the loss asks 10 yes/no questions.",
        "place": at,
        "help": "Use loss='categorical_crossentropy'.",
    }
    return Finding(**(facts | changes))  # type: ignore[arg-type]


def excerpts(
    text: str = SCRIPT, path: str = "train.py", cell: int | None = None
) -> dict[tuple[str, int | None], dict[int, str]]:
    return {(path, cell): dict(enumerate(text.split("\n"), start=1))}


def script_report() -> Report:
    related = (
        Related(place(4, 11, 42), "the head: softmax over 10 units (Dense)"),
        Related(place(5, 52, 62), "the metric: 'accuracy', which is binary_accuracy here"),
    )
    found = finding(place(5, 20, 41), related=related, confirm="Accuracy starts at 0.90.", fingerprint="f" * 64)
    return Report((found,), (), (setup(),), Summary(2, 1, 1, 0, 1, 0), excerpts())


def notebook_report() -> Report:
    found = finding(place(5, 20, 41, "nb.ipynb", 3), confidence=Confidence.POSSIBLE, conditions=("when n == 2",))
    failure = Failure("old.py", "Python 2 print statement", line=3)
    return Report((found,), (failure,), (), Summary(2, 1), excerpts(SCRIPT, "nb.ipynb", 3))


def spot(ref: int) -> Spot:
    return Spot("train.py", ref)


def head(activation: str = "softmax", space: Space = Space.SIMPLEX) -> Known[Head]:
    link = Link(activation, space, spot(1))
    return Known(
        Head(Known(space, spot(1)), Known(Width(10, "10", 10), spot(1)), spot(1), (link,), "Dense", 2), spot(1)
    )


def output(**changes: object) -> Output:
    loss = LossUse(
        name="binary_crossentropy",
        written="'binary_crossentropy'",
        family=Family.BERNOULLI,
        expects=Known(Space.UNIT, spot(2)),
        labels=(Encoding.BINARY,),
        units=Units.OUTPUTS,
        spot=spot(2),
        from_logits=False,
    )
    labels = Labels(
        Known(Encoding.ONE_HOT, spot(3)), Known(Width(10, "10", 10), spot(3)), spot(3), source="to_categorical()"
    )
    metric = MetricUse("accuracy", Known("binary_accuracy", spot(4)), spot(4), text_form=True, by="loss")
    facts: dict[str, object] = {
        "name": None,
        "head": head(),
        "loss": Known(loss, spot(2)),
        "labels": Known(labels, spot(3)),
        "metrics": (metric,),
    }
    return Output(**(facts | changes))  # type: ignore[arg-type]


def setup(*outputs: JudgedOutput) -> JudgedSetup:
    engine = Engine("keras", "K2", "Keras 2.2", "2.2.4", origin="requirements.txt")
    places = {
        spot(1): place(4, 11, 42),
        spot(2): place(5, 20, 41),
        spot(3): place(2, 11, 38),
        spot(4): place(5, 52, 62),
    }
    judged = outputs or (JudgedOutput(None, (Way(output()),), Answer.WRONG, ("LG104", "LG301")),)
    return JudgedSetup(place(5, 1, 64), engine, judged, places)


def branched_setup() -> JudgedSetup:
    """One output that is a softmax or a sigmoid by a condition, and one with unknown labels."""
    ways = (
        Way(output(), (TEN,)),
        Way(output(head=head("sigmoid", Space.UNIT)), (replace(TEN, positive=False, sense=False),)),
    )
    unknown = output(name="aux", labels=Unknown("what pickle.load returns is not read"))
    return setup(
        JudgedOutput("main", ways, Answer.UNKNOWN, ("LG104",), "LG104 is possible"),
        JudgedOutput("aux", (Way(unknown),), Answer.OK),
    )
