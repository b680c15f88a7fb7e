"""The truth table of the losses, for `lossguard table`: by family, what the last layer and the labels have to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

from lossguard.report.json import dump, header
from lossguard.report.terminal import Line, Piece, columns_of, plain, width_of, wrapped, write_lines
from lossguard.truth import Fit
from lossguard.vocabulary import Encoding, Family, Space, Units

FAMILIES = {
    Family.CATEGORICAL: "exclusive classes",
    Family.BERNOULLI: "independent yes/no answers",
    Family.REGRESSION: "numbers",
    Family.MARGIN: "margins",
    Family.DIVERGENCE: "distributions",
    Family.COUNT: "counts",
    Family.OVERLAP: "overlap of masks",
    Family.EMBEDDING: "embeddings and rankings",
    Family.SEQUENCE: "sequences",
}
LAYERS = {
    Space.SIMPLEX: "softmax",
    Space.UNIT: "sigmoid",
    Space.LOG_SIMPLEX: "log_softmax",
    Space.LOG_UNIT: "log_sigmoid",
    Space.NONNEGATIVE: "softplus, exp ...",
    Space.SYMMETRIC: "tanh",
    Space.EMBEDDING: "unit length",
}
UNITS = {Units.CLASSES: "a unit a class", Units.OUTPUTS: "a unit an answer", Units.ANY: "any width"}
LABELS = {
    Encoding.INDEX: "class indices",
    Encoding.ONE_HOT: "one-hot",
    Encoding.MULTI_HOT: "multi-hot",
    Encoding.BINARY: "0/1",
    Encoding.SIGN: "-1/+1",
    Encoding.SOFT: "rows of probabilities",
}
LOGIT_FAMILIES = {Family.CATEGORICAL, Family.BERNOULLI, Family.MARGIN, Family.SEQUENCE}
NARROWEST = 40  # columns of the labels, below which they go under the loss


def layer_words(fit: Fit) -> str:
    """The last activation that fits: "softmax", "none (logits)", "none"."""
    if fit.expects in LAYERS:
        return LAYERS[fit.expects]
    if fit.expects is None:
        return "as its options say"
    return "none (logits)" if fit.family in LOGIT_FAMILIES else "none"


def label_words(fit: Fit) -> str:
    """The labels that fit, as alternatives; whatever numbers where that is all it takes."""
    if Encoding.REAL in fit.labels:
        return "numbers of any kind"
    return ", ".join(LABELS.get(encoding, str(encoding)) for encoding in fit.labels)


def write_text(fits: Iterable[Fit], stream: TextIO) -> None:
    """A block for each family: loss, last activation, units, labels."""
    write_lines(_text(tuple(fits), columns_of(stream)), stream)


def write_markdown(fits: Iterable[Fit], stream: TextIO) -> None:
    """One table, a row for each loss and option."""
    stream.write("| loss | last activation | units | labels |\n|---|---|---|---|\n")
    for fit in fits:
        stream.write(f"| `{_name(fit)}` | {layer_words(fit)} | {UNITS[fit.units]} | {label_words(fit)} |\n")


def write_json(fits: Iterable[Fit], stream: TextIO) -> None:
    """One object with a list of losses, in the words of the contract."""
    losses = [
        {
            "library": fit.library,
            "names": list(fit.names),
            "option": fit.option or None,
            "family": str(fit.family),
            "expects": None if fit.expects is None else str(fit.expects),
            "units": str(fit.units),
            "labels": [str(encoding) for encoding in fit.labels],
        }
        for fit in fits
    ]
    dump({**header(), "losses": losses}, stream)


def _text(fits: tuple[Fit, ...], columns: int) -> Iterator[Line]:
    names = max((width_of(_name(fit)) for fit in fits), default=0)
    layers = max((width_of(layer_words(fit)) for fit in fits), default=0)
    for family, members in groupby(fits, key=lambda fit: fit.family):
        yield (Piece(FAMILIES[family], "strong"),)
        for fit in members:
            yield from _loss(fit, names, layers, columns)
        yield plain("")


def _loss(fit: Fit, names: int, layers: int, columns: int) -> Iterator[Line]:
    name, layer = f"  {_name(fit):<{names}}  ", f"{layer_words(fit):<{layers}}  "
    text = f"{UNITS[fit.units]}; {label_words(fit)}"
    indent = len(name) + len(layer)
    if columns - indent >= NARROWEST:
        first, *rest = wrapped(text, columns - indent)
        yield (Piece(name), Piece(layer, "good"), Piece(first))
        yield from (plain(" " * indent + line) for line in rest)
        return
    yield (Piece(name), Piece(layer.rstrip(), "good"))
    yield from (plain(f"      {line}") for line in wrapped(text, columns - 6))


def _name(fit: Fit) -> str:
    """How one writes it: the string where no option is given, else the class or function with the option."""
    strings = [name for name in fit.names if name.startswith("'")]
    others = [name for name in fit.names if not name.startswith("'")]
    if strings and (fit.by_default or not others):
        return strings[0]
    name = next((each for each in others if each.rpartition(".")[2][:1].isupper()), others[0])
    short = name.rpartition(".")[2] if name.startswith(("losses.", "backend.", "ops.")) else name
    return f"{short}({fit.option})" if fit.option else short
