"""Rows of what encodes labels: to_categorical, one_hot, get_dummies, scikit-learn's encoders and scalers."""

from __future__ import annotations

from lossguard.knowledge.rows import Encode, Encoder, LabelSpec
from lossguard.vocabulary import Encoding

_ROWS = LabelSpec(encoding=Encoding.ONE_HOT, width="classes", dtype="float32", low=0, high=1)
_ROWS_FLOAT64 = LabelSpec(encoding=Encoding.ONE_HOT, width="classes", dtype="float64", low=0, high=1)
_ROWS_BOOL = LabelSpec(encoding=Encoding.ONE_HOT, rank=2, width="classes", dtype="bool", low=0, high=1)
_ROWS_INT64 = LabelSpec(encoding=Encoding.ONE_HOT, rank=2, width="classes", dtype="int64", low=0, high=1)
_MULTI_HOT = LabelSpec(encoding=Encoding.MULTI_HOT, rank=2, width="classes", dtype="int64", low=0, high=1)
_COLUMN = LabelSpec(encoding=Encoding.BINARY, rank=2, width=1, classes=2, dtype="int64", low=0, high=1)
_SKLEARN = "scikit-learn.org/stable/api/sklearn.preprocessing.html"

TO_CATEGORICAL: tuple[Encode, ...] = (
    Encode(
        names=("keras.utils.to_categorical",),
        params="y, nb_classes=None",
        aliases=(("num_classes", "nb_classes"),),
        subject="y",
        depth="nb_classes",
        squeezes=True,
        result=_ROWS_FLOAT64,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, utils/np_utils.py",
    ),
    Encode(
        names=("keras.utils.to_categorical",),
        params="y, num_classes=None, dtype='float32'",
        aliases=(("nb_classes", "num_classes"),),
        subject="y",
        depth="num_classes",
        squeezes=True,
        result=_ROWS,
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, utils/np_utils.py",
    ),
    Encode(
        names=("keras.utils.to_categorical",),
        params="x, num_classes=None",
        aliases=(("y", "x"), ("nb_classes", "num_classes")),
        subject="x",
        depth="num_classes",
        squeezes=True,
        result=_ROWS_FLOAT64,
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/utils/python_utils",
    ),
)

# an axis is added whatever the shape: (n, 1) becomes (n, 1, C)
ONE_HOT: tuple[Encode, ...] = (
    Encode(
        names=("tensorflow.one_hot",),
        params="indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None",
        subject="indices",
        depth="depth",
        result=_ROWS,
        checked="2.21",
        source="tensorflow.org/api_docs/python/tf/one_hot",
    ),
    Encode(
        names=("keras.backend.one_hot",),
        params="indices, num_classes",
        aliases=(("nb_classes", "num_classes"),),
        subject="indices",
        depth="num_classes",
        result=_ROWS,
        checked="2.15",
        source="keras 2.15, backend.py",
    ),
    Encode(
        names=("keras.ops.one_hot", "keras.ops.nn.one_hot"),
        params="x, num_classes, axis=-1, dtype=None, sparse=False",
        subject="x",
        depth="num_classes",
        result=_ROWS,
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/ops/nn",
    ),
    Encode(
        names=("keras.ops.multi_hot",),
        params="inputs, num_classes=None, axis=-1, dtype=None, sparse=False",
        subject="inputs",
        depth="num_classes",
        adds_axis=False,
        result=LabelSpec(encoding=Encoding.MULTI_HOT, width="classes", dtype="float32", low=0, high=1),
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/ops/nn",
    ),
    Encode(
        names=("jax.nn.one_hot",),
        params="x, num_classes, *, dtype=None, axis=-1",
        subject="x",
        depth="num_classes",
        result=_ROWS,
        checked="0.7",
        source="docs.jax.dev/en/latest/_autosummary/jax.nn.one_hot.html",
    ),
)

FRAMES: tuple[Encode, ...] = (
    # bool since pandas 2.0, uint8 before
    Encode(
        names=("pandas.get_dummies",),
        params="data, prefix=None, prefix_sep='_', dummy_na=False, columns=None, sparse=False, drop_first=False,"
        " dtype=None",
        subject="data",
        result=_ROWS_BOOL,
        squeezes=True,
        column_only=True,
        checked="3.1",
        source="pandas.pydata.org/docs/reference/api/pandas.get_dummies.html",
    ),
    # two classes give one column, (n, 1)
    Encode(
        names=("sklearn.preprocessing.label_binarize",),
        params="y, *, classes, neg_label=0, pos_label=1, sparse_output=False",
        subject="y",
        depth="classes",
        squeezes=True,
        result=_ROWS_INT64,
        binary_result=_COLUMN,
        checked="1.9",
        source=_SKLEARN,
    ),
)

