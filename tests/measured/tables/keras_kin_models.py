"""The models of segmentation_models: the head that a number of classes and an activation make."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import os

os.environ["SM_FRAMEWORK"] = "tf.keras"
import numpy as np
import segmentation_models as sm
from tensorflow import keras

images = np.random.rand(2, 64, 64, 3).astype("float32")
"""
ALL = ("rank", "width", "space")
ROW = "Application segmentation_models."
TABLE = Table(
    name="keras_kin_models",
    needs=("tensorflow", "segmentation_models"),
    start=START,
    uses={HEAD: "net = {}\nnet.compile('sgd', 'mse')"},
    computes={HEAD: "({})(images)"},
    cases=(
        Case(f"{ROW}Unet", "sm.Unet('resnet18', classes=7, activation='softmax', encoder_weights=None)", (), HEAD, ALL),
        Case(f"{ROW}Unet", "sm.Unet('resnet18', encoder_weights=None)", (), HEAD, ALL),
        Case(f"{ROW}FPN", "sm.FPN('resnet18', classes=7, encoder_weights=None)", (), HEAD, ALL),
        Case(f"{ROW}FPN", "sm.FPN('resnet18', encoder_weights=None)", (), HEAD, ALL),
    ),
)  # fmt: skip
