"""What scikit-learn lost: measured with an older version (1.1)."""

from __future__ import annotations

from tests.measured.cases import LABELS, Case, Table

START = """\
from sklearn.datasets import load_boston
from sklearn.linear_model import LinearRegression

x = load_boston().data
"""
TABLE = Table(
    name="sklearn_old",
    needs=("sklearn", "numpy"),
    start=START,
    versions="sklearn<1.2",
    uses={LABELS: "LinearRegression().fit(x, {})"},
    cases=(
        Case("DataSet sklearn.datasets.load_boston", "load_boston().target", tells=("rank", "dtype", "encoding")),
        Case("DataSet sklearn.datasets.load_boston", "y", before=("_, y = load_boston(return_X_y=True)",)),
    ),
)
