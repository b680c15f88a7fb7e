"""The domain: one training set-up, framework-free, each field known (with its place) or unknown (with the reason).

The interpreter's collector builds these; rules and reports read them. All fields are concrete: where the program can
reach a loss in several ways, each way is a `TrainingSetup` of its own inside one `Site`.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from lossguard.arrivals import Calls
from lossguard.circumstances import Conjunction
from lossguard.findings import Spot
from lossguard.records import dataclass
from lossguard.vocabulary import Decision, Encoding, Family, Space, TargetChange, Task, Units

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact and the place it was read from."""

    value: T
    spot: Spot


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be told, and why, in words a user can act on."""

    why: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Width:
    """A number of units or classes: an integer, or a symbol that is equal to itself.

    `Width(10, "10", 10)` for a literal; `Width(None, "len(classes)", key)` where only equality can be told: equal keys
    mean equal numbers, different symbolic keys mean nothing.
    """

    value: int | None
    text: str
    key: Hashable

    def differs(self, other: Width) -> bool:
        """Whether both are known integers and differ."""
        return self.value is not None and other.value is not None and self.value != other.value


@dataclass(frozen=True, slots=True)
class Link:
    """One activation on the way out, in the order of application."""

    name: str  # "softmax"
    space: Space
    spot: Spot
    axis: int | None = None  # as written; None: the default, the last axis
    cached: bool = False  # the engine can find the logits behind it (Keras: `_keras_logits`)
    apart: bool = False  # applied by a call or layer of its own, not by an argument of the layer that made the values
    cached_for: Family | None = None  # ... only a loss of this family can, by the operation that made it
    implicit: bool = False  # no axis is given, and the framework picks one by the rank (0 for ranks 1 and 3, else 1)


@dataclass(frozen=True, slots=True)
class Head:
    """What the model hands to the loss.

    `links` are the activations since the last layer that makes free real values (Dense, BatchNormalization, ...), ()
    for none. `space` is the outcome of all of them. `rank` counts the batch axis: (batch, classes) has rank 2.
    """

    space: Known[Space] | Unknown
    width: Known[Width] | Unknown
    spot: Spot
    links: tuple[Link, ...] = ()
    layer: str = ""  # "Dense", "LSTM", "Conv2D": what made the values
    rank: int | None = None
    decision: Decision | None = None  # argmax, round or a threshold was applied: no gradient
    scrambled: bool = False  # reshaped after the link: rows need not sum to 1, cached logits are lost
    embedding_like: bool = False  # normalised or compared vectors: contrastive use, widths mean nothing

    @property
    def activation(self) -> str:
        """The last activation's name, "linear" for none."""
        return self.links[-1].name if self.links else "linear"

    @property
    def recoverable(self) -> bool:
        """Whether the engine in force can find the logits behind the last activation."""
        return bool(self.links) and self.links[-1].cached and not self.scrambled


@dataclass(frozen=True, slots=True)
class LabelEdit:
    """One arithmetic step on the labels on their way to the loss: `y / 255`, `y - 1`, StandardScaler."""

    kind: str  # "add", "subtract", "multiply", "divide", "standardise", "min-max"
    by: float | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Labels:
    """The targets as they arrive at the loss.

    Shapes count the batch axis: (n,) has rank 1 and no width, (n, 1) rank 2 and width 1, (n, C) rank 2 and width C.
    """

    encoding: Known[Encoding] | Unknown
    classes: Known[Width] | Unknown
    spot: Spot
    rank: int | None = None
    width: Width | None = None  # of the last axis, where rank > 1
    dtype: str | None = None  # "int64", "float32", "bool", ...
    low: float | None = None  # smallest and largest value, where known
    high: float | None = None
    edits: tuple[LabelEdit, ...] = ()
    source: str = ""  # "mnist.load_data()", "to_categorical(...)": for messages
    reconstruction: bool = False  # the target is the input (autoencoder), perhaps noised or rescaled
    constant: bool = False  # all ones or all zeros: adversarial targets
    model_output: bool = False  # made by a model: distillation, bootstrapping


