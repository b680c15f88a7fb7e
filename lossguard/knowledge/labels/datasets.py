"""Rows of the data sets that ship with the frameworks: what their loaders return, and how the labels look."""

from __future__ import annotations

from lossguard.knowledge.rows import DataSet, Fields, LabelSpec, by
from lossguard.vocabulary import Encoding

_TRAIN_TEST = (("x", "y"), ("x", "y"))
_KERAS = "keras.io/api/datasets"
_DIGIT = LabelSpec(encoding=Encoding.INDEX, rank=1, classes=10, dtype="uint8", low=0, high=9)
_NEWS = "path=?, num_words=None, skip_top=0, maxlen=None, seed=113, start_char=1, oov_char=2, index_from=3, **kwargs"

KERAS: tuple[DataSet, ...] = (
    DataSet(
        names=("keras.datasets.mnist.load_data",),
        params="path='mnist.npz'",
        structure=_TRAIN_TEST,
        labels=_DIGIT,
        inputs_rank=3,
        checked="3.15",
        source=_KERAS + "/mnist",
    ),
    DataSet(
        names=("keras.datasets.fashion_mnist.load_data",),
        structure=_TRAIN_TEST,
        labels=_DIGIT,
        inputs_rank=3,
        checked="3.15",
        source=_KERAS + "/fashion_mnist",
    ),
    # the labels of CIFAR are a column, (n, 1), in every version
    DataSet(
        names=("keras.datasets.cifar10.load_data",),
        structure=_TRAIN_TEST,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=2, width=1, classes=10, dtype="uint8", low=0, high=9),
        inputs_rank=4,
        checked="3.15",
        source=_KERAS + "/cifar10",
    ),
    DataSet(
        names=("keras.datasets.cifar100.load_data",),
        params="label_mode='fine'",
        structure=_TRAIN_TEST,
        labels=by(
            "label_mode",
            {
                "fine": LabelSpec(encoding=Encoding.INDEX, rank=2, width=1, classes=100, dtype="int64", low=0, high=99),
                "coarse": LabelSpec(
                    encoding=Encoding.INDEX, rank=2, width=1, classes=20, dtype="int64", low=0, high=19
                ),
            },
        ),
        inputs_rank=4,
        checked="3.15",
        source=_KERAS + "/cifar100",
    ),
    DataSet(
        names=("keras.datasets.imdb.load_data",),
        params=_NEWS,
        structure=_TRAIN_TEST,
        labels=LabelSpec(encoding=Encoding.BINARY, rank=1, classes=2, dtype="int64", low=0, high=1),
        checked="3.15",
        source=_KERAS + "/imdb",
    ),
    DataSet(
        names=("keras.datasets.reuters.load_data",),
        params="path=?, num_words=None, skip_top=0, maxlen=None, test_split=0.2, seed=113, start_char=1, oov_char=2,"
        " index_from=3, **kwargs",
        structure=_TRAIN_TEST,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=46, dtype="int64", low=0, high=45),
        checked="3.15",
        source=_KERAS + "/reuters",
    ),
    DataSet(
        names=("keras.datasets.boston_housing.load_data",),
        params="path=?, test_split=0.2, seed=113",
        structure=_TRAIN_TEST,
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64", low=5.0, high=50.0),
        inputs_rank=2,
        checked="3.15",
        source=_KERAS + "/boston_housing",
    ),
    DataSet(
        names=("keras.datasets.california_housing.load_data",),
        params="version='large', path=?, test_split=0.2, seed=113",
        structure=_TRAIN_TEST,
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float32", low=14999.0, high=500001.0),
        inputs_rank=2,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS + "/california_housing",
    ),
)

_SPLIT = Fields((("images", "x"), ("labels", "y"), ("next_batch()", ("x", "y"))))

TENSORFLOW: tuple[DataSet, ...] = (
    DataSet(
        names=(
            "tensorflow.examples.tutorials.mnist.input_data.read_data_sets",
            "tensorflow.contrib.learn.datasets.mnist.read_data_sets",
        ),
        params="train_dir, fake_data=False, one_hot=False, dtype=?, reshape=True, validation_size=5000, seed=None,"
        " **kwargs",
        structure=Fields((("train", _SPLIT), ("validation", _SPLIT), ("test", _SPLIT))),
        labels=by(
            "one_hot",
            {
                False: _DIGIT,
                True: LabelSpec(
                    encoding=Encoding.ONE_HOT, rank=2, width=10, classes=10, dtype="float64", low=0, high=1
                ),
            },
        ),
        inputs_rank=by("reshape", {True: 2, False: 4}),
        checked="1.15",
        source="tensorflow 1.15, examples/tutorials/mnist/input_data.py",
    ),
)

_BUNCH = by("return_X_y", {False: Fields((("data", "x"), ("images", "images"), ("target", "y"))), True: ("x", "y")})
_TOY = "*, return_X_y=False, as_frame=False"
_SKLEARN = "scikit-learn.org/stable/api/sklearn.datasets.html"

