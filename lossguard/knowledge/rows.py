"""The row types in which framework knowledge is written down; row files hold nothing but calls of these.

Names are canonical: `Prefix` rows map the spellings ("tensorflow.keras.layers") to them ("keras.layers"). "str:x" is
the string form. `params` is the parameter list in order, as in a `def`: "units, activation=None, *, name=?": a default
of `?` is of no interest, a parameter without default is required. `versions` are clauses joined by ";", each a flavour
with bounds: "keras<3; tf>=1.13" ("keras": the standalone package 1.x to 2.3 and 3 on; "tf": tf.keras of TF 1.4 to
2.15, which keras 2.6 to 2.15 and tf_keras share; tf.keras of TF 2.16 on counts as keras 3, and "tf3" is what it alone
has). An empty string: all. `checked` is the version it was last compared with, `source` where the claim is from.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

from lossguard.records import dataclass
from lossguard.vocabulary import Decision, Encoding, Family, Space, Task, Units

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class By(Generic[T]):
    """A fact that depends on the value of one parameter; `cases` are (value, fact) pairs, matched by equality."""

    param: str
    cases: tuple[tuple[object, T], ...]

    def given(self, value: object) -> T | None:
        """The fact for `value`, None where no case matches."""
        return next((fact for case, fact in self.cases if type(case) is type(value) and case == value), None)


def by(param: str, cases: Mapping[object, T]) -> By[T]:
    """`by("from_logits", {False: SIMPLEX, True: REAL})`."""
    return By(param, tuple(cases.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What all rows share. `aliases` are (old keyword, parameter it means) pairs that are accepted too: Keras 2 took
    Keras 1's keywords."""

    names: tuple[str, ...]
    params: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    versions: str = ""
    checked: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """`spelled` at the start of a dotted name means `canonical`, in the flavour ("keras", "tf"), None: unchanged."""

    spelled: str
    canonical: str
    flavour: str | None = None
    versions: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Further names of what the row of `kind` called `of` is. `versions` are the names'; the row has its own."""

    kind: type[Row]
    of: str
    names: tuple[str, ...]
    versions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRow:
    """One engine of semantics/keras.md, section 0: which versions it is, and how it differs where rules ask."""

    code: str
    versions: str
    label: str  # "Keras {version}" or "tf.keras of TF {version}"
    framework: str = "keras"  # as the contract spells it
    accuracy_by: str  # "loss" or "shapes"
    recovers_logits: bool  # on the TensorFlow backend
    broadcasts_mismatch: bool  # (n, 1) against (n, C) broadcasts quietly in mean-type losses
    converts_zero_one_hinge: bool
    compile_order: str  # positional parameters of Model.compile
    flat_metrics_for_all: bool  # a flat metrics list serves every output
    bare_metric_string: bool  # metrics="accuracy" is accepted
    takes_loss_classes: bool = False  # compile makes the loss where it is given a class
    reductions: tuple[str, ...] = ("auto", "none", "sum", "sum_over_batch_size")  # strings a loss class accepts
    accuracy_sees_loss_objects: bool = True  # accuracy_by "loss": BinaryCrossentropy() counts as the string does
    source: str = ""


