"""Rows of torchtext before 0.12 (torchtext.legacy since 0.9): fields, sets and iterators; see `data.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TEXT = "torchtext 0.8 documentation, torchtext.data"

TEXTS: tuple[Call, ...] = (
    Call(
        names=("torchtext.data.LabelField",),
        params="dtype=None, *rest, **kwargs",
        effect="text_field",
        options=(("label", True),),
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=(
            "torchtext.data.Field",
            "torchtext.data.NestedField",
            "torchtext.data.RawField",
        ),
        params="*rest, **kwargs",
        effect="text_field",
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=("torchtext.datasets.IMDB.splits",),
        params="text_field, label_field, root=?, train=?, test=?, **kwargs",
        effect="text_set",
        options=(
            ("classes", 2),
            ("parts", 2),
        ),
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=("torchtext.datasets.TREC.splits",),
        params="text_field, label_field, root=?, train=?, test=?, *, fine_grained=False, **kwargs",
        effect="text_set",
        options=(
            ("classes", 6),
            ("fine_classes", 50),
            ("parts", 2),
        ),
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=("torchtext.datasets.SST.splits",),
        params="text_field, label_field, root=?, train=?, validation=?, test=?, train_subtrees=False, *,"
        " fine_grained=False, **kwargs",
        effect="text_set",
        options=(
            ("classes", 3),
            ("fine_classes", 5),
            ("parts", 3),
        ),
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=("torchtext.data.TabularDataset.splits",),
        params="path=None, root=?, train=None, validation=None, test=None, *, fields=None, **kwargs",
        effect="text_set",
        options=(("parts", 0),),
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=("torchtext.data.TabularDataset",),
        params="path, format, fields, skip_header=False, **kwargs",
        effect="text_set",
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=(
            "torchtext.data.BucketIterator.splits",
            "torchtext.data.Iterator.splits",
        ),
        params="datasets, batch_sizes=None, **kwargs",
        effect="text_batches",
        checked="0.8",
        source=_TEXT,
    ),
    Call(
        names=(
            "torchtext.data.BucketIterator",
            "torchtext.data.Iterator",
        ),
        params="dataset, batch_size, **kwargs",
        effect="text_batches",
        checked="0.8",
        source=_TEXT,
    ),
)
