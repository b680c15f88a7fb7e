"""fastai's blocks and loaders: how the targets look that they make. `data.py` explains the effects.

A block stands for the loader whose targets it makes: `dls.c` counts its classes.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call, DataSet, Fields, LabelSpec, by
from lossguard.vocabulary import Encoding

_BLOCKS = "fastai 2.8.12, data/block.py, vision/data.py"
_COUNTS = ("c", "vocab")
_PARTS = Fields((("train", "pairs"), ("valid", "pairs"), ("train_ds", "pairs"), ("valid_ds", "pairs")))
_ROWS = LabelSpec(encoding=Encoding.MULTI_HOT, rank=2, width="classes", dtype="float32", low=0, high=1)

BLOCKS: tuple[DataSet, ...] = (
    DataSet(
        names=("fastai.CategoryBlock",),
        params="vocab=None, sort=True, add_na=False",
        structure="pairs",
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, dtype="int64", low=0),
        counts=_COUNTS,
        members=_PARTS,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    DataSet(
        names=("fastai.MultiCategoryBlock",),
        params="encoded=False, vocab=None, add_na=False",
        structure="pairs",
        labels=by("encoded", {False: _ROWS, True: _ROWS}),
        counts=_COUNTS,
        members=_PARTS,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    DataSet(
        names=("fastai.RegressionBlock",),
        params="n_out=None",
        structure="pairs",
        labels=LabelSpec(encoding=Encoding.REAL, dtype="float32"),
        counts=_COUNTS,
        members=_PARTS,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    DataSet(
        names=("fastai.MaskBlock",),
        params="codes=None",
        structure="pairs",
        labels=LabelSpec(encoding=Encoding.INDEX, rank=3, dtype="int64", low=0),
        counts=_COUNTS,
        members=_PARTS,
        checked="2.8.12",
        source=_BLOCKS,
    ),
)

_CATEGORY = (("block", "fastai.CategoryBlock"),)
_IMAGES = "path, fnames, label_func, valid_pct=0.2, seed=None, **kwargs"
_BY_TABLE = (("block", "fastai.CategoryBlock"), ("several", "fastai.MultiCategoryBlock"))

LOADERS: tuple[Call, ...] = (
    Call(
        names=(
            "fastai.ImageDataLoaders.from_folder",
            "fastai.ImageDataBunch.from_folder",
            "fastai.TextDataLoaders.from_folder",
        ),
        params="path, train='train', valid='valid', valid_pct=None, seed=None, vocab=None, **kwargs",
        effect="fastai_loaders",
        options=_CATEGORY,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=(
            "fastai.ImageDataLoaders.from_path_func",
            "fastai.ImageDataLoaders.from_name_func",
            "fastai.ImageDataBunch.from_name_func",
        ),
        params=_IMAGES,
        effect="fastai_loaders",
        options=_CATEGORY,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=(
            "fastai.ImageDataLoaders.from_path_re",
            "fastai.ImageDataLoaders.from_name_re",
            "fastai.ImageDataBunch.from_name_re",
        ),
        params="path, fnames, pat, **kwargs",
        effect="fastai_loaders",
        options=_CATEGORY,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    # Several label columns, or a delimiter between labels in one: several labels a sample.
    Call(
        names=(
            "fastai.ImageDataLoaders.from_df",
            "fastai.TextDataLoaders.from_df",
        ),
        params="df, path='.', valid_pct=0.2, seed=None, **kwargs",
        effect="fastai_loaders",
        options=_BY_TABLE,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=(
            "fastai.ImageDataLoaders.from_csv",
            "fastai.TextDataLoaders.from_csv",
        ),
        params="path, csv_fname='labels.csv', header='infer', delimiter=None, quoting=?, **kwargs",
        effect="fastai_loaders",
        options=_BY_TABLE,
        checked="2.8.12",
        source=_BLOCKS,
    ),
    # Without `y_block` the labels themselves decide.
    Call(
        names=("fastai.ImageDataLoaders.from_lists",),
        params="path, fnames, labels, valid_pct=0.2, seed=None, y_block=None, **kwargs",
        effect="fastai_loaders",
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=("fastai.SegmentationDataLoaders.from_label_func",),
        params=_IMAGES,
        effect="fastai_loaders",
        options=(("block", "fastai.MaskBlock"),),
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=("fastai.TabularDataLoaders.from_df",),
        params="df, path='.', procs=None, cat_names=None, cont_names=None, y_names=None, y_block=None, valid_idx=None,"
        " **kwargs",
        effect="fastai_loaders",
        checked="2.8.12",
        source="fastai 2.8.12, tabular/data.py",
    ),
    Call(
        names=("fastai.TabularDataLoaders.from_csv",),
        params="csv, skipinitialspace=True, **kwargs",
        effect="fastai_loaders",
        checked="2.8.12",
        source="fastai 2.8.12, tabular/data.py",
    ),
    Call(
        names=("fastai.TabularPandas",),
        params="df, procs=None, cat_names=None, cont_names=None, y_names=None, y_block=None, splits=None, **kwargs",
        effect="fastai_loaders",
        checked="2.8.12",
        source="fastai 2.8.12, tabular/core.py",
    ),
    # The last block makes the targets.
    Call(
        names=("fastai.DataBlock",),
        params="blocks=None, dl_type=None, getters=None, n_inp=None, item_tfms=None, batch_tfms=None, **kwargs",
        effect="fastai_loaders",
        options=(("blocks", "blocks"),),
        checked="2.8.12",
        source=_BLOCKS,
    ),
    Call(
        names=("fastai.DataLoaders",),
        params="*loaders, path='.', device=None",
        effect="fastai_data_loaders",
        checked="2.8.12",
        source="fastai 2.8.12, data/core.py",
    ),
    Call(
        names=("fastai.DataLoader",),
        params="dataset=None, bs=None, num_workers=0, pin_memory=False, timeout=0, batch_size=None, **kwargs",
        effect="loader",
        options=(("subject", "dataset"),),
        checked="2.8.12",
        source="fastai 2.8.12, data/load.py",
    ),
    Call(
        names=("fastai.DataLoaders.from_dsets",),
        params="*datasets, path='.', bs=64, device=None, dl_type=?, **kwargs",
        effect="fastai_data_loaders",
        checked="2.8.12",
        source="fastai 2.8.12, data/core.py",
    ),
)