class Shapes(str, Enum):
    """How the shape of the targets must follow that of the predictions, and what happens where it does not."""

    FEWER = "fewer"  # class indices without the class axis, or rows of the same shape; else an exception
    EITHER = "either"  # class indices with or without a class axis of 1
    SAME = "same"  # the same shape, else an exception
    BROADCAST = "broadcast"  # quietly broadcast
    WARNED = "warned"  # broadcast with a UserWarning
    FLAT = "flat"  # both are flattened first
    ROWS = "rows"  # both become rows over the classes first: (n, 1, C) against (n, C) is as good as (n, C)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Targets of one of `dtypes` (NumPy's names), encoded as one of `encodings` (none: any), end in the exception
    `sign`, where `{dtype}` stands for the framework's word ("Long"). `backward`: only the backward pass raises."""

    dtypes: tuple[str, ...]
    sign: str
    encodings: tuple[Encoding, ...] = ()
    backward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss(Row):
    """A loss function, class or string. A function's `params` start with the targets and predictions as they stand."""

    canonical: str
    family: Family
    expects: Space | By[Space]
    labels: tuple[Encoding, ...]
    units: Units
    finds_logits: bool = False  # one of Keras' crossentropies: looks for cached logits where the engine does
    renormalises: bool = False  # divides by the sum over the class axis
    clips: bool = False  # clips into [eps, 1 - eps]
    logits_param: str | None = None  # the switch, where there is one: "from_logits"
    class_form: bool = False  # calling it makes a loss object
    prediction: str = "y_pred"  # the parameters that take the two, of the function or of a call of the object
    target: str = "y_true"
    call: str = "y_true, y_pred"  # the parameters of calling an object
    class_axis: int = -1  # of the predictions
    also_takes: tuple[Space, ...] = ()  # spaces as right as `expects`: log-softmax where log-softmax is applied
    otherwise: tuple[Space | By[Space], ...] = ()  # asked in order where `expects` states nothing for the value given
    labels_by: By[tuple[Encoding, ...]] | None = None  # where a parameter decides (mode="multiclass"); else `labels`
    family_by: By[Family] | None = None
    units_by: By[Units] | None = None
    target_space: Space | By[Space] | None = None  # of targets that are distributions (KLDivLoss)
    shapes: Shapes | None = None  # None: as the engine has it
    refuses: tuple[Refusal, ...] = ()
    checks_predictions: bool = False  # raises where one lies outside [0, 1]
    checks_targets: bool = False
    holds_head: bool = False  # applies the last layer itself: what it is given are features
    resolve: str | None = None  # "crossentropy": the shapes of the first batch pick the real loss


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Row):
    """A metric function, class or string."""

    canonical: str
    decision: Decision
    family: Family
    labels: tuple[Encoding, ...]
    units: Units
    expects: Space | By[Space] | None = None  # the space the decision needs; None: any
    # The threshold is its value; None means 0.5 where the decision is a threshold, and none at all where it is argmax.
    threshold_param: str | None = None
    top_k_param: str | None = None  # given a number, the k best scores are taken instead
    argmax_when: tuple[str, object] | None = None  # the parameter and the value with which argmax is applied first
    width_param: str | None = None  # num_classes or such
    resolve: str | None = None  # "accuracy" or "crossentropy": the engine picks the real metric
    class_form: bool = False
    prediction: str = "y_pred"  # the parameters that take the two, of the function or of a call of the object
    target: str = "y_true"
    call: str = "y_true, y_pred"  # the parameters of calling (or updating) an object
    class_axis: int = -1  # of the predictions
    link_outside: Space | None = None  # sigmoid (UNIT) or softmax of all, where any prediction lies outside [0, 1]
    factory: By[str] | None = None  # the name of the row that has the facts, by a parameter (task="binary")
    undecided_unit: str | None = None  # the exception for one unit whose values are not all 0 or 1
    by_hand: bool = False  # a plain function over arrays, called on predictions: no framework computes it in training
    symmetric: bool = False  # the same with prediction and target exchanged ...
    symmetric_unless: tuple[str, object] | None = None  # ... but for this value of a parameter
    symmetric_when: tuple[str, object] | None = None  # or with this value of a parameter only
    two_classes: bool = False  # without further options for two classes only
    widened_by: str | None = None  # ... which is this one (multi_class="ovr"), other than its default
    beside: tuple[Family, ...] = ()  # objectives beside which an estimator can compute it, () for any


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Loss):
    """What an estimator is told to learn, by name. `names` start with the `objectives` of the estimators that know it:
    "xgboost:reg:squarederror". `gives` is the space that the trained booster's `predict` answers in."""

    gives: Space | None = None
    decides: bool = False  # ... or class numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer(Metric):
    """A metric that estimators and their searches know by name, with the prefix of those that do: "scoring:f1"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimator(Row):
    """A ready-made estimator, or (with `settings`) a function that trains one: `xgboost.train(params, dtrain)`.

    `objective` and `metric` name the parameters in which it is told what to learn and to report, `objectives` and
    `metrics` are the prefixes of the names it knows, `objective_default` what it learns untold ("": by the labels).
    """

    task: Task | None
    fit: str = "X, y=None, sample_weight=?"
    objective: str | None = None
    objective_default: str = ""
    objectives: str = ""
    metric: str | None = None
    metrics: str = ""
    any_case: bool = False  # its names may be written in capitals
    after: str = ""  # what stands between a name and its own parameters: "error@0.6"
    settings: str | None = None  # parameter with a dictionary of the settings, whose names are those of `keys`
    keys: str = ""
    data: str | None = None  # parameter with the data, labels included
    classes: str | None = None  # the setting that states the number of classes
    numbers_labels: bool = False
    follows_labels: bool = False
    overrides_objective: bool = False
    grades_signs: bool = False
    takes_reals: bool = False
    replaces_metrics: bool = False
    reports: str | None = None  # parameter (of `fit`, or of the function) without which no metric is computed
    ignores_names: bool = False  # a metric of an unknown name is left out without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation(Row):
    """An activation string, function or class. `params` of the call form, e.g. "x, axis=-1"."""

    canonical: str
    space: Space
    axis_param: str | None = None
    caches_logits: bool = False  # its logits can be found again by an engine that recovers them
    caches_by_op: bool = False  # ... only by the crossentropy of its own family, only in graph mode (plain `fit`)
    class_form: bool = False  # an nn-style class whose instances are called
    axis_by_rank: bool = False  # without an axis it is 0 for ranks 0, 1 and 3, else 1 (with a UserWarning)


class LayerKind(str, Enum):
    """What a layer does to the values, the width and the rank that arrive."""

    AFFINE = "affine"  # free real values, `width` units, then its activation; rank kept
    CONV = "conv"  # the same with `width` filters on the channel axis; output rank `rank`
    RECURRENT = "recurrent"  # gated: values o * act(c); rank 2 or `rank`, one more with return_sequences=True
    ACTIVATION = "activation"  # applies an activation and nothing else
    KEEP = "keep"  # values, width and rank pass (Dropout, Identity, noise, Masking)
    NORMALISE = "normalise"  # free real values again; width and rank kept
    POOL = "pool"  # means or maxima over space: width kept, output rank `rank` (None: kept)
    FLATTEN = "flatten"  # rank 2, width unknown
    RESHAPE = "reshape"  # shape from `shape` parameter
    PERMUTE = "permute"  # axes reordered as `shape` says (1-based, batch axis left out); values kept, width not told
    CONCAT = "concat"  # joins a list of tensors along the last axis
    COMBINE = "combine"  # element-wise add, multiply, average ... of a list of tensors: width kept, free real values
    WRAPPER = "wrapper"  # applies the layer given as `inner` to each step or in both directions
    LAMBDA = "lambda"  # applies the callable given as `inner`
    INPUT = "input"  # makes a tensor from `shape`
    EMBED = "embed"  # `width` free real values for each id: rank + 1
    SIMILARITY = "similarity"  # dot products, cosine: embedding-like
    OPAQUE = "opaque"  # preprocessing, custom: outcome not told


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Row):
    """A layer class, or a function that applies one at once (`functional`: its first parameter is what it is applied
    to). Parameter names in `width`, `activation`, `axis`, `inner`, `shape`, `merge_param`, `multiplier`, `keeps_dims`
    point into `params`."""

    kind: LayerKind
    width: str | None = None
    activation: str | None = None
    fixed_activation: str | None = None  # canonical activation, e.g. "softmax" for the Softmax layer
    space: Space | None = None  # of fixed_activation, which need not be a string of the version in force (LeakyReLU)
    axis: str | None = None
    inner: str | None = None
    shape: str | None = None
    rank: int | None = None  # of the output, batch axis counted
    merge_param: str | None = None  # Bidirectional: merge_mode="concat" doubles the width
    gated: bool = True  # recurrent: False where the activation is the last operation (SimpleRNN)
    functional: bool = False  # `concatenate([a, b])`, `Input(shape)`: the call gives a tensor, not a layer
    kind_by: By[LayerKind] | None = None  # where a parameter decides the kind (Keras 1: Merge's mode); else `kind`
    operation: str | By[str] | None = (
        None  # COMBINE, POOL: "add", "multiply", "average", "maximum", "minimum", "subtract", "norm"
    )
    keeps_width: bool = False  # AFFINE, CONV, SIMILARITY: as wide as the input (times `multiplier`, where given)
    multiplier: str | None = None  # parameter the input's width is multiplied with (DepthwiseConv2D)
    keeps_dims: str | None = None  # flag that keeps the reduced axes, so the rank (GlobalAveragePooling2D)
    passes_logits: bool = False  # hands on the very tensor, so that cached logits can still be found
    axis_by_rank: bool = False  # as in `Activation`
    fixed_axis: int | None = None  # of an activation, where no parameter sets it (Softmax2d)
    channel_axis: int = -1  # the axis that `width` counts
    doubles: str | None = None  # flag that doubles the width (bidirectional)
    instead: str | None = None  # parameter that, above 0, is the width in place of `width` (LSTM's proj_size)
    result: object = None  # the call gives nested tuples of "output", "state" (of the last step) and "other"
    set_elsewhere: str | None = None  # a name whose use in the program may set the defaults ("arg_scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Row):
    """A ready model builder with a replaceable head. Parameter names point into `params`; `features` is the width
    of the last feature map with include_top=False."""

    top: str | None = "include_top"
    classes: str | None = "classes"
    default_classes: int | None = 1000
    activation: str | None = None  # parameter that sets the head's activation; None: always `fixed_activation`
    fixed_activation: str = "softmax"
    pooling: str | None = "pooling"
    features: int | None = None
    rank: int = 2  # of the output with its head, batch axis counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyModel(Row):
    """A ready model of PyTorch's kin, whose last layer can be replaced: `model.fc = nn.Linear(512, 10)`.

    `heads` are the paths of the layers that make the output ("fc", "classifier[6]"), () where they are not told;
    `heads_by` the same by the beginning of the name given in `named` ("resnet"), the longest one that fits. The width
    is the parameter `classes` (left out or None: `default_classes`; 0: the features, without a head). `space` is that
    of the values as they come out; `activation` the parameter that names a further one. `result` is what a call gives
    where it is no tensor: "output", nested tuples, or `Fields` of it, "other" and "losses"; `train_result` what it
    gives in training mode where that differs, as long as the flag `train_flag` (None: always) is not False.
    """

    heads: tuple[str, ...] = ()
    heads_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    named: str | None = None
    classes: str | None = "num_classes"
    default_classes: int | None = 1000
    space: Space = Space.REAL
    layer: str = "Linear"  # class of the head layer
    activation: str | None = None
    rank: int | None = 2
    channel_axis: int = 1
    result: object = "output"
    train_result: object = None
    train_flag: str | None = None
    labels_param: str | None = None  # of the call: given, `result` has a loss in front
    loss_by_labels: bool = False  # ... by problem_type, else by num_labels and the type of the labels
    loss_inside: str | None = None  # ... this one, over all positions, whatever the labels are
    listed: str | None = None  # parameter with the names of the classes, whose number is the width
    configured: str | None = None  # parameter with settings that may state the width
    default_for: tuple[str, ...] = ()  # values of `named` for which `default_classes` holds; () for all


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpec:
    """How labels look. `width` of the last axis (rank > 1): an integer, or "classes" for the class count; `classes` an
    integer, or the name of a parameter that gives it or whose literal list's length gives it. None: not told."""

    encoding: Encoding | None
    rank: int | None = None
    width: int | str | None = None
    classes: int | str | None = None
    dtype: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A result with named parts: (attribute or key, structure) pairs; a name "next_batch()" is a method's result."""

    pairs: tuple[tuple[str, object], ...]

    def named(self, name: str) -> object:
        """The structure of the part `name`, None where it has no such part."""
        return dict(self.pairs).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet(Row):
    """A loader of a known data set. `structure` is nested tuples of "x", "y" and "other", as the call returns them
    ("pairs": an iterable of (x, y) batches, "triples" of (x, other, y)); `Fields` where the result has named parts,
    `By` where a parameter decides."""

    structure: object
    labels: LabelSpec | By[LabelSpec]
    inputs_rank: int | By[int] | None = None  # of "x", an array; None: not told, or no array
    members: Fields | None = None  # attributes of a set: `targets` is "y", `data` is "x"
    counts: tuple[str, ...] = ()  # as in `Flow`
    label_map: str | None = None  # parameter with a function that is applied to each label (target_transform)
    ignored: int | None = None  # a value that stands for no class (255 in masks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Row):
    """A loader whose labels depend on a mode parameter (flow_from_directory ...). It yields (x, y) batches. `classes`
    names the parameter with a list of class names; `counts` are attributes or methods of the result that are the class
    count's source (e.g. "class_indices", "class_names", "num_classes")."""

    labels: By[LabelSpec]
    classes: str | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Encode(Row):
    """A function that encodes labels: to_categorical, one_hot, get_dummies ... `subject` is the parameter with the
    labels, `depth` the one with the class count (None or not given: from the labels themselves)."""

    subject: str
    result: LabelSpec
    depth: str | None = None
    adds_axis: bool = True  # rank of the result is rank of the subject + 1 ((n, 1) squeezed where `squeezes`)
    squeezes: bool = False  # a trailing axis of 1 is dropped first
    binary_result: LabelSpec | None = None  # the outcome for two classes where it differs
    column_only: bool = False  # of a whole table it keeps the other columns: nothing is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder(Row):
    """A class with fit / transform / fit_transform that encodes labels (scikit-learn). `binary_result` is the outcome
    for two classes where it differs; `counts` as in `Flow` ("classes_"); `changed_by` maps constructor values to other
    results."""

    result: LabelSpec
    binary_result: LabelSpec | None = None
    counts: tuple[str, ...] = ()
    changed_by: tuple[tuple[str, object, LabelSpec], ...] = ()
    scales: str | None = None  # "standardise", "min-max": a scaler of values, not an encoder
    sparse_param: str | None = None  # flag for a scipy sparse matrix, of the same shape, in place of an array


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Row):
    """A function, class or method whose behaviour no row can say: `effect` names a function in the framework's module
    under interpret/frameworks (or interpret/arrays.py). `options` are constants handed to it."""

    effect: str
    options: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telltale:
    """API use that shows a program is older than some version. `kind` is "keyword" (of a call), "import" (a dotted
    prefix), "attribute" ("legacy", or "optimizers.legacy" with what stands before it), "argument" ("Adam.lr": a keyword
    of a call of that name), or "item" (a string subscript, counted where no metric is given by that very name).
    `ceilings` are the newest versions by flavour. `unless` are imports and attributes beside which the names may mean
    something else."""

    kind: str
    names: tuple[str, ...]
    ceilings: tuple[tuple[str, tuple[int, ...]], ...]
    unless: tuple[str, ...] = ()
    source: str = ""
