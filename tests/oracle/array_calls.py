"""Inputs for the rows of NumPy's and pandas' functions and of the methods of arrays, tables and tensors.

A call is made of a row's name, each of the subjects, and what follows the subject in `AFTER` (by the first name of the
row); names that are not called on or with a subject stand whole in `WHOLE`.
"""

from __future__ import annotations

NUMPY = """\
import numpy as np
import pandas as pd
import keras
import sklearn
np.random.seed(3)
ids = np.random.randint(0, 4, 6)
flags = np.random.randint(0, 2, 6)
reals = np.random.randn(6, 4)
single = reals.astype("float32")
column = ids.reshape(6, 1)
rows = np.eye(4)[ids]
mask = flags == 1
several = np.random.randint(0, 2, (6, 4))
"""
PREDICTED = """\
model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(4, activation="softmax")])
probs = model.predict(single)
"""
COMPUTED = """\
probs = np.exp(single) / np.exp(single).sum(1, keepdims=True)
"""
# What only the real program has: lossguard does not read what is in a file.
FILES = """\
import io
import scipy.sparse
from sklearn import model_selection, preprocessing, utils
saved = io.BytesIO()
np.save(saved, reals)
saved.seek(0)
pickled = io.BytesIO()
pd.DataFrame(reals).to_pickle(pickled)
pickled.seek(0)
"""
TABLES = """\
series = pd.Series(ids)
truths = pd.Series(mask)
texts = pd.Series(["a", "c", "b", "c", "a", "b"])
frame = pd.DataFrame(reals, columns=["a", "b", "c", "d"])
"""
TORCH = """\
import torch
import torch.nn as nn
torch.manual_seed(3)
ids = torch.randint(0, 4, (6,))
flags = torch.randint(0, 2, (6,))
reals = torch.randn(6, 4)
double = reals.double()
column = ids.unsqueeze(1)
rows = torch.eye(4)[ids]
mask = flags == 1
several = torch.randint(0, 2, (6, 4))
probs = torch.softmax(reals, dim=1)
"""
ARRAYS = ("ids", "flags", "reals", "single", "column", "rows", "mask", "several", "probs", "series", "truths", "texts",
          "frame", "[0, 2, 1]", "[0.5, 1.5]")  # fmt: skip
TENSORS = ("ids", "flags", "reals", "double", "column", "rows", "mask", "several", "probs")