LABEL_ENCODERS: tuple[Encoder, ...] = (
    Encoder(
        names=("sklearn.preprocessing.LabelEncoder",),
        result=LabelSpec(encoding=Encoding.INDEX, rank=1, dtype="int64", low=0),
        counts=("classes_",),
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.LabelBinarizer",),
        params="*, neg_label=0, pos_label=1, sparse_output=False",
        result=_ROWS_INT64,
        binary_result=_COLUMN,
        changed_by=(
            (
                "neg_label",
                -1,
                LabelSpec(encoding=Encoding.SIGN, rank=2, width="classes", dtype="int64", low=-1, high=1),
            ),
        ),
        counts=("classes_",),
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.MultiLabelBinarizer",),
        params="*, classes=None, sparse_output=False",
        result=_MULTI_HOT,
        counts=("classes_",),
        checked="1.9",
        source=_SKLEARN,
    ),
    # a sparse matrix unless asked otherwise; `drop` takes columns away, so the width is not that of the classes
    Encoder(
        names=("sklearn.preprocessing.OneHotEncoder",),
        params="*, categories='auto', drop=None, sparse_output=True, dtype=?, handle_unknown='error',"
        " min_frequency=None, max_categories=None, feature_name_combiner=?",
        aliases=(("sparse", "sparse_output"),),
        result=LabelSpec(encoding=Encoding.ONE_HOT, rank=2, width="classes", dtype="float64", low=0, high=1),
        changed_by=(
            ("drop", "first", LabelSpec(encoding=None, rank=2, dtype="float64", low=0, high=1)),
            ("drop", "if_binary", LabelSpec(encoding=None, rank=2, dtype="float64", low=0, high=1)),
        ),
        sparse_param="sparse_output",
        counts=("categories_",),
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.OrdinalEncoder",),
        params="*, categories='auto', dtype=?, handle_unknown='error', unknown_value=None, **kwargs",
        result=LabelSpec(encoding=Encoding.INDEX, rank=2, width=1, dtype="float64", low=0),
        counts=("categories_",),
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.KBinsDiscretizer",),
        params="n_bins=5, *, encode='onehot', strategy='quantile', **kwargs",
        result=LabelSpec(
            encoding=Encoding.ONE_HOT, rank=2, width="classes", classes="n_bins", dtype="float64", low=0, high=1
        ),
        changed_by=(
            ("encode", "ordinal", LabelSpec(encoding=Encoding.INDEX, rank=2, classes="n_bins", dtype="float64", low=0)),
        ),
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.Binarizer",),
        params="*, threshold=0.0, copy=True",
        result=LabelSpec(encoding=Encoding.BINARY, dtype="float64", low=0, high=1),
        checked="1.9",
        source=_SKLEARN,
    ),
)

# the encoding is lost, the shape is kept
SCALERS: tuple[Encoder, ...] = (
    Encoder(
        names=("sklearn.preprocessing.StandardScaler",),
        params="*, copy=True, with_mean=True, with_std=True",
        result=LabelSpec(encoding=Encoding.REAL, rank=2, dtype="float64"),
        scales="standardise",
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=(
            "sklearn.preprocessing.RobustScaler",
            "sklearn.preprocessing.PowerTransformer",
            "sklearn.preprocessing.QuantileTransformer",
            "sklearn.preprocessing.MaxAbsScaler",
            "sklearn.preprocessing.Normalizer",
        ),
        params="*args, **kwargs",
        result=LabelSpec(encoding=Encoding.REAL, rank=2, dtype="float64"),
        scales="standardise",
        checked="1.9",
        source=_SKLEARN,
    ),
    Encoder(
        names=("sklearn.preprocessing.MinMaxScaler",),
        params="feature_range=(0, 1), *, copy=True, clip=False",
        result=LabelSpec(encoding=Encoding.REAL, rank=2, dtype="float64", low=0, high=1),
        scales="min-max",
        checked="1.9",
        source=_SKLEARN,
    ),
)

ENCODES: tuple[Encode, ...] = (*TO_CATEGORICAL, *ONE_HOT, *FRAMES)
ENCODERS: tuple[Encoder, ...] = (*LABEL_ENCODERS, *SCALERS)
