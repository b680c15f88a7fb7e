"""The words every stage shares: spaces, families, encodings, decisions. The leaf of all leaves."""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A string enumeration that prints as its value."""

    def __str__(self) -> str:
        return str(self.value)


class Space(Word):
    """Where the values of a head lie."""

    REAL = "real"  # any real number: logits, or a regression output
    SIMPLEX = "simplex"  # softmax: non-negative, sums to 1 over the class axis
    UNIT = "unit"  # sigmoid: each in (0, 1) on its own
    LOG_SIMPLEX = "log_simplex"  # log_softmax
    LOG_UNIT = "log_unit"  # log_sigmoid
    NONNEGATIVE = "nonnegative"  # relu, softplus, exp
    SYMMETRIC = "symmetric"  # tanh, softsign: (-1, 1)
    SQUASHED = "squashed"  # another shaped, one-sided or gated range (elu, gelu, swish): no link of any family
    EMBEDDING = "embedding"  # unit-length vectors


class Family(Word):
    """The likelihood, or the idea, behind a loss."""

    CATEGORICAL = "categorical"
    BERNOULLI = "bernoulli"
    REGRESSION = "regression"
    MARGIN = "margin"  # hinge and its kind
    DIVERGENCE = "divergence"  # KL between distributions
    COUNT = "count"  # Poisson
    OVERLAP = "overlap"  # dice, tversky, IoU
    EMBEDDING = "embedding"  # cosine, circle, triplet
    SEQUENCE = "sequence"  # CTC
    ORDER = "order"  # ranks within groups, survival times: no label stands for itself


class Encoding(Word):
    """How labels are written down."""

    INDEX = "index"  # class numbers 0 .. C-1
    ONE_HOT = "one_hot"  # (n, C), one 1 a row
    MULTI_HOT = "multi_hot"  # (n, C), any number of 1s a row
    BINARY = "binary"  # one column of 0/1
    SIGN = "sign"  # -1/+1
    SOFT = "soft"  # rows of probabilities
    REAL = "real"  # continuous targets
    TEXT = "text"  # strings, not encoded yet


CLASS_NUMBERS = frozenset({Encoding.INDEX, Encoding.BINARY, Encoding.SIGN})
"""Encodings in which one number tells the class of a sample."""

HOT_ROWS = frozenset({Encoding.ONE_HOT, Encoding.MULTI_HOT})
"""Encodings with a column of 0 and 1 for each class."""

HARD_BITS = HOT_ROWS | {Encoding.BINARY}
"""Encodings in zeros and ones."""

CLASS_ROWS = HOT_ROWS | {Encoding.SOFT}
"""Encodings with a column for each class: a label is a row of as many numbers as there are classes."""


class Decision(Word):
    """What a metric makes of a prediction before it compares."""

    ARGMAX = "argmax"
    THRESHOLD = "threshold"
    EQUALITY = "equality"  # compares the values as they are
    RANKING = "ranking"  # AUC and its kind: sweeps thresholds in [0, 1]
    TOP_K = "top_k"
    REAL = "real"  # a distance or a likelihood, no decision


class TargetChange(Word):
    """What a loss of the program makes other of its targets than they were, before a known loss computes with them."""

    ENCODING = "encoding"  # tf.one_hot(y_true, 10), y_true > 0
    DTYPE = "dtype"  # tf.cast(y_true, tf.float32)
    SHAPE = "shape"  # tf.reshape(y_true, (-1, 10))


class Units(Word):
    """What the width of the head means to a loss or a metric."""

    CLASSES = "classes"  # one unit a class, exclusive
    OUTPUTS = "outputs"  # one unit an independent answer
    ANY = "any"


class Task(Word):
    """What a ready-made estimator was built to learn."""

    CLASSES = "classes"
    NUMBERS = "numbers"


class Severity(Word):
    """What a finding costs its user. Errors and warnings gate, notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(Word):
    """Whether every way to reach the loss is wrong, or only some."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


OUTPUT_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "html")
"""The forms of a report on findings, by the names that the command line and the settings know."""


class Answer(Word):
    """What lossguard says of one output: three answers, never two."""

    OK = "ok"
    WRONG = "wrong"
    UNKNOWN = "unknown"