SKLEARN: tuple[DataSet, ...] = (
    DataSet(
        names=("sklearn.datasets.load_iris", "sklearn.datasets.load_wine"),
        params=_TOY,
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=3, dtype="int64", low=0, high=2),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.load_digits",),
        params="*, n_class=10, return_X_y=False, as_frame=False",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes="n_class", dtype="int64", low=0),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.load_breast_cancer",),
        params=_TOY,
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.BINARY, rank=1, classes=2, dtype="int64", low=0, high=1),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.load_diabetes",),
        params="*, return_X_y=False, as_frame=False, scaled=True",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64", low=25.0, high=346.0),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.load_boston",),
        params="*, return_X_y=False",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64", low=5.0, high=50.0),
        inputs_rank=2,
        checked="1.0",
        source="scikit-learn 1.0, datasets (removed in 1.2)",
    ),
    DataSet(
        names=("sklearn.datasets.fetch_california_housing",),
        params="*, data_home=None, download_if_missing=True, return_X_y=False, as_frame=False, n_retries=3, delay=1.0",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64", low=0.14999, high=5.00001),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.fetch_covtype",),
        params="*, data_home=None, download_if_missing=True, random_state=None, shuffle=False, return_X_y=False,"
        " as_frame=False, n_retries=3, delay=1.0",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=7, dtype="int32", low=1, high=7),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.fetch_olivetti_faces",),
        params="*, data_home=None, shuffle=False, random_state=0, download_if_missing=True, return_X_y=False,"
        " n_retries=3, delay=1.0",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=40, dtype="int64", low=0, high=39),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.fetch_20newsgroups", "sklearn.datasets.fetch_20newsgroups_vectorized"),
        params="*, return_X_y=False, **kwargs",
        structure=_BUNCH,
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, dtype="int64", low=0),
        checked="1.9",
        source=_SKLEARN,
    ),
    # whatever data set was named: text labels often, numbers sometimes
    DataSet(
        names=("sklearn.datasets.fetch_openml", "sklearn.datasets.fetch_mldata"),
        params="*args, return_X_y=False, **kwargs",
        structure=_BUNCH,
        labels=LabelSpec(encoding=None, rank=1),
        checked="1.9",
        source=_SKLEARN,
    ),
)

MADE: tuple[DataSet, ...] = (
    DataSet(
        names=("sklearn.datasets.make_classification",),
        params="n_samples=100, n_features=20, *, n_informative=2, n_redundant=2, n_repeated=0, n_classes=2,"
        " n_clusters_per_class=2, weights=None, flip_y=0.01, class_sep=1.0, hypercube=True, shift=0.0, scale=1.0,"
        " shuffle=True, random_state=None, return_X_y=True",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes="n_classes", dtype="int64", low=0),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    # `centers` is a number, or an array of points; None: three
    DataSet(
        names=("sklearn.datasets.make_blobs",),
        params="n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=?, shuffle=True,"
        " random_state=None, return_centers=False",
        structure=by("return_centers", {False: ("x", "y"), True: ("x", "y", "other")}),
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes="centers", dtype="int64", low=0),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_gaussian_quantiles",),
        params="*, mean=None, cov=1.0, n_samples=100, n_features=2, n_classes=3, shuffle=True, random_state=None",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes="n_classes", dtype="int64", low=0),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_moons", "sklearn.datasets.make_circles"),
        params="n_samples=100, *, shuffle=True, noise=None, random_state=None, **kwargs",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.BINARY, rank=1, classes=2, dtype="int64", low=0, high=1),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_hastie_10_2",),
        params="n_samples=12000, *, random_state=None",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.SIGN, rank=1, classes=2, dtype="float64", low=-1, high=1),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_multilabel_classification",),
        params="n_samples=100, n_features=20, *, n_classes=5, n_labels=2, length=50, allow_unlabeled=True,"
        " sparse=False, return_indicator='dense', return_distributions=False, random_state=None",
        structure=("x", "y"),
        labels=LabelSpec(
            encoding=Encoding.MULTI_HOT, rank=2, width="classes", classes="n_classes", dtype="int64", low=0, high=1
        ),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_regression",),
        params="n_samples=100, n_features=100, *, n_informative=10, n_targets=1, bias=0.0, effective_rank=None,"
        " tail_strength=0.5, noise=0.0, shuffle=True, coef=False, random_state=None",
        structure=by("coef", {False: ("x", "y"), True: ("x", "y", "other")}),
        labels=by("n_targets", {1: LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64")}),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=(
            "sklearn.datasets.make_friedman1",
            "sklearn.datasets.make_friedman2",
            "sklearn.datasets.make_friedman3",
            "sklearn.datasets.make_sparse_uncorrelated",
        ),
        params="n_samples=100, *args, **kwargs",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64"),
        inputs_rank=2,
        checked="1.9",
        source=_SKLEARN,
    ),
    DataSet(
        names=("sklearn.datasets.make_s_curve", "sklearn.datasets.make_swiss_roll"),
        params="n_samples=100, *, noise=0.0, random_state=None, **kwargs",
        structure=("x", "y"),
        labels=LabelSpec(encoding=Encoding.REAL, rank=1, dtype="float64"),
        checked="1.9",
        source=_SKLEARN,
    ),
)

DATASETS: tuple[DataSet, ...] = (*KERAS, *TENSORFLOW, *SKLEARN, *MADE)
