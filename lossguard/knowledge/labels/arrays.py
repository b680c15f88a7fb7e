"""Rows of all functions and methods over arrays, frames, tensors and batches, and what their effects are.

A method of anything array-like is "array.<method>", one of a tf.data set "dataset.<method>"; what it is called on
binds to the first parameter. The options of a row name the parameters that play a part ("subject": the array at hand,
"dtype", "axis", "shape" ...); options that are constants are named below. Shapes count the batch axis; "the values"
are encoding, class count and range, and for a model's output its space and links.

Values kept
- The constant `lined` of a row: without an axis the values of all rows in a line are meant (None: unless it is a
  table).
- keep: the same values and shape. rows: the same with fewer, more or reordered rows (`indices`: those rows, as many as
  it has). copies: every row several times.
- astype: dtype becomes `dtype` (a name, a type, a dtype object; left out: kept), or the constant `to`. To bool: every
  value but 0 is 1.
- reshape: the shape becomes `shape` (one tuple or list, or the rest arguments); -1 stands for what is left. (n,) and
  (n, 1) keep the encoding, a new last axis of C > 1 does not. A model's output is scrambled unless its last axis
  stays.
- flatten: rank 1, or the constant `rank` (2: the batch axis stays). Rows of more than one column lose their encoding.
- squeeze: axes of 1 go away, only `axis` where given. expand_dims: a new axis of 1 at `axis`.
- transpose: axes reordered as `axes` says (left out: reversed). Rank 1 stays as it is, else the last axis is not told.
- moved: sorted or rolled, so that rows of more than one column are no longer those they were.
- frame: a table again, its width no longer told (the constant `table`: of one column made, (n, 1)). reset_index: rows
  under new names, which the old ones join as a column unless `drop`. column: one column of it, (n,), values not told,
  of the table's origin.
- listed: a list with the same values.

Values made
- zeros, ones, full: constant values (`value` of full) in `shape`, of dtype `dtype`, else the constant `to`, else
  float64; the constant `likewise`: in the shape and dtype of `subject`.
- eye: `n` one-hot rows of width `columns`, else `n`; dtype as for zeros. Indexed by class indices it encodes them.
- arange: integers 0 .. n - 1 where only one argument is given, then `start` is n; (n,). linspace: reals from `low` to
  `high`, `rows` of them.
- randint: integers in [`low`, `high`), without `high` in [0, `low`), int64 or `dtype`, in `size` (left out: a scalar);
  `closed` (a parameter or the constant True): `high` is drawn too.
- rand: reals in [0, 1), float64, in `size` or in the rest arguments `dims`. uniform: in [`low`, `high`), without
  `high` in [`low`, 1); an integer `dtype`: as randint. randn: any real.
- choice: elements of `subject` (an integer: of 0 .. subject - 1) in `size`. binomial: integers 0 .. `n` in `size` (n =
  1, as with the constant `once`: binary).
- read: a table or an array from a file: nothing told, of an origin of its own. opaque: an array, nothing told.

Several arrays
- concatenate: `tensors` joined along `axis`: rows for 0 (values kept where all agree), widths add up for the last.
  stack: along a new `axis`. vstack: (n,) becomes a row (1, n), then along axis 0. hstack: along axis 0 for rank 1,
  else 1. column_stack: (n,) becomes a column (n, 1), then along axis 1. append: `subject` and `values` along `axis`
  (left out: both flattened first).
- train_test_split: the rest arguments `arrays`, each in two parts, in one list: a, a', b, b' ... shuffle: each with
  its rows reordered, as a list; for one array that array. split: a list of parts of `subject` along `axis`, else along
  the constant `at`, else rows. fold_split: pairs (train rows, test rows), to index arrays with. resample_pair: the
  pair of `x` and `y` with other rows.
- where: `x` where `condition` holds, else `y` (two constants: an array of two values); without them indices, nothing
  told.
- compare: 0 or 1 (bool) per element of `subject`: binary labels from (n,), a model's output is decided on. isin: the
  same. invert: `~`, binary labels stay so. logical_not: true for 0 alone.
- arithmetic: the operator in the constant `op` between `left` and `right`. matmul: `left @ right`, free real values.

Values changed
- argmax: index of the largest value along `axis` (left out: the constant `default_axis`, else over all values, a
  scalar), int64, that axis gone unless `keepdims`. One-hot becomes index, a model's output a decision. The constant
  `least`: of the smallest.
- round: to integers, rounded in any direction; a model's output is decided on. sign: -1, 0, +1; likewise.
- clip: into [`low`, `high`]: the space stays. log, exp: of each value (log of a simplex is a log-simplex).
- scale: to another range, values real. unit_length: each vector along `axis` divided by its length. elementwise,
  cumulate: every value changed, the shape kept, the encoding lost.
- reduce: the constant `how` ("mean", "sum", "max", "min", "any", "all", "std" for every other) over `axis` (left out:
  all, a scalar), that axis gone unless `keepdims`.
- unique: the distinct values, sorted, as many as there are classes, (classes,); with a return_ flag a tuple that
  begins with them. count_unique: how many, the class count. count: a number for each value. scalar: a number, not
  told.
- factorize: the pair of indices from 0, int64 (n,), and the distinct values; the constant `swapped`: the other way
  round. codes: an attribute, indices from 0 by sorted value, int8 (-1: missing).
- digitize: indices 0 .. number of `bins`. cut: interval numbers from 0 where `labels` is False, else categories: text.
- map: each value looked up in `mapping` (a dictionary: its values are the new labels; a function: not told). replace:
  the same with a dictionary, or a value or list, in `old` and `new`, values not named kept. apply: `func` called with
  a value gives the new one.
- dummies: multi-hot, a column for each part of a text, int64.

Batches of (x, y)
- slices: pairs of rows of `subject`, a pair of arrays (one array: inputs alone). pairs: batches of `x` and `y`. Both
  are told as if batched: taking rows apart and together changes nothing that is told. one_element: all rows of
  `subject` as one element, in whichever shape it is batched later.
- same_batches: the same pairs in other order, number or size. map_batches: `func` applied to each (a pair: two
  arguments); its result is the new element. concatenate_batches: those of `subject`, then of `other`. zip_batches:
  elements of several sets side by side (`datasets`: the rest arguments, or one tuple of sets).
- records: elements from files, nothing told of them; the constant `labelled`: pairs. feature: one feature of such
  records, of `dtype` and `shape`. parsed: the dictionary of `features`.
- from_generator: what calling `generator` yields. tfds_load: the set called `name`, its class count in the constant
  `classes` (pairs of name and count): with `supervised` pairs of x and class indices int64 (n,), else dictionaries
  with "label"; a list of sets for a list in `split`, a dictionary of sets by split without one; with `with_info` a
  pair of that and the description.

Others
- instance: an object of this class, or of the one in the constant `of`; its methods are rows by that name. nothing: no
  bearing on values.
"""

from __future__ import annotations

from lossguard.knowledge.labels import (
    arrays_backend,
    arrays_frames,
    arrays_making,
    arrays_ops,
    arrays_random,
    arrays_shapes,
    arrays_splits,
    arrays_tensorflow,
    arrays_values,
    batches,
)
from lossguard.knowledge.rows import Call

ARRAY_CALLS: tuple[Call, ...] = (
    *arrays_shapes.KEEPING,
    *arrays_making.MAKING,
    *arrays_making.JOINING,
    *arrays_values.CHANGING,
    *arrays_random.RANDOM,
    *arrays_frames.FRAMES,
    *arrays_splits.SPLITTING,
    *arrays_ops.KERAS_OPS,
    *arrays_backend.BACKEND,
    *arrays_tensorflow.TENSORFLOW,
    *batches.DATA_SETS,
    *batches.METHODS,
)
