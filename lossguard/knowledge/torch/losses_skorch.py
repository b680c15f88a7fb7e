"""skorch's own part in a loss: the logarithm that its classifier takes before NLLLoss."""

from __future__ import annotations

from lossguard.knowledge.rows import Loss, Shapes
from lossguard.knowledge.torch.targets import INDICES, LONG_ALONE, ROWS_REFUSED
from lossguard.vocabulary import Family, Space, Units

OF_CLASSIFIERS: tuple[Loss, ...] = (
    # NLLLoss of log(output + eps): raw scores and log-probabilities make it nan from the first epoch.
    Loss(
        names=("skorch.NeuralNetClassifier.get_loss",),
        params="y_pred, y_true, *args, **kwargs",
        canonical="NLLLoss (skorch takes the logarithm)",
        family=Family.CATEGORICAL,
        expects=Space.SIMPLEX,
        labels=INDICES,
        units=Units.CLASSES,
        prediction="y_pred",
        target="y_true",
        class_axis=1,
        shapes=Shapes.FEWER,
        refuses=(LONG_ALONE, ROWS_REFUSED),
        checked="1.4",
        source="skorch 1.4.0, classifier.py",
    ),
)