@dataclass(frozen=True, slots=True)
class RefusedTypes:
    """Labels of one of `dtypes` (NumPy's names), encoded as one of `encodings` (none: any), end in an exception.

    `sign` is its text, where `{dtype}` stands for the framework's word ("Long").
    """

    dtypes: tuple[str, ...]
    sign: str
    encodings: tuple[Encoding, ...] = ()


@dataclass(frozen=True, slots=True)
class LossUse:
    """A loss as the program uses it, its options read."""

    name: str  # canonical: "binary_crossentropy"
    written: str  # as written: "'bce'", "BinaryCrossentropy(from_logits=True)"
    family: Family
    expects: Known[Space] | Unknown  # the space of predictions it wants
    labels: tuple[Encoding, ...]  # encodings it accepts
    units: Units
    spot: Spot
    from_logits: bool | None = None  # None: the loss has no such switch
    recovers_logits: bool = False  # in this engine it looks for the logits behind softmax or sigmoid
    finds_logits_by_family: bool = False  # ... and applies its own link to them, whichever the head's was
    renormalises: bool = False  # divides predictions by their sum first (Keras' categorical losses)
    clips: bool = False  # clips probabilities to [eps, 1-eps]: zero gradient outside
    broadcasts: bool | None = None  # shapes that differ are broadcast quietly (True), raise (False), not told (None)
    converts_zero_one: bool = False  # hinge that turns 0/1 labels into -1/+1
    custom: bool = False  # written in the program around a known loss
    changes: tuple[TargetChange, ...] = ()  # what it makes other of the labels before this loss gets them
    ignores_class: bool = False  # leaves out one label (ignore_class=255): ids outside the head may be meant
    class_axis: int = -1  # of the predictions
    shapes: str | None = (
        None  # "fewer", "same", "broadcast", "warned", "flat", "rows" as knowledge has it; None: the engine's way
    )
    refuses: tuple[RefusedTypes, ...] = ()
    checks_predictions: bool = False  # raises where one lies outside [0, 1]
    checks_targets: bool = False


@dataclass(frozen=True, slots=True)
class MetricUse:
    """A metric as the program uses it, after the engine has resolved its name.

    `resolved` is the canonical name ("categorical_accuracy") or unknown (the label shape decides and is not known).
    `by` says what decided for the ambiguous names: "loss", "shapes", or None when the name says it all.
    """

    name: str  # as written: "accuracy"
    resolved: Known[str] | Unknown
    spot: Spot
    decision: Decision | None = None
    family: Family | None = None
    labels: tuple[Encoding, ...] = ()
    expects: Space | None = None  # space it needs; None: any
    units: Units = Units.ANY
    threshold: float | None = None
    by: str | None = None
    options: tuple[tuple[str, object], ...] = ()  # constructor arguments that are known constants
    width: int | None = None  # num_classes or such, where given
    text_form: bool = False  # written as a string
    given: Known[Head] | Unknown | None = (
        None  # what it is handed, where that is not the output itself: after an argmax
    )
    against: Known[Labels] | Unknown | None = None  # the labels it is handed, where the program calls it itself
    squashes_logits: bool = False  # applies a sigmoid itself where values lie outside [0, 1]
    undecided_unit: str | None = None  # the exception for one unit whose values are not all 0 or 1
    by_hand: bool = False  # a plain function over arrays that the program calls on what it predicted
    beside: tuple[Family, ...] = ()  # objectives beside which an estimator can compute it, () for any
    two_classes: bool = False  # without further options it is for two classes only
    scoring: bool = False  # scores a finished estimator, by name

    def option(self, name: str) -> object:
        """The known constant given for `name`, else None."""
        return dict(self.options).get(name)


