"""Cross-entropies between classes that programs write out: the negative sum of labels times logarithms."""

from __future__ import annotations

from lossguard.knowledge.rows import Loss, Shapes
from lossguard.vocabulary import Encoding, Family, Space, Units

ROWS = (Encoding.ONE_HOT, Encoding.SOFT)

WRITTEN: tuple[Loss, ...] = (
    Loss(
        names=("written:cross_entropy",),
        params="labels, probabilities",
        canonical="cross_entropy",
        family=Family.CATEGORICAL,
        expects=Space.SIMPLEX,
        labels=ROWS,
        units=Units.CLASSES,
        prediction="probabilities",
        target="labels",
        shapes=Shapes.BROADCAST,
        checked="2.13",
        source="its definition: -sum(labels * log(probabilities))",
    ),
    Loss(
        names=("written:likelihood",),
        params="labels, logarithms",
        canonical="cross_entropy",
        family=Family.CATEGORICAL,
        expects=Space.LOG_SIMPLEX,
        labels=ROWS,
        units=Units.CLASSES,
        prediction="logarithms",
        target="labels",
        shapes=Shapes.BROADCAST,
        checked="2.13",
        source="its definition: -sum(labels * logarithms)",
    ),
)
