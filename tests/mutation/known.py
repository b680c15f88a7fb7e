"""What lossguard does not see, or only suspects, in the matrix: each with the reason, and each held by the test.

An entry that begins to work fails the test until it is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What is reported of a planted mistake."""

    REPORTED = "reported"
    SUSPECTED = "possible"  # reported as possible where the table says certain
    MISSED = "missed"
    NONE = "no mistake"  # in this style it is none, or nothing in the program tells


@dataclass(frozen=True, slots=True)
class Known:
    """An exception: `mistakes` are beginnings of their ids."""

    group: str
    style: str
    mistakes: tuple[str, ...]
    outcome: Outcome
    why: str


_OPTION = "a default of the command line holds only where the option is not given"
_NONE = "None as the default of an option means that it is not given"
_ELSEWHERE = "the labels are read from files: how many classes they have is not told"
_FED = "what is fed contradicts the placeholder, whose shape and type are taken for true"
_SAYS_SO = "TensorFlow 1 stops with an error that says so"
EXCEPTIONS = (
    Known("Keras", "argparse defaults", ("LG101", "LG305"), Outcome.MISSED, _NONE),
    Known("Keras", "argparse defaults", ("",), Outcome.SUSPECTED, _OPTION),
    Known("Keras", "Keras 1 spelling", ("LG302",), Outcome.NONE, "Keras 1 chooses 'accuracy' by the loss: it is right"),
    Known("Keras", "gradient tape", ("LG301",), Outcome.NONE, "the metric is called: no name is resolved"),
    Known(
        "Keras", "two outputs, dicts", ("LG310",), Outcome.MISSED,
        "with several outputs a distance may be meant for another one; that a dict says which is not used",
    ),
    Known("PyTorch", "argparse defaults", ("LG106", "LG107", "LG203"), Outcome.SUSPECTED, _OPTION),
    Known("PyTorch", "argparse defaults", ("LG204",), Outcome.SUSPECTED, _OPTION),
    Known("PyTorch", "fastai", ("LG203",), Outcome.NONE, _ELSEWHERE),
    Known("PyTorch", "transformers, compute_loss", ("LG203",), Outcome.NONE, _ELSEWHERE),
    Known(
        "PyTorch", "transformers, compute_loss", ("LG402",), Outcome.MISSED,
        "what the trainer's inputs hold is not told, so that they may be outputs",
    ),
    Known(
        "PyTorch", "autocast, DataParallel", ("LG401-loss_without",), Outcome.MISSED,
        "a method of the class itself: it stops with a TypeError that says so",
    ),
    Known(
        "TensorFlow below Keras", "", ("LG208",), Outcome.MISSED,
        "the mean of a square is not read as a loss where the file names none",
    ),
    Known("TensorFlow below Keras", "graph, session", ("LG201", "LG204", "LG205"), Outcome.MISSED, _FED),
    Known(
        "TensorFlow below Keras", "graph, session", ("LG306",), Outcome.MISSED,
        "the encoding of what is fed is not known where the comparison is built",
    ),
    Known("TensorFlow below Keras", "graph, session", ("LG402-arguments",), Outcome.MISSED, _SAYS_SO),
    Known("TensorFlow below Keras", "graph, session", ("LG402",), Outcome.MISSED, _FED),
    Known(
        "TensorFlow below Keras", "gradient tape", ("LG204",), Outcome.MISSED,
        "how many axes the model function puts out is lost in the product of matrices",
    ),
    Known(
        "TensorFlow below Keras", "tf.layers, estimator", ("LG204",), Outcome.MISSED,
        "how many axes the features of an input function have is not told",
    ),
)  # fmt: skip


def exception(group: str, style: str, mistake: str) -> Known | None:
    """The exception for one cell of the matrix."""
    for known in EXCEPTIONS:
        if known.group == group and known.style in ("", style) and mistake.startswith(known.mistakes):
            return known
    return None
