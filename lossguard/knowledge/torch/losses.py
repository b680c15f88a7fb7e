"""All losses of PyTorch and its kin: the rows of the files beside this one, in one tuple.

A functional form takes (prediction, target), a module the same when it is called. `Shapes` and `Refusal` say what
happens to targets of another shape or dtype, as measured with torch 2.13 on a CPU.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Loss
from lossguard.knowledge.torch import (
    losses_bernoulli,
    losses_categorical,
    losses_classifiers,
    losses_distances,
    losses_embedding,
    losses_fastai,
    losses_kornia,
    losses_monai,
    losses_skorch,
    losses_smp,
)

LOSSES: tuple[Loss, ...] = (
    *losses_categorical.CATEGORICAL,
    *losses_bernoulli.BERNOULLI,
    *losses_distances.DISTANCES,
    *losses_embedding.EMBEDDING,
    *losses_classifiers.CLASSIFIERS,
    *losses_fastai.FLAT,
    *losses_skorch.OF_CLASSIFIERS,
    *losses_kornia.MASKS,
    *losses_smp.MASKS,
    *losses_monai.MASKS,
)