@dataclass(frozen=True, slots=True)
class DecisionUse:
    """A decision the program itself takes on what the head delivers: `out.argmax(1)`, `model.predict(x) > 0.5`.

    `axis` is as written, None where all values are meant or it is not told; `threshold` where one is compared with.
    `behind` is an activation that was applied to the probabilities before, once more than for the loss. `counted` where
    what it decides is compared with labels, as an accuracy does. `rank` is that of what it is taken on.
    """

    decision: Decision
    spot: Spot
    axis: int | None = None
    threshold: float | None = None
    behind: Link | None = None
    counted: bool = False
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """A ready-made estimator: it builds head and link itself, from its objective and the labels that `fit` is given.

    `classes` is the number of classes that the program states in `classes_option`, None where it states none.
    """

    name: str
    task: Task | None  # None: the objective decides, and is not known
    spot: Spot
    numbers_labels: bool = False  # makes 0 .. C-1 of whatever classes the labels hold
    follows_labels: bool = False  # takes the number of classes from the labels
    grades_signs: bool = False  # a loss of two classes takes -1 as its 0
    takes_reals: bool = False  # a classifier that makes a class of each number it meets
    overrides_objective: bool = False  # takes another one of the family where the labels ask for it
    ignores_names: bool = False  # leaves out a metric of an unknown name without a word
    replaces_metrics: bool = False  # takes the fitting metric where one of another task is named
    classes: Known[Width] | Unknown | None = None
    classes_option: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One output of the model with what trains and measures it."""

    name: str | None
    head: Known[Head] | Unknown
    loss: Known[LossUse] | Unknown
    labels: Known[Labels] | Unknown
    metrics: tuple[MetricUse, ...] = ()
    metrics_why: str | None = None  # why further metrics could not be told
    held_out: tuple[Known[Labels] | Unknown, ...] = ()  # validation_data, evaluate
    decisions: tuple[DecisionUse, ...] = ()  # on the head as it is, nothing applied in between
    learner: Learner | None = None  # what makes head and loss, where the program does not


@dataclass(frozen=True, slots=True)
class Problem:
    """Something already wrong while the call was read, with no head or loss needed to see it.

    Kinds: "unknown-loss", "unknown-metric", "unknown-option", "unknown-activation", "metrics-form", "swapped",
    "metric-swapped", "class-called", "class-not-instance", "misplaced", "pairing". `name` is what was written,
    `suggestion` the nearest right thing, `detail` a clause; of "misplaced" the parameter in which `name` lands.
    """

    kind: str
    name: str
    spot: Spot
    suggestion: str | None = None
    detail: str = ""
    output: str | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """The framework whose semantics are in force, as far as it matters (semantics/keras.md, section 0).

    `assumed` tells that nothing in the project says the version, so the newest was taken.
    """

    framework: str  # "keras", "tf", "torch", ... as the contract spells it
    code: str  # "K1", "K2", "K23", "T1", "T20", "T22", "T24", "K3"
    label: str  # "Keras 2.2", "tf.keras of TF 2.15", "Keras 3 (tensorflow backend)": for messages
    version: str | None = None
    backend: str | None = None  # "tensorflow", "torch", "jax"
    assumed: bool = False
    accuracy_by: str = "shapes"  # "loss" or "shapes": how 'accuracy' is resolved
    recovers_logits: bool = False
    origin: str = ""  # "requirements.txt", "--framework-version", "nb_epoch= in the file", "assumed"


@dataclass(frozen=True, slots=True)
class FileSetting:
    """A value of this set-up that a configuration file says, and where: `spot.ref` is the line."""

    value: str | int | float
    spot: Spot


@dataclass(frozen=True, slots=True)
class TrainingSetup:
    """A loss at work: where, in which engine, its outputs. `conditions` hold on this way.

    `free` tells that on this way whoever runs the program gives a value that the code does not name.
    """

    spot: Spot
    engine: Engine
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...] = ()
    conditions: Conjunction = ()
    trained: bool | None = None  # True: fit or a step was seen; False: only evaluated or never run; None: not told
    free: bool = False
    settings: tuple[FileSetting, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All ways in which one execution reaches one set-up. Findings are certain when every way has them.

    `calls` has the calls that lead there, outermost first: several entries where executions do not differ, () for code
    that no call leads to. `guessed`: they start in a function that nothing was seen to call, with unknown arguments.
    `doubtful`: no way was found in which the program gets there, as far as was searched: findings are possible at most.
    """

    spot: Spot
    ways: tuple[TrainingSetup, ...]
    calls: tuple[Calls, ...] = ((),)
    guessed: bool = False
    doubtful: bool = False
