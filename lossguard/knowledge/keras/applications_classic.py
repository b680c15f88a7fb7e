"""Rows of the older builders of keras.applications: VGG to NASNet; `applications.py` joins them with the others."""

from __future__ import annotations

from lossguard.knowledge.rows import Application

_BUILDER = (
    "include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, **kwargs"
)
_BUILDER_TOP = (
    "include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000,"
    " classifier_activation='softmax', **kwargs"
)
_BUILDER_KEYWORD = (
    "include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, *,"
    " classifier_activation='softmax', **kwargs"
)
_NASNET = "input_shape=None, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000"
_NASNET_TOP = (
    "input_shape=None, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000,"
    " classifier_activation='softmax', **kwargs"
)
_KERAS = "keras.io/api/applications"
_OLD = "keras 2.3.1 with keras_applications 1.0.8"

CLASSIC: tuple[Application, ...] = (
    Application(
        names=(
            "keras.applications.VGG16",
            "keras.applications.vgg16.VGG16",
            "keras.applications.VGG19",
            "keras.applications.vgg19.VGG19",
        ),
        params=_BUILDER,
        features=512,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=(
            "keras.applications.VGG16",
            "keras.applications.vgg16.VGG16",
            "keras.applications.VGG19",
            "keras.applications.vgg19.VGG19",
        ),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=512,
        versions="keras>=3; tf>=2.2",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=(
            "keras.applications.ResNet50V2",
            "keras.applications.resnet_v2.ResNet50V2",
            "keras.applications.ResNet101V2",
            "keras.applications.resnet_v2.ResNet101V2",
            "keras.applications.ResNet152V2",
            "keras.applications.resnet_v2.ResNet152V2",
            "keras.applications.InceptionV3",
            "keras.applications.inception_v3.InceptionV3",
            "keras.applications.Xception",
            "keras.applications.xception.Xception",
        ),
        params=_BUILDER,
        features=2048,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=(
            "keras.applications.ResNet50V2",
            "keras.applications.resnet_v2.ResNet50V2",
            "keras.applications.ResNet101V2",
            "keras.applications.resnet_v2.ResNet101V2",
            "keras.applications.ResNet152V2",
            "keras.applications.resnet_v2.ResNet152V2",
            "keras.applications.InceptionV3",
            "keras.applications.inception_v3.InceptionV3",
            "keras.applications.Xception",
            "keras.applications.xception.Xception",
        ),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=2048,
        versions="keras>=3; tf>=2.2",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.InceptionResNetV2", "keras.applications.inception_resnet_v2.InceptionResNetV2"),
        params=_BUILDER,
        features=1536,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.InceptionResNetV2", "keras.applications.inception_resnet_v2.InceptionResNetV2"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1536,
        versions="keras>=3; tf>=2.2",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=(
            "keras.applications.ResNet50",
            "keras.applications.resnet50.ResNet50",
            "keras.applications.resnet.ResNet50",
            "keras.applications.ResNet101",
            "keras.applications.resnet.ResNet101",
            "keras.applications.ResNet152",
            "keras.applications.resnet.ResNet152",
        ),
        params=_BUILDER,
        features=2048,
        versions="keras<3; tf<2.2",
        checked="2.3.1",
        source=_OLD,
    ),
    # through **kwargs here, though not named in the signature
    Application(
        names=(
            "keras.applications.ResNet50",
            "keras.applications.resnet50.ResNet50",
            "keras.applications.resnet.ResNet50",
            "keras.applications.ResNet101",
            "keras.applications.resnet.ResNet101",
            "keras.applications.ResNet152",
            "keras.applications.resnet.ResNet152",
        ),
        params=_BUILDER_KEYWORD,
        activation="classifier_activation",
        features=2048,
        versions="tf>=2.2",
        checked="2.15",
        source="keras 2.15, applications/resnet.py",
    ),
    Application(
        names=(
            "keras.applications.ResNet50",
            "keras.applications.resnet50.ResNet50",
            "keras.applications.resnet.ResNet50",
            "keras.applications.ResNet101",
            "keras.applications.resnet.ResNet101",
            "keras.applications.ResNet152",
            "keras.applications.resnet.ResNet152",
        ),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=2048,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.DenseNet121", "keras.applications.densenet.DenseNet121"),
        params=_BUILDER,
        features=1024,
        versions="keras<3; tf<2.9",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.DenseNet121", "keras.applications.densenet.DenseNet121"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1024,
        versions="keras>=3; tf>=2.9",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.DenseNet169", "keras.applications.densenet.DenseNet169"),
        params=_BUILDER,
        features=1664,
        versions="keras<3; tf<2.9",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.DenseNet169", "keras.applications.densenet.DenseNet169"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1664,
        versions="keras>=3; tf>=2.9",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.DenseNet201", "keras.applications.densenet.DenseNet201"),
        params=_BUILDER,
        features=1920,
        versions="keras<3; tf<2.9",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.DenseNet201", "keras.applications.densenet.DenseNet201"),
        params=_BUILDER_TOP,
        activation="classifier_activation",
        features=1920,
        versions="keras>=3; tf>=2.9",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.NASNetMobile", "keras.applications.nasnet.NASNetMobile"),
        params=_NASNET,
        features=1056,
        versions="keras<3; tf<2.9",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.NASNetMobile", "keras.applications.nasnet.NASNetMobile"),
        params=_NASNET_TOP,
        activation="classifier_activation",
        features=1056,
        versions="keras>=3; tf>=2.9",
        checked="3.15",
        source=_KERAS,
    ),
    Application(
        names=("keras.applications.NASNetLarge", "keras.applications.nasnet.NASNetLarge"),
        params=_NASNET,
        features=4032,
        versions="keras<3; tf<2.9",
        checked="2.3.1",
        source=_OLD,
    ),
    Application(
        names=("keras.applications.NASNetLarge", "keras.applications.nasnet.NASNetLarge"),
        params=_NASNET_TOP,
        activation="classifier_activation",
        features=4032,
        versions="keras>=3; tf>=2.9",
        checked="3.15",
        source=_KERAS,
    ),
)
