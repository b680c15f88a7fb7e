"""What is asked of Keras' layers: rank, width and space of what comes out, and what their parameters change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import numpy as np

from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.knowledge.rows import By, Layer, LayerKind
from lossguard.vocabulary import Space
from tests.engines.asked import Answer, Asked, Judge, array
from tests.engines.spaces import outside, shaped
from tests.oracle import references
from tests.oracle.references import Array

UNITS = 5
SEED = 7
SHAPES = {2: (4, 6), 3: (4, 6, 3), 4: (2, 6, 6, 3), 5: (2, 4, 4, 4, 3), 6: (2, 2, 4, 4, 4, 3)}
ROWS = {"1D": 3, "2D": 4, "3D": 5}  # the rank of the input, told by the name
# Arguments that a layer cannot do without, in the words of Keras 1 and of later versions.
ARGUMENTS: dict[str, str] = {
    "units": "5", "output_dim": "5", "filters": "5", "nb_filter": "5", "kernel_size": "1", "filter_length": "1",
    "nb_row": "1", "nb_col": "1", "kernel_dim1": "1", "kernel_dim2": "1", "kernel_dim3": "1", "rate": "0.0",
    "p": "0.0", "sigma": "0.0", "stddev": "0.0", "n": "2", "dims": "(2, 1)", "target_shape": "(3, 2)",
    "input_dim": "9", "axes": "1", "scale": "3.0", "function": "lambda x: 2 * x", "activation": "'sigmoid'",
    "output_size": "1", "size": "2", "equation": "'ab,bc->ac'", "groups": "3",
}  # fmt: skip
OF_A_LAYER: dict[str, dict[str, str]] = {
    "EinsumDense": {"output_shape": "5"},
    "Deconvolution2D": {"output_shape": "(None, 6, 6, 5)"},
    "Deconv2D": {"output_shape": "(None, 6, 6, 5)"},
    "Normalization": {"mean": "1.0", "variance": "4.0"},
    "GroupNormalization": {"groups": "3"},
}
UNSUITED = ("Cell", "Cells", "Attention", ".RNN", "CuDNNLSTM", "CuDNNGRU", "ConvLSTM1D", "ConvLSTM3D")
PICTURES = "keras.io/api/layers/preprocessing_layers"
SUMS = {"add": 2.0, "average": 1.0, "maximum": 1.0, "minimum": 1.0, "subtract": 0.0}  # of one distribution, twice
KEEPING = (LayerKind.KEEP, LayerKind.POOL, LayerKind.COMBINE, LayerKind.CONCAT, LayerKind.PERMUTE, LayerKind.OPAQUE)


def of_layer(name: str, row: Layer) -> Iterator[Asked]:
    """What comes out of a small layer of this class, and of the same with its activation or sequences asked for."""
    if not name.startswith("keras.") or name.endswith(UNSUITED) or row.source == PICTURES:
        return
    if isinstance(row.kind_by, By):
        yield from _of_modes(name, row)
    elif row.kind in ASKED:
        yield from ASKED[row.kind](name, row)


def drawn(name: str, row: Layer) -> Array:
    """Numbers for it, float: rows of a simplex where the layer hands values on, ids where it looks them up."""
    rank = next((rank for mark, rank in ROWS.items() if mark in name.rsplit(".", 1)[-1]), None)
    if rank is None:
        in_time = row.kind in (LayerKind.RECURRENT, LayerKind.PERMUTE) or name.endswith("TimeDistributedDense")
        rank = 3 if in_time else 4 if row.kind is LayerKind.FLATTEN else 2
    if "ConvLSTM" in name:
        rank = 5
    if row.kind is LayerKind.EMBED:
        return np.ones((4, 6))
    values = np.random.default_rng(SEED).normal(size=SHAPES[rank])
    return references.softmax(values) if row.kind in KEEPING else np.asarray(values)


def arguments(name: str, row: Layer, **more: str) -> str:
    """The arguments of a small layer: what it cannot do without comes first, by position."""
    stated = parameters(row)[1:] if row.functional else parameters(row)
    leading = list(takewhile(lambda each: each.required and each.kind is ParameterKind.POSITIONAL, stated))
    given = {each.name: ARGUMENTS.get(each.name, str(UNITS)) for each in leading}
    given.update({row.width: str(UNITS)} if row.width else {})
    given.update(OF_A_LAYER.get(name.rsplit(".", 1)[-1], {}))
    by_place = [given.pop(each.name) for each in leading]
    return ", ".join([*by_place, *(f"{key}={value}" for key, value in {**given, **more}.items())])


def asked(name: str, row: Layer, judge: Judge, x: Array | None = None, twice: bool = False, **more: str) -> Asked:
    """One question: a model of this layer, applied to numbers."""
    values = drawn(name, row) if x is None else x
    made = f"get({name!r})({arguments(name, row, **more)})"
    if row.functional:
        made = f"(lambda start: get({name!r})(start, {arguments(name, row, **more)}))"
    dtype = "int32" if row.kind is LayerKind.EMBED else "float32"
    return Asked(row, name, f"through({made}, x{', x' * twice})", judge, {"x": array(values, dtype)})


def fits(rank: int | None, width: int | None, space: Space | None = None, free: bool = False) -> Judge:
    """A judge of rank, width and space; `free` values are on both sides of zero and reach beyond no space."""

    def judge(answer: Answer) -> str | None:
        found = shaped(answer, rank, width) or (outside(space, answer) if space is not None else None)
        if found is None and free and not (answer["low"] < 0 < answer["high"]):
            return f"{answer['low']} to {answer['high']}: one side of zero alone"
        return found

    return judge


def _free_values(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row)
    rank = row.rank or x.ndim
    width = x.shape[-1] if row.keeps_width else UNITS
    yield asked(name, row, fits(rank, width, free=row.fixed_activation is None))
    if row.activation is not None:
        # Keras 1 refuses softmax over pictures.
        link, space = ("'softmax'", Space.SIMPLEX) if rank < 4 else ("'sigmoid'", Space.UNIT)
        yield asked(name, row, fits(rank, width, space), **{row.activation: link})
    if row.multiplier is not None:
        yield asked(name, row, fits(rank, 4 * x.shape[-1]), **{row.multiplier: "4"})


def _recurrent(name: str, row: Layer) -> Iterator[Asked]:
    rank = row.rank or 2
    yield asked(name, row, fits(rank, UNITS, Space.SYMMETRIC))
    yield asked(name, row, fits(rank + 1, UNITS, Space.SYMMETRIC), return_sequences="True")


def _activation(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row) * 6
    yield asked(name, row, fits(x.ndim, x.shape[-1], row.space or Space.UNIT), x)


def _keep(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row)
    padded = name.rsplit(".", 1)[-1].startswith("ZeroPadding")  # its rows sum to 0
    rank = row.rank or (3 if name.endswith("RepeatVector") else x.ndim)
    yield asked(name, row, fits(rank, x.shape[-1], Space.NONNEGATIVE if padded else Space.SIMPLEX))


def _normalise(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row)
    yield asked(name, row, fits(x.ndim, x.shape[-1], free=True))


def _pool(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row)
    space = Space.SIMPLEX if row.operation == "average" else Space.UNIT
    yield asked(name, row, fits(row.rank or x.ndim, x.shape[-1], space))


def _flatten(name: str, row: Layer) -> Iterator[Asked]:
    yield asked(name, row, fits(2, int(np.prod(drawn(name, row).shape[1:]))))


def _reshape(name: str, row: Layer) -> Iterator[Asked]:
    yield asked(name, row, fits(3, 2))


def _permute(name: str, row: Layer) -> Iterator[Asked]:
    yield asked(name, row, fits(3, 6, Space.UNIT))


def _embed(name: str, row: Layer) -> Iterator[Asked]:
    yield asked(name, row, fits(3, UNITS))


def _concat(name: str, row: Layer) -> Iterator[Asked]:
    x = drawn(name, row)
    yield asked(name, row, fits(x.ndim, 2 * x.shape[-1], Space.UNIT), twice=True)


def _combine(name: str, row: Layer) -> Iterator[Asked]:
    yield asked(name, row, _combined(row.operation), twice=True)


def _combined(operation: object) -> Judge:
    """Of a distribution and the same once more: the sums tell the operation."""

    def judge(answer: Answer) -> str | None:
        found = shaped(answer, 2, 6) or outside(Space.NONNEGATIVE, answer)
        total = SUMS.get(str(operation))
        if found or total is None:
            return found or outside(Space.UNIT, answer)
        return None if abs(answer["sums"][0] - total) < 1e-4 else f"sums of {answer['sums']}, not {total}"

    return judge


def _similarity(name: str, row: Layer) -> Iterator[Asked]:
    if row.keeps_width:
        yield asked(name, row, fits(2, 6, free=True))
        return
    yield asked(name, row, fits(2, 1), twice=True)


def _of_modes(name: str, row: Layer) -> Iterator[Asked]:
    """Keras 1's `merge(..., mode=)` and `Merge`, which a Sequential of branches holds."""
    assert row.kind_by is not None
    x = references.softmax(np.random.default_rng(SEED).normal(size=(4, 6)))
    for mode, kind in row.kind_by.cases:
        operation = row.operation.given(mode) if isinstance(row.operation, By) else row.operation
        judge = {
            LayerKind.COMBINE: _combined(operation), LayerKind.CONCAT: fits(2, 12), LayerKind.SIMILARITY: fits(2, 1),
        }[kind] if mode != "cos" else fits(None, 1)  # fmt: skip
        made = f"get({name!r})(mode={mode!r})"
        if row.functional:
            made = f"(lambda start: get({name!r})(start, mode={mode!r}))"
        yield Asked(row, name, f"through({made}, x, x)", judge, {"x": array(x)})


