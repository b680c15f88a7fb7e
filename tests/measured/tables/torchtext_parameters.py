"""Parameters of the fields, data sets and iterators of torchtext 0.8, the last version that has them so."""

from __future__ import annotations

from tests.measured.cases import PARAMETERS, Case, Table

START = """\
import inspect

import torchtext
import torchtext.data
import torchtext.datasets


def names(of):
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    found = inspect.signature(of).parameters.values()
    return [stars.get(each.kind, "") + each.name for each in found if each.name not in ("self", "cls")]


"""
NAMES = (
    "data.LabelField", "datasets.IMDB.splits", "datasets.TREC.splits", "datasets.SST.splits", "data.TabularDataset",
    "data.TabularDataset.splits", "data.BucketIterator", "data.BucketIterator.splits",
)  # fmt: skip
TABLE = Table(
    name="torchtext_parameters",
    needs=("torchtext",),
    start=START,
    uses={},
    versions="torchtext<0.9",
    cases=tuple(Case(f"Call torchtext.{name}", f"names(torchtext.{name})", part=PARAMETERS) for name in NAMES),
)
