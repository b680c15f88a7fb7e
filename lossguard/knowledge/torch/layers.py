"""All modules of PyTorch that can be, or follow, a head, and their functions: the rows of the files beside this one.

Convolutions and pooling have their channels on axis 1, and no module applies an activation of its own.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Layer
from lossguard.knowledge.torch import (
    layers_activation,
    layers_core,
    layers_keep,
    layers_pooling,
    layers_sequence,
    layers_shape,
)

LAYERS: tuple[Layer, ...] = (
    *layers_core.AFFINE,
    *layers_core.CONV,
    *layers_core.CONV_FUNCTIONS,
    *layers_activation.ACTIVATION,
    *layers_keep.KEEP,
    *layers_keep.NORMALISE,
    *layers_pooling.POOLING,
    *layers_pooling.POOLING_FUNCTIONS,
    *layers_shape.RESHAPING,
    *layers_shape.SIMILARITY,
    *layers_sequence.RECURRENT,
    *layers_sequence.TRANSFORMERS,
    *layers_sequence.EMBEDDING,
)
