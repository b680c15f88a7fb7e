"""Calls of arrays that lossguard is known to read otherwise than packages compute them, and names that are not run."""

from __future__ import annotations

_ONE_ROW = "taken for the prediction of one sample, whose place is its class"
_SIZE_ONE = "an axis that a program takes away is taken for one of size 1"
_TEXT = "texts are no truth values: what comes out is of no use as labels"
_NAMES = "of a table the names of the columns, which are no labels"
# By the framework of the program: each expression with the reason.
DIFFERS: dict[str, dict[str, str]] = {
    "keras": {
        **dict.fromkeys(("np.argmax(probs)", "probs.argmax()", "np.argmin(probs)", "probs.argmin()"), _ONE_ROW),
        **dict.fromkeys(("np.squeeze(frame, axis=1)", "np.squeeze(frame, 1)"), _SIZE_ONE),
        **dict.fromkeys(("frame.squeeze(axis=1)", "frame.squeeze(1)"), _SIZE_ONE),
        **{f"np.logical_{name}(texts, {other})": _TEXT for name in ("and", "or") for other in ("1", "texts", "mask")},
        "np.logical_not(texts)": _TEXT,
        "pd.Series(texts, dtype='float32')": _TEXT,  # pandas 2 leaves them as they are, 3 refuses
        "pd.factorize(frame)": _NAMES,
        **dict.fromkeys(("pd.Categorical(frame)", "pd.CategoricalIndex(frame)"), _NAMES),
    },
    "torch": {},
}
_GONE = "gone from the package"
_FILE = "reads a file of a kind for which more packages are needed"
_DEVICE = "needs a device"
NOT_RUN: dict[str, str] = {
    **dict.fromkeys(("numpy.asfarray", "numpy.in1d", "array.ptp", "array.applymap", "numpy.row_stack"), _GONE),
    **dict.fromkeys(("array.cuda", "array.xpu", "array.pin_memory"), _DEVICE),
    **dict.fromkeys(("numpy.fromfile", "numpy.memmap", "pandas.read_excel", "pandas.read_parquet"), _FILE),
    **dict.fromkeys(("pandas.read_feather", "pandas.read_hdf", "pandas.read_sql", "pandas.read_html"), _FILE),
    **dict.fromkeys(("array.compute", "array.persist", "array.set_shape"), "of tables and tensors of other packages"),
    "sklearn.cross_validation.train_test_split": _GONE,
}
