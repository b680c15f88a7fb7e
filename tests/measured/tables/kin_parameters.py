"""Parameters of what loads data, launches and trains in packages around PyTorch: of these rows names alone matter."""

from __future__ import annotations

from tests.measured.cases import PARAMETERS, Case, Table

START = """\
import inspect

import accelerate
import albumentations
import datasets
import evaluate
import lightning
import torch
import torch.multiprocessing
import torchvision
import transformers
from fastai.tabular import all as tabular
from fastai.text import all as text
from fastai.vision import all as vision


def names(of):
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    found = inspect.signature(of).parameters.values()
    return [stars.get(each.kind, "") + each.name for each in found if each.name not in ("self", "cls")]


"""
# By the row: where the package has it.
FASTAI = {
    "vision_learner": "vision", "unet_learner": "vision", "tabular_learner": "tabular",
    "text_classifier_learner": "text", "ImageDataLoaders.from_folder": "vision",
    "ImageDataLoaders.from_path_func": "vision", "ImageDataLoaders.from_path_re": "vision",
    "ImageDataLoaders.from_df": "vision", "ImageDataLoaders.from_csv": "vision",
    "ImageDataLoaders.from_lists": "vision", "SegmentationDataLoaders.from_label_func": "vision",
    "TabularDataLoaders.from_df": "tabular", "TabularDataLoaders.from_csv": "tabular", "TabularPandas": "tabular",
    "DataBlock": "vision", "DataLoaders": "vision", "DataLoader": "vision", "DataLoaders.from_dsets": "vision",
}  # fmt: skip
BLOCKS = ("CategoryBlock", "MultiCategoryBlock", "RegressionBlock", "MaskBlock")
NAMES = (
    "torch.multiprocessing.spawn", "accelerate.notebook_launcher",
    "torch.nn.parallel.data_parallel", "torch.distributions.Categorical", "torch.utils.data.default_collate",
    "torch.quantization.prepare", "torchvision.transforms.functional.pil_to_tensor", "datasets.load_dataset",
    "datasets.Dataset.from_dict", "datasets.concatenate_datasets", "transformers.default_data_collator",
    "evaluate.load", "lightning.LightningDataModule.from_datasets",
)  # fmt: skip
TABLE = Table(
    name="kin_parameters",
    needs=(
        "torch", "torchvision", "fastai", "accelerate", "lightning", "datasets", "evaluate", "transformers",
        "albumentations",
    ),
    start=START,
    uses={},
    cases=(
        *(Case(f"Call fastai.{name}", f"names({where}.{name})", part=PARAMETERS) for name, where in FASTAI.items()),
        *(Case(f"DataSet fastai.{name}", f"names(vision.{name})", part=PARAMETERS) for name in BLOCKS),
        *(Case(f"Call {name}", f"names({name})", part=PARAMETERS) for name in NAMES),
    ),
)  # fmt: skip
