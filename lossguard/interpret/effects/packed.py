"""Effects of PyTorch's packed sequences: the steps of all samples below one another, without padding.

packed = pack_padded_sequence(x, lengths)     (n, T, C) becomes an object whose `data`, or first item, is (steps, C)
out, state = rnn(packed)                      packed again
padded, lengths = pad_packed_sequence(out)    three axes again
"""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret.effects import joined
from lossguard.interpret.effects.facts import is_between, is_output, real
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.run import Run
from lossguard.interpret.values import Tensor, TupleValue, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import Encoding

DATA = "data"
PACKED = "packed"  # key of a packed object: what it holds lies in the store under its name and its position


def packed(site: CallSite, subject: Tensor) -> Value:
    """`pack_padded_sequence(x, lengths)`, `pack_sequence(parts)`."""
    return of_steps(site.run, _in_steps(subject), site.spot)


def _in_steps(tensor: Tensor) -> Tensor:
    """(n, T, C) as (steps, C), (n, T) as (steps,)."""
    if tensor.rank is None:
        return replace(tensor, rows=None)
    rank = max(tensor.rank - 1, 1)
    return replace(tensor, rank=rank, rows=None, width=tensor.width if rank > 1 else None)


def of_steps(run: Run, steps: Value, spot: Spot) -> Unknown:
    """A packed object around the values of all steps."""
    made = run.unknown("a packed sequence", spot, PACKED, (PACKED, run.number()))
    run.store.set((made.key, DATA), steps)
    for index in (DATA, 0):
        run.store.set((("item", made.key), repr(index)), steps)
    return made


def steps_in(run: Run, value: Value) -> Tensor | None:
    """The values of a packed object, None for anything else."""
    held = run.store.get((value.key, DATA)) if isinstance(value, Unknown) and value.text == PACKED else None
    return held if isinstance(held, Tensor) else None


def padded(site: CallSite) -> Value:
    """`pad_sequence(parts)`: (T, C) each, of different lengths T, as three axes; short ones end in `value`."""
    stacked = joined.unequal(site)
    if not isinstance(stacked, Tensor) or is_output(stacked):
        return stacked
    if is_between(real(site.given("value")), stacked):
        return stacked
    encoding = Encoding.REAL if stacked.encoding is Encoding.REAL else None
    return replace(stacked, encoding=encoding, low=None, high=None, why=f"{site.text()} fills up with a value")


def unpacked(site: CallSite) -> Value:
    """`pad_packed_sequence(packed)`: padded sequences and their lengths."""
    subject = site.given("subject")
    steps = steps_in(site.run, subject) if subject is not None else None
    lengths = Tensor(site.spot, rank=1, why="the lengths of the sequences")
    if steps is None:
        return TupleValue((site.unknown(subject), lengths), site.spot)
    rank = None if steps.rank is None else steps.rank + 1
    return TupleValue((replace(steps, rank=rank, rows=None), lengths), site.spot)