def _wrapper(name: str, row: Layer) -> Iterator[Asked]:
    x = np.random.default_rng(SEED).normal(size=(4, 6, 3))
    given = {"x": array(x)}
    short = name.rsplit(".", 1)[-1]
    if short == "TimeDistributed":
        made = f"get({name!r})(keras.layers.Dense(5, activation='softmax'))"
        yield Asked(row, name, f"through({made}, x)", fits(3, 5, Space.SIMPLEX), given)
    elif short == "Bidirectional":
        for mode, width in (("concat", 10), ("sum", 5), ("ave", 5), ("mul", 5)):
            made = f"get({name!r})(keras.layers.LSTM(5), merge_mode={mode!r})"
            yield Asked(row, name, f"through({made}, x)", fits(2, width), given)


def _lambda(name: str, row: Layer) -> Iterator[Asked]:
    def judge(answer: Answer) -> str | None:
        return shaped(answer, 2, 6) or (None if abs(answer["sums"][0] - 2) < 1e-4 else "not what the function gives")

    x = references.softmax(np.random.default_rng(SEED).normal(size=(4, 6)))
    yield asked(name, row, judge, x)


def _input(name: str, row: Layer) -> Iterator[Asked]:
    """The batch axis is added in front of the shape."""
    made = f"get({name!r})({row.shape}=(7, 5))"
    tensor = made if row.functional else f"{made}.output"
    sizes = f"[1 if size is None else int(size) for size in keras.backend.int_shape({tensor})]"
    yield Asked(row, name, f"np.zeros({sizes})", fits(3, 5))


ASKED = {
    LayerKind.AFFINE: _free_values, LayerKind.CONV: _free_values, LayerKind.RECURRENT: _recurrent,
    LayerKind.ACTIVATION: _activation, LayerKind.KEEP: _keep, LayerKind.NORMALISE: _normalise, LayerKind.POOL: _pool,
    LayerKind.FLATTEN: _flatten, LayerKind.RESHAPE: _reshape, LayerKind.PERMUTE: _permute, LayerKind.EMBED: _embed,
    LayerKind.CONCAT: _concat, LayerKind.COMBINE: _combine, LayerKind.SIMILARITY: _similarity,
    LayerKind.WRAPPER: _wrapper, LayerKind.LAMBDA: _lambda, LayerKind.INPUT: _input,
}  # fmt: skip
