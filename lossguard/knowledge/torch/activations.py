"""PyTorch's activations as functions and methods: the rows of the files beside this one, in one tuple.

Modules ("torch.nn.Softmax") are layers, in `layers.py`. A method of a tensor is "array.<method>".
"""

from __future__ import annotations

from lossguard.knowledge.rows import Activation
from lossguard.knowledge.torch import activations_links, activations_shaped, activations_strings

ACTIVATIONS: tuple[Activation, ...] = (
    *activations_links.LINKS,
    *activations_shaped.SHAPED,
    *activations_strings.STRINGS,
)