_AXIS = ("", "axis=0", "axis=1", "axis=-1", "0", "1")
_DIM = ("", "dim=0", "dim=1", "dim=-1", "0", "1", "dim=1, keepdim=True")
_SHAPE = ("6, 1", "-1", "(-1, 1)", "24", "1, -1", "(6, 2, 2)", "-1, 4", "3, 2")
_OTHER = ("1", "0.5", "{a}", "2 * {a}")
AFTER: dict[str, tuple[str, ...]] = {
    "array.to": ("torch.float32", "'cpu'", "dtype=torch.int64", "reals"),
    "array.type": ("torch.float64", "'torch.LongTensor'", ""),
    "array.type_as": ("reals", "ids"), "array.unsqueeze": ("0", "1", "-1"), "array.permute": ("1, 0", "(1, 0)", "0"),
    "array.view_as": ("ids", "reals", "column"), "array.expand": ("6, 4", "-1, 4", "6, -1", "2, 6"),
    "array.index_select": ("0, ids", "1, flags", "dim=0, index=flags"), "array.gather": ("1, column", "0, column"),
    "array.clamp": ("0, 1", "min=0", "0.1, 0.9"), "array.clamp_min": ("0", "0.5"), "array.clamp_max": ("1", "0.5"),
    "array.logsumexp": ("1", "dim=0", "1, keepdim=True"), "array.amax": _DIM, "array.amin": _DIM,
    "array.norm": ("", "dim=1", "2, 0"), "array.matmul": ("{a}", "{a}.t()", "torch.ones(4, 2)"),
    "array.topk": ("1", "2, dim=0", "2, dim=1", "k=1"), "array.add_": ("1", "0.5"), "array.mul_": ("2", "0.5"),
    "array.scatter_add": ("0, {a}, {a}", "1, column, {a}", "0, ids, {a}", "0, ids, 1", "{a} > 0, 0"),
    "array.logical_and": ("mask", "{a}"), "array.masked_fill": ("{a} > 0, 0",), "array.bitwise_not": ("",),
    "array.cpu": ("", "non_blocking=True"),
    "array.new_tensor": ("[0, 1, 2]", "[0.5, 1.0]", "[0, 1], dtype=torch.int64"),
    "array.movedim": ("0, 1", "1, 0"),
    "array.expand_as": ("reals", "ids", "torch.zeros(6, 4)"),
    "array.unflatten": ("0, (2, 3)", "1, (2, 2)", "-1, (2, 2)"),
    "array.chunk": ("2", "2, dim=0", "2, dim=1", "2, dim=-1"),
    "array.split": ("2", "3, dim=0", "2, dim=1", "2, dim=-1", "[2, 4]"),
    "array.unbind": ("", "dim=0", "dim=1", "1"),
    "array.select [torch]": ("0, 0", "1, 0", "dim=1, index=2", "-1, 1"),
    "array.narrow": ("0, 0, 2", "1, 0, 2", "dim=1, start=1, length=3"),
    "array.masked_select": ("{a} > 0",),
    "array.scatter": ("1, column, 1", "1, column, 1.0", "dim=1, index=column, value=1"),
    "array.fill_": ("1", "0", "0.5"),
    "array.uniform_": ("", "0, 2", "-1, 1"),
    "array.normal_": ("", "0, 2"),
    "array.bernoulli": ("", "0.5", "p=0.3"),
    "array.random_": ("0, 2", "5", "high=3"),
    "array.new_zeros": ("6", "6, 4", "(6, 1)", "6, dtype=torch.int64", "(6, 4), 1.0"),
    "array.kthvalue": ("1", "2, dim=0", "1, dim=1", "1, dim=1, keepdim=True"),
    "array.ne_": ("1", "0.5", "{a}"),
    "array.sub_": ("1", "0.5"),
    "array.div_": ("2", "2.0"),
    "array.view [torch]": _SHAPE,
    "array.reshape": (*_SHAPE, "(6, 1), order='F'"),
    "numpy.reshape": tuple(f"({text.strip('()')})" if "," in text else text for text in _SHAPE),
    "array.flatten [torch]": ("", "0, 1", "1", "start_dim=1", "start_dim=0, end_dim=-1"),
    "numpy.ravel": ("", "order='F'"),
    "array.squeeze [torch]": ("", "1", "dim=-1", "0"),
    "numpy.squeeze": ("", "axis=1", "axis=-1", "1"),
    "array.transpose [torch]": ("0, 1", "1, 0", "-1, -2"),
    "array.transpose": ("", "1, 0", "(1, 0)"),
    "numpy.transpose": ("", "(1, 0)", "axes=(0, 1)"),
    "numpy.swapaxes": ("0, 1", "1, 0"),
    "numpy.moveaxis": ("0, 1", "-1, 0"),
    "numpy.rollaxis": ("1", "1, 0"),
    "numpy.expand_dims": ("0", "1", "axis=-1", "(1, 2)"),
    "numpy.argmax": _AXIS, "numpy.argmin": _AXIS, "array.idxmax": ("", "axis=0", "axis=1"),
    "array.argmax [torch]": _DIM, "array.argmin [torch]": _DIM, "array.max [torch]": _DIM, "array.min [torch]": _DIM,
    "array.median [torch]": _DIM, "array.sort [torch]": ("", "dim=0", "dim=1", "descending=True"),
    "array.mean [torch]": _DIM, "array.sum [torch]": _DIM, "array.any [torch]": _DIM, "array.all [torch]": _DIM,
    "array.std [torch]": _DIM,
    "numpy.max": (*_AXIS, "axis=1, keepdims=True"), "numpy.min": (*_AXIS, "axis=1, keepdims=True"),
    "numpy.mean": (*_AXIS, "axis=1, keepdims=True"), "numpy.sum": (*_AXIS, "axis=1, keepdims=True"),
    "numpy.any": _AXIS, "numpy.all": _AXIS,
    "numpy.std": (*_AXIS, "axis=1, keepdims=True"),
    "array.sample": ("", "2", "n=3", "frac=0.5", "by='a'", "'a > 0'", "2, 'a'", "[0, 1]"),
    "array.repeat [torch]": ("2", "2, 1", "1, 2", "(2, 1)"),
    "numpy.repeat": ("2", "2, axis=0", "2, axis=1", "repeats=3"),
    "array.repeat_interleave [torch]": ("2", "2, dim=0", "2, dim=1", "repeats=3, dim=0"),
    "array.round [torch]": ("", "decimals=1"),
    "numpy.round": ("",),
    "array.clip [torch]": ("0, 1", "min=0", "max=1", "0.1, 0.9"),
    "array.clip": ("0, 1", "0.1, 0.9"),
    "numpy.clip": ("0, 1", "0.1, 0.9", "a_min=0, a_max=1"),
    "array.where [torch]": ("{a} > 0, {a}", "{a} > 0, torch.zeros(1)", "mask, ids"),
    "array.where": ("{a} > 0", "{a} > 0, 0", "", "1"),
    "array.unique [torch]": ("", "return_counts=True"),
    "array.div [torch]": ("2", "2.0", "{a} + 1"),
    "array.div": ("2", "2.0", "{a} + 1"),
    "array.size [torch]": ("", "0", "1", "-1"),
    "array.logit": ("", "eps=1e-6"),
    "numpy.asarray": ("", "'float32'", "dtype=np.int64", "dtype=bool", "np.float64"),
    "numpy.ascontiguousarray": ("", "dtype='float32'"),
    "numpy.array": ("", "'float32'", "dtype=np.int64", "dtype=int", "dtype=float", "dtype=bool"),
    "array.astype": ("", "'float32'", "np.int64", "int", "float", "bool", "dtype='int32'", "np.uint8"),
    "numpy.atleast_2d": ("",),
    "numpy.roll": ("1", "1, axis=0"), "numpy.delete": ("0", "1, axis=0", "0, axis=1"),
    "numpy.percentile": ("50", "0.5", "50, axis=1", "0.5, axis=0"), "array.mode": _DIM, "array.quantile": ("0.5",),
"array.cumsum": ("", "axis=0", "axis=1"), "array.diff": ("", "1"), "numpy.diff": ("", "axis=0"),
    "numpy.interp": ("[0, 1], [0, 2]",), "array.reset_index": ("", "drop=True"), "array.describe": ("", "'a'"),
    "array.greater": ("1", "0.5", "{a}"),
    "array.take": ("[0, 1]", "ids", "[0, 1], axis=0"), "array.transform": ("lambda v: v * 2",),
    "array.applymap": ("lambda v: v * 2", "lambda v: 1 if v > 1 else 0"),
    "numpy.take": ("[0, 1]", "ids", "[0, 1], axis=0", "[0, 1], axis=1", "indices=ids, axis=0"),
    "numpy.flip": ("", "axis=0", "1"),
    "numpy.tile": ("2", "(2, 1)"),
    "numpy.pad": ("1", "(0, 2)"),
    "numpy.zeros_like": ("", "dtype=int", "dtype='float32'"),
    "numpy.ones_like": ("", "dtype=int"),
    "numpy.full_like": ("1", "0.5", "2, dtype=float"),
    "numpy.append": ("{a}", "{a}, axis=0", "{a}, axis=1", "1", "[0, 1]"),
    "numpy.split": ("2", "[2, 4]", "2, axis=0", "2, axis=1", "[1], axis=1"),
    "numpy.vsplit": ("2", "[2, 4]"), "numpy.hsplit": ("2", "[1, 3]"),
    "numpy.equal": ("1", "{a}"), "numpy.logical_and": ("1", "{a}", "mask"),
    "numpy.isin": ("[0, 1]", "ids"), "numpy.in1d": ("[0, 1]", "ids"),
    "numpy.add": _OTHER, "numpy.subtract": _OTHER, "numpy.multiply": _OTHER, "numpy.divide": ("2", "0.5"),
    "numpy.floor_divide": ("2", "0.5"), "numpy.mod": ("2", "0.5"),
    "numpy.matmul": ("{a}.T", "{a}", "np.ones((4, 2))"), "numpy.dot": ("{a}.T", "{a}", "np.ones((4, 2))", "2"),
    "numpy.abs": ("", "2"), "array.abs": ("", "2", "1"), "numpy.cumsum": ("", "axis=0", "axis=1"),
    "numpy.unique": ("", "return_counts=True", "return_inverse=True", "axis=0"),
    "numpy.bincount": ("", "minlength=6"),
    "numpy.digitize": ("[0, 1, 2]", "bins=[0.5]", "np.array([0, 1, 2])"),
    "numpy.argsort": ("", "axis=1"),
    "array.item": ("", "0"),
    "numpy.random.choice": ("", "3", "size=(3, 2)", "5, replace=True"),
    "pandas.DataFrame": ("", "columns=['p', 'q', 'r', 's']"),
    "pandas.Series": ("", "dtype='float32'"),
    "pandas.merge": ("frame, on='a'",),
    "array.merge": ("", "frame, on='a'", "'a'", "['a']", "columns=['a']", "lambda t: t", "columns='a'"),
    "array.pop": ("'a'",),
    "pandas.cut": ("3", "3, labels=False", "[-5, 0, 5]", "[-5, 0, 5], labels=False", "2, labels=[0, 1]"),
    "pandas.qcut": ("2", "2, labels=False", "q=3, labels=False", "2, labels=[0, 1]"),
    "array.replace": ("{0: 1}", "0, 5", "[0, 1], [2, 3]", "{'a': 0}", "to_replace=0, value=-1", "'a', 'b'"),
    "array.apply": ("lambda v: v * 2", "lambda v: 1 if v > 1 else 0", "lambda v: 0", "'sum'", "'abs'"),
    "array.eq": ("", "1", "'a'", "{a}", "0, 1"),
    "array.isin": ("[0, 1]", "['a']"),
    "array.str.contains": ("", "'a'"),
    "array.str.get_dummies": ("", "'|'"),
    "array.add": _OTHER, "array.sub": ("1", "0.5", "{a}"), "array.mul": _OTHER,
}  # fmt: skip
_SIZES = ("", "6", "(6, 1)", "size=6", "size=(6, 4)")
# What is called with no subject: arguments by the first name of the row.
WITHOUT: dict[str, tuple[str, ...]] = {
    "numpy.zeros": ("6", "(6, 1)", "(6, 4), dtype=int", "shape=6", "(6,), 'float32'"),
    "numpy.ones": ("6", "(6, 1)", "(6, 4), dtype=int"),
    "numpy.full": ("6, 1", "(6, 1), 0.5", "(6, 4), 1, dtype=float", "6, 2.0"),
    "numpy.eye": ("4", "4, 3", "4, dtype=int", "N=3, M=5"), "numpy.identity": ("4", "4, dtype=int"),
    "numpy.arange": ("6", "2, 6", "0, 6, 2", "6.0", "0, 1, 0.1", "6, dtype='float32'", "start=0, stop=4"),
    "numpy.linspace": ("1, 2", "1, 3, 6", "1, 3, num=7", "1, 5, 5, endpoint=False"),
    "numpy.logspace": ("0, 1", "0, 1, 5"),
    "numpy.concatenate": ("[ids, flags]", "[reals, rows]", "[reals, rows], axis=1", "(column, column), axis=-1",
                          "[single, reals]", "[ids, mask]", "[rows, rows]"),
    "numpy.stack": ("[ids, flags]", "[ids, ids], axis=1", "[reals, rows], axis=-1", "[mask, mask]"),
    "numpy.vstack": ("[ids, flags]", "[reals, rows]", "(column, column)"),
    "numpy.hstack": ("[ids, flags]", "[reals, rows]", "(column, column)", "[mask, ids]"),
    "numpy.column_stack": ("[ids, flags]", "[reals, rows]", "(column, column)", "[ids, reals]"),
    "numpy.dstack": ("[ids, flags]", "[reals, rows]"),
    "numpy.where": ("ids > 1, 1, 0", "mask, ids, flags", "reals > 0, reals, 0", "reals > 0, 1.0, -1.0", "mask",
                    "mask, 'a', 'b'", "ids > 1, ids, 0.5"),
    "numpy.searchsorted": ("[0, 1, 2], ids", "np.array([0.5]), reals"),
    "numpy.random.default_rng": ("", "0"), "numpy.random.RandomState": ("0",), "numpy.random.seed": ("0",),
    "numpy.random.randint": ("4", "0, 4", "0, 4, 6", "2, size=(6, 1)", "0, 2, (6, 4)", "0, 4, 6, 'int32'",
                             "0, high=3, size=6"),
    "numpy.random.Generator.integers": ("4", "0, 4", "0, 4, 6", "2, size=(6, 1)", "0, 2, 6, endpoint=True",
                                        "0, 4, 6, 'int32'"),
    "numpy.random.rand": ("", "6", "6, 1", "6, 4"), "numpy.random.randn": ("", "6", "6, 1", "6, 4"),
    "numpy.random.random": _SIZES, "numpy.random.standard_normal": _SIZES,
    "numpy.random.normal": ("", "0, 1", "0, 1, 6", "size=(6, 1)", "0, 1, (6, 4)"),
    "numpy.random.uniform": ("", "0, 2", "0, 2, 6", "-1, 1, (6, 1)", "size=(6, 4)", "high=3, size=6"),
    "numpy.random.binomial": ("1, 0.5", "1, 0.5, 6", "5, 0.5, (6, 1)", "n=1, p=0.5, size=(6, 4)"),
    "numpy.random.multivariate_normal": ("", "[0, 0], [[1, 0], [0, 1]], 6", "size=6", "1, 1, 6", "2.0, size=(6, 1)"),
    "pandas.concat": ("[series, series]", "[frame, frame]", "[frame, frame], axis=1", "[series, truths]"),
    "sklearn.model_selection.KFold": ("n_splits=2",), "sklearn.model_selection.KFold.split": ("reals, flags, ids",),
    "sklearn.utils.shuffle": ("ids", "reals, ids", "ids, random_state=0"),
    "sklearn.utils.resample": ("ids", "reals, ids", "ids, n_samples=3"),
}  # fmt: skip
# Whole expressions, by name.
WHOLE: dict[str, tuple[str, ...]] = {
    "array.backward": ("torch.ones(1, requires_grad=True).sum().backward()",),
    "array.register_hook": ("torch.ones(1, requires_grad=True).register_hook(lambda gradient: None)",),
    "array.bmm": ("torch.ones(2, 6, 4).bmm(torch.ones(2, 4, 3))",), "array.mv": ("reals.mv(torch.ones(4))",),
    "array.coalesce": ("torch.ones(2).to_sparse().coalesce()",),
    "array.as_subclass": ("reals.as_subclass(torch.Tensor)",),
    "array.get": ("frame.get('a')", "frame.get(key='b')"),
    "array.retain_grad": ("torch.ones(1, requires_grad=True).retain_grad()",),
    "numpy.random.shuffle": ("np.random.shuffle(ids)",),
    "numpy.random.default_rng": ("np.random.default_rng(0).random(6)", "np.random.default_rng().integers(0, 4, 6)"),
    "numpy.random.RandomState": ("np.random.RandomState(0).rand(6, 4)", "np.random.RandomState(0).randint(0, 2, 6)"),
    "numpy.load": ("np.load(saved)",), "numpy.loadtxt": ("np.loadtxt(['1 2', '3 4'])",),
    "numpy.genfromtxt": ("np.genfromtxt(['1 2', '3 4'])",), "numpy.frombuffer": ("np.frombuffer(b'12345678')",),
    "numpy.fromfile": (), "numpy.memmap": (),
    "pandas.read_csv": ("pd.read_csv(io.StringIO('a,b'))",), "pandas.read_table": ("pd.read_table(io.StringIO('a'))",),
    "pandas.read_json": ("pd.read_json(io.StringIO('[1, 2]'), typ='series')",),
    "pandas.read_pickle": ("pd.read_pickle(pickled)",),
    "array.numpy": ("torch.arange(6).numpy()",), "array.set_index": ("frame.set_index('a')",),
    "array.assign": ("frame.assign(e=1)",), "array.melt": ("frame.melt()",),
    "array.select_dtypes": ("frame.select_dtypes('number')",), "array.join": ("frame.join(pd.DataFrame({'e': ids}))",),
    "array.query": ("frame.query('a > 0')",), "array.fillna": ("frame.fillna(0)", "series.fillna(0)"),
    "array.rename": ("frame.rename(columns={'a': 'e'})", "series.rename('e')"),
    "array.str.startswith": ("texts.str.startswith('a')",), "array.str.endswith": ("texts.str.endswith('a')",),
    "array.str.match": ("texts.str.match('a')",),
    **{
        f"sklearn.model_selection.StratifiedShuffleSplit{end}": (
            "sklearn.model_selection.StratifiedShuffleSplit(2, test_size=2).split(reals, flags)",
        )
        for end in ("", ".split")
    },
    "sklearn.cross_validation.train_test_split": (),
    "sklearn.model_selection.train_test_split": (
        "sklearn.model_selection.train_test_split(reals, ids, test_size=2)",
        "sklearn.model_selection.train_test_split(ids, random_state=0)",
        "sklearn.model_selection.train_test_split(single, rows, column, stratify=flags)",
    ),
    "array.map": ("series.map({0: 1, 1: 0, 2: 2, 3: 3})", "series.map({0: 'a', 1: 'b', 2: 'c', 3: 'd'})",
                  "texts.map({'a': 0, 'b': 1, 'c': 2})", "texts.map({'a': 0, 'b': 1, 'c': 1})",
                  "truths.map({True: 'yes', False: 'no'})", "texts.map(lambda v: 1 if v == 'a' else 0)",
                  "series.map(lambda v: v)", "frame.map(lambda v: 1 if v > 0 else 0)"),
    "array.groupby": ("frame.groupby('a').mean()",),
    "array.pivot": ("frame.pivot(columns='a', values='b')",),
    "array.pivot_table": ("frame.pivot_table(index='a', values='b')",),
    "array.cat.codes": ("texts.astype('category').cat.codes", "series.astype('category').cat.codes"),
    "array.codes": ("pd.Categorical(texts).codes", "pd.Categorical(ids).codes"),
    "array.todense": ("scipy.sparse.csr_matrix(reals).todense()",),
    "array.toarray": ("scipy.sparse.csr_matrix(reals).toarray()",),
    "array.asfptype": ("scipy.sparse.csr_matrix(reals).asfptype()",),
    "array.str.isdigit": ("texts.str.isdigit()",),
}  # fmt: skip
