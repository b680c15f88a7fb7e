"""All functions over tensors and methods of them, and the effects that labels/arrays.py does not explain.

What is told there of axes, shapes and dtypes holds here too. A method of a tensor of PyTorch is looked up as
"torch.Tensor.<method>", which is "array.<method>" in the flavour "torch": there the rows of `tensors_shared.py` come
before those of NumPy. Methods that PyTorch alone has are found for any array. A trailing "_" changes the tensor itself.

- to: another dtype where one of the arguments `given` (or one argument) is a dtype or a tensor type
  ("torch.FloatTensor"), else the same: devices do not count. astype_of: the dtype of `other`. torch.float is float32,
  torch.int is int32, torch.long int64.
- tensor: `data` as a tensor: a list of Python's floats is float32, of integers int64, of truth values bool; an array or
  tensor keeps its dtype; `dtype` wins. typed_tensor: the same of the dtype `to`; of integers alone (`data` is the rest
  arguments) a shape, with any values.
- filled: as full, of the dtype of the value where none is given (float: float32).
- randint_of: as randint, from (high, size) or (low, high, size) in `given`, int64.
- reshape_as: the shape of `other`. expand: an axis of 1 repeated, as `shape` says (-1: as it was), new axes in front.
- flatten_axes: the axes `first` to `last` become one. Of an output from axis 1 on: rank 2, width not told.
- select: index `index` of `axis`, that axis gone: as indexing. narrow: some of an axis. parts: a list of parts along
  `axis`, how many is not told; where the axis is `gone`, of one of it each.
- diagonal: two axes become one, of elements. logical_not: true for 0 alone.
- max_and_index: without `axis` one number; with it a pair, also by the names `values` and `indices`: the largest
  values (as reduce "max", or `how`) and their places (as argmax). `least`: of the smallest. A tensor
  in place of the axis: the larger of the two, element by element. topk: a pair as well, along `axis`.
- gather: values picked along `axis`: the space stays, sums do not. scatter: `value` written at `index` along `axis`:
  ones into zeros by class indices (n, 1) are one-hot rows.
- size: the size of `axis`, or all of them as a tuple.
- logit: undoes a sigmoid: of a `unit` space free values, of everything else not told.
- packed, unpacked: (n, T, C) as (steps, C) in a packed sequence, and three axes again, beside the lengths. padded:
  `tensors` of different lengths as one with an axis more, filled up with `value`.
- bernoulli: 0 or 1, by the probabilities in `subject`; float32 as that is.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call
from lossguard.knowledge.torch import (
    tensors_arithmetic,
    tensors_elements,
    tensors_functions,
    tensors_making,
    tensors_methods,
    tensors_operators,
    tensors_packed,
    tensors_pointwise,
    tensors_random,
    tensors_shared,
)

TENSOR_CALLS: tuple[Call, ...] = (
    *tensors_methods.KEEPING,
    *tensors_elements.ELEMENTS,
    *tensors_arithmetic.ARITHMETIC,
    *tensors_shared.SHARED,
    *tensors_functions.FUNCTIONS,
    *tensors_operators.OPERATORS,
    *tensors_making.MAKING,
    *tensors_random.RANDOM,
    *tensors_pointwise.POINTWISE,
    *tensors_packed.PACKED,
)
