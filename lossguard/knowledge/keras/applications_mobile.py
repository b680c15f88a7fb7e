"""Rows of the newer builders of keras.applications: MobileNet to ConvNeXt; `applications.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Application

_BUILDER = (
    "include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, **kwargs"
)
_BUILDER_TOP = (
    "include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000,"
    " classifier_activation='softmax', **kwargs"
)
_MOBILE = (
    "input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, weights='imagenet',"
    " input_tensor=None, pooling=None, classes=1000, **kwargs"
)
_MOBILE_TOP = (
    "input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, weights='imagenet',"
    " input_tensor=None, pooling=None, classes=1000, classifier_activation='softmax', **kwargs"
)
_MOBILE_V2 = (
    "input_shape=None, alpha=1.0, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000,"
    " **kwargs"
)
_MOBILE_V2_TOP = (
    "input_shape=None, alpha=1.0, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000,"
    " classifier_activation='softmax', **kwargs"
)
_MOBILE_V3 = (
    "input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights='imagenet', input_tensor=None,"
    " classes=1000, pooling=None, dropout_rate=0.2, classifier_activation='softmax', include_preprocessing=True,"
    " **kwargs"
)
# the name of the model came first before Keras 3
_CONVNEXT_2 = (
    "model_name=?, include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None,"
    " input_shape=None, pooling=None, classes=1000, classifier_activation='softmax'"
)
_CONVNEXT = (
    "include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, input_shape=None,"
    " pooling=None, classes=1000, classifier_activation='softmax', **kwargs"
)
_RESNET_RS = (
    "include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, pooling=None,"
    " classifier_activation='softmax', include_preprocessing=True"
)
_KERAS = "keras.io/api/applications"
_OLD = "keras 2.3.1 with keras_applications 1.0.8"

MOBILE: tuple[Application, ...] = (
    Application(
        names=("keras.applications.MobileNet", "keras.applications.mobilenet.MobileNet"),
        params=_MOBILE,
        features=1024,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.MobileNet", "keras.applications.mobilenet.MobileNet"),
        params=_MOBILE_TOP,
        activation="classifier_activation",
        features=1024,
        versions="keras>=3; tf>=2.2",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.MobileNetV2", "keras.applications.mobilenet_v2.MobileNetV2"),
        params=_MOBILE_V2,
        features=1280,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.MobileNetV2", "keras.applications.mobilenet_v2.MobileNetV2"),
        params=_MOBILE_V2_TOP,
        activation="classifier_activation",
        features=1280,
        versions="keras>=3; tf>=2.2",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.MobileNetV3Small", "keras.applications.mobilenet_v3.MobileNetV3Small"),
        params=_MOBILE_V3,
        activation="classifier_activation",
        features=576,
        versions="keras>=3; tf>=2.4",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.MobileNetV3Large", "keras.applications.mobilenet_v3.MobileNetV3Large"),
        params=_MOBILE_V3,
        activation="classifier_activation",
        features=960,
        versions="keras>=3; tf>=2.4",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=(
            "keras.applications.EfficientNetB0",
            "keras.applications.efficientnet.EfficientNetB0",
            "keras.applications.EfficientNetB1",
            "keras.applications.efficientnet.EfficientNetB1",
        ),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1280,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB2", "keras.applications.efficientnet.EfficientNetB2"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1408,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB3", "keras.applications.efficientnet.EfficientNetB3"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1536,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB4", "keras.applications.efficientnet.EfficientNetB4"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1792,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB5", "keras.applications.efficientnet.EfficientNetB5"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=2048,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB6", "keras.applications.efficientnet.EfficientNetB6"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=2304,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetB7", "keras.applications.efficientnet.EfficientNetB7"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=2560,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=(
            "keras.applications.EfficientNetV2B0",
            "keras.applications.efficientnet_v2.EfficientNetV2B0",
            "keras.applications.EfficientNetV2B1",
            "keras.applications.efficientnet_v2.EfficientNetV2B1",
            "keras.applications.EfficientNetV2S",
            "keras.applications.efficientnet_v2.EfficientNetV2S",
            "keras.applications.EfficientNetV2M",
            "keras.applications.efficientnet_v2.EfficientNetV2M",
            "keras.applications.EfficientNetV2L",
            "keras.applications.efficientnet_v2.EfficientNetV2L",
        ),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1280,
        versions="keras>=3; tf>=2.8",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetV2B2", "keras.applications.efficientnet_v2.EfficientNetV2B2"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1408,
        versions="keras>=3; tf>=2.8",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.EfficientNetV2B3", "keras.applications.efficientnet_v2.EfficientNetV2B3"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1536,
        versions="keras>=3; tf>=2.8",
        checked="3.15",
        source=_KERAS,
    ),
)

LATER: tuple[Application, ...] = (
    Application(
        names=(
            "keras.applications.ConvNeXtTiny",
            "keras.applications.convnext.ConvNeXtTiny",
            "keras.applications.ConvNeXtSmall",
            "keras.applications.convnext.ConvNeXtSmall",
        ),
        params=_CONVNEXT_2,
        activation="classifier_activation",
        features=768,
        versions="tf>=2.10",
        checked="2.15",
        source="keras 2.15, applications/convnext.py",
    ),
    Application(
        names=(
            "keras.applications.ConvNeXtTiny",
            "keras.applications.convnext.ConvNeXtTiny",
            "keras.applications.ConvNeXtSmall",
            "keras.applications.convnext.ConvNeXtSmall",
        ),
        params=_CONVNEXT,
        activation="classifier_activation",
        features=768,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.ConvNeXtBase", "keras.applications.convnext.ConvNeXtBase"),
        params=_CONVNEXT_2,
        activation="classifier_activation",
        features=1024,
        versions="tf>=2.10",
        checked="2.15",
        source="keras 2.15, applications/convnext.py",
    ),
    Application(
        names=("keras.applications.ConvNeXtBase", "keras.applications.convnext.ConvNeXtBase"),
        params=_CONVNEXT,
        activation="classifier_activation",
        features=1024,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.ConvNeXtLarge", "keras.applications.convnext.ConvNeXtLarge"),
        params=_CONVNEXT_2,
        activation="classifier_activation",
        features=1536,
        versions="tf>=2.10",
        checked="2.15",
        source="keras 2.15, applications/convnext.py",
    ),
    Application(
        names=("keras.applications.ConvNeXtLarge", "keras.applications.convnext.ConvNeXtLarge"),
        params=_CONVNEXT,
        activation="classifier_activation",
        features=1536,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.ConvNeXtXLarge", "keras.applications.convnext.ConvNeXtXLarge"),
        params=_CONVNEXT_2,
        activation="classifier_activation",
        features=2048,
        versions="tf>=2.10",
        checked="2.15",
        source="keras 2.15, applications/convnext.py",
    ),
    Application(
        names=("keras.applications.ConvNeXtXLarge", "keras.applications.convnext.ConvNeXtXLarge"),
        params=_CONVNEXT,
        activation="classifier_activation",
        features=2048,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=(
            "keras.applications.ResNetRS50",
            "keras.applications.resnet_rs.ResNetRS50",
            "keras.applications.ResNetRS101",
            "keras.applications.resnet_rs.ResNetRS101",
            "keras.applications.ResNetRS152",
            "keras.applications.resnet_rs.ResNetRS152",
            "keras.applications.ResNetRS200",
            "keras.applications.resnet_rs.ResNetRS200",
            "keras.applications.ResNetRS270",
            "keras.applications.resnet_rs.ResNetRS270",
            "keras.applications.ResNetRS350",
            "keras.applications.resnet_rs.ResNetRS350",
            "keras.applications.ResNetRS420",
            "keras.applications.resnet_rs.ResNetRS420",
        ),
        params=_RESNET_RS,
        activation="classifier_activation",
        features=2048,
        versions="tf>=2.9",
        checked="2.15",
        source="keras 2.15, applications/resnet_rs.py",
    ),
    Application(
        names=(
            "keras.applications.RegNetX002",
            "keras.applications.regnet.RegNetX002",
            "keras.applications.RegNetX004",
            "keras.applications.regnet.RegNetX004",
            "keras.applications.RegNetX006",
            "keras.applications.regnet.RegNetX006",
            "keras.applications.RegNetX008",
            "keras.applications.regnet.RegNetX008",
            "keras.applications.RegNetX016",
            "keras.applications.regnet.RegNetX016",
            "keras.applications.RegNetX032",
            "keras.applications.regnet.RegNetX032",
            "keras.applications.RegNetX040",
            "keras.applications.regnet.RegNetX040",
            "keras.applications.RegNetX064",
            "keras.applications.regnet.RegNetX064",
            "keras.applications.RegNetX080",
            "keras.applications.regnet.RegNetX080",
            "keras.applications.RegNetX120",
            "keras.applications.regnet.RegNetX120",
            "keras.applications.RegNetX160",
            "keras.applications.regnet.RegNetX160",
            "keras.applications.RegNetX320",
            "keras.applications.regnet.RegNetX320",
            "keras.applications.RegNetY002",
            "keras.applications.regnet.RegNetY002",
            "keras.applications.RegNetY004",
            "keras.applications.regnet.RegNetY004",
            "keras.applications.RegNetY006",
            "keras.applications.regnet.RegNetY006",
            "keras.applications.RegNetY008",
            "keras.applications.regnet.RegNetY008",
            "keras.applications.RegNetY016",
            "keras.applications.regnet.RegNetY016",
            "keras.applications.RegNetY032",
            "keras.applications.regnet.RegNetY032",
            "keras.applications.RegNetY040",
            "keras.applications.regnet.RegNetY040",
            "keras.applications.RegNetY064",
            "keras.applications.regnet.RegNetY064",
            "keras.applications.RegNetY080",
            "keras.applications.regnet.RegNetY080",
            "keras.applications.RegNetY120",
            "keras.applications.regnet.RegNetY120",
            "keras.applications.RegNetY160",
            "keras.applications.regnet.RegNetY160",
            "keras.applications.RegNetY320",
            "keras.applications.regnet.RegNetY320",
        ),
        params=_CONVNEXT_2,
        activation="classifier_activation",
        versions="tf>=2.10",
        checked="2.15",
        source="keras 2.15, applications/regnet.py",
    ),
)
