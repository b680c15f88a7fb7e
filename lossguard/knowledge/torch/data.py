"""Where PyTorch programs get labels from: known sets, loaders, one-hot rows; and the effects of the loaders.

A set is told as if it were batched, as in labels/arrays.py: an element (image, 3) of a set is the pair of x and class
indices (n,) of int64 (what the default collation makes of Python's integers; of Python's floats float64).

- loader: batches of `subject`, a set, with the same pairs; with a function in `collate` what that gives for a list of
  elements.
- split_batches: a list of sets with the elements of `subject`, as many as the list in `parts` has items.
- joined_batches: the elements of all sets in the list `sets`, one set after the other.
- later: the function named in the constant `of`, with the arguments of the constructor, to be called on an image.
  chained: what the list of transforms in `steps` makes of `subject`, one after the other. augmented: a dictionary of
  the arrays that are passed by keyword, masks and labels with the values that they had.
- same_image: `subject` in another size. to_tensor: (C, H, W), bytes as floats divided by 255. to_bytes: (C, H, W).
  normalized: real numbers, (x - mean) / std. same_object: the function in `subject` itself.
- hub_load: a known set by its name and configuration; `sets` lists (set, configuration, column, classes, rank of a
  batch of it). hub_columns: a set of the dictionary in `mapping`. hub_splits, hub_joined: sets put together.
- hub_collator: a function that puts samples together as hub_collate does: `label` is then called `labels`.
- instance: an object whose methods are rows. tokens: a dictionary of token ids, with `labels` where target texts are
  given. counted: the score of sklearn that `metrics` names for the name in `name`, to be computed later.
- text_field: a field, with `label` one of class numbers in the type `dtype`. text_set: `parts` sets (0: not told) of
  the fields given, of known sets with `classes` of them (`fine_classes`, where fine-grained). text_batches: batches
  with a field under each name.
- fastai_loaders: batches whose targets a block makes: the one in `y_block`, the last one in the list `blocks`, or
  `block` (`several`, where a sample has several labels). fastai_data_loaders: what the first argument yields.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call, DataSet, Encode, LabelSpec
from lossguard.knowledge.torch import data_fastai, data_folders, data_hub, data_images, data_text, transforms
from lossguard.vocabulary import Encoding

_TORCH = "pytorch.org/docs, torch.utils.data"

DATASETS: tuple[DataSet, ...] = (*data_images.IMAGES, *data_folders.FOLDERS, *data_fastai.BLOCKS)

# int64 rows: CrossEntropyLoss, BCELoss and BCEWithLogitsLoss refuse them as they are. Without a class count each batch
# is as wide as its largest label asks for.
ENCODES: tuple[Encode, ...] = (
    Encode(
        names=("torch.nn.functional.one_hot",),
        params="tensor, num_classes=?",
        subject="tensor",
        depth="num_classes",
        result=LabelSpec(encoding=Encoding.ONE_HOT, width="classes", dtype="int64", low=0, high=1),
        checked="2.13",
        source=_TORCH,
    ),
)

LOADERS: tuple[Call, ...] = (
    *data_fastai.LOADERS,
    *transforms.TRANSFORMS,
    *data_hub.SETS,
    *data_text.TEXTS,
    *data_hub.SCORES,
    Call(
        names=(
            "torch.utils.data.DataLoader",
            "monai.data.DataLoader",
            "monai.data.ThreadDataLoader",
        ),
        params="dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0,"
        " collate_fn=None, pin_memory=False, drop_last=False, **kwargs",
        effect="loader",
        options=(
            ("subject", "dataset"),
            ("collate", "collate_fn"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.data.TensorDataset",),
        params="*tensors",
        effect="slices",
        options=(("subject", "tensors"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.data.random_split",),
        params="dataset, lengths, generator=?",
        effect="split_batches",
        options=(
            ("subject", "dataset"),
            ("parts", "lengths"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    # Loaders around a loader, which put its batches on devices.
    Call(
        names=(
            "torch_xla.distributed.parallel_loader.MpDeviceLoader",
            "torch_xla.distributed.parallel_loader.ParallelLoader",
        ),
        params="loader, *args, **kwargs",
        effect="same_batches",
        options=(("subject", "loader"),),
        checked="2.5",
        source="pytorch.org/xla, torch_xla.distributed.parallel_loader",
    ),
    Call(
        names=("torch.utils.data.Subset",),
        params="dataset, indices",
        effect="same_batches",
        options=(("subject", "dataset"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.utils.data.ConcatDataset",
            "torch.utils.data.ChainDataset",
        ),
        params="datasets",
        effect="joined_batches",
        options=(("sets", "datasets"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.data.StackDataset",),
        params="*args, **kwargs",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.utils.data.RandomSampler",
            "torch.utils.data.SequentialSampler",
            "torch.utils.data.SubsetRandomSampler",
            "torch.utils.data.WeightedRandomSampler",
            "torch.utils.data.BatchSampler",
            "torch.utils.data.DistributedSampler",
            "torch.utils.data.Sampler",
        ),
        params="*args, **kwargs",
        effect="nothing",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.data.default_collate",),
        params="batch",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("lightning.LightningDataModule.from_datasets",),
        params="train_dataset=None, val_dataset=None, test_dataset=None, *args, **kwargs",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
)
