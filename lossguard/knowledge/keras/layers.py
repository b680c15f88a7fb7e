"""All Keras layers that can be, or follow, a head: the rows of the files beside this one, in one tuple."""

from __future__ import annotations

from lossguard.knowledge.keras import (
    layers_conv,
    layers_core,
    layers_input,
    layers_merge,
    layers_recurrent,
    layers_shape,
)
from lossguard.knowledge.rows import Layer

LAYERS: tuple[Layer, ...] = (
    *layers_core.DENSE,
    *layers_core.ACTIVATION,
    *layers_core.DROPOUT,
    *layers_core.NORMALISING,
    *layers_conv.KERAS_1,
    *layers_conv.BEFORE_GROUPS,
    *layers_conv.CONV,
    *layers_conv.TRANSPOSED,
    *layers_recurrent.KERAS_1,
    *layers_recurrent.RECURRENT,
    *layers_recurrent.WRAPPERS,
    *layers_shape.RESHAPING,
    *layers_shape.POOLING,
    *layers_merge.KERAS_1,
    *layers_merge.CONCATENATE,
    *layers_merge.COMBINE,
    *layers_merge.SIMILARITY,
    *layers_merge.ATTENTION,
    *layers_input.INPUT,
    *layers_input.EMBEDDING,
    *layers_input.AUGMENTATION,
    *layers_input.OPAQUE,
)
