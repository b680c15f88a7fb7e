"""All ready models of PyTorch's kin: the rows of the files beside this one, in one tuple.

All give raw scores, with one exception (SqueezeNet). With pretrained weights torchvision raises for another class
count than the weights': then the head is replaced afterwards. A layer put under another name than the head's is
registered and never used, and the output stays as wide as before.
"""

from __future__ import annotations

from lossguard.knowledge.rows import ReadyModel
from lossguard.knowledge.torch import zoo_cadene, zoo_kin, zoo_names, zoo_torchvision, zoo_transformers

READY_MODELS: tuple[ReadyModel, ...] = (
    *zoo_torchvision.CLASSIFIERS,
    *zoo_torchvision.DENSE,
    *zoo_names.BY_NAME,
    *zoo_cadene.CADENE,
    *zoo_kin.CLASSIFIERS,
    *zoo_kin.SEGMENTERS,
    *zoo_transformers.TRANSFORMERS,
)
