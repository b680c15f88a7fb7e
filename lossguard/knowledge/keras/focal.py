"""Keras' focal losses and the generalised crossentropy."""

from __future__ import annotations

from lossguard.knowledge.rows import Alias, Loss, by
from lossguard.vocabulary import Encoding, Family, Space, Units

BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
ROWS = (Encoding.ONE_HOT, Encoding.SOFT)
IDS = (Encoding.INDEX, Encoding.BINARY)
UNIT_OR_LOGITS = by("from_logits", {False: Space.UNIT, True: Space.REAL})
SIMPLEX_OR_LOGITS = by("from_logits", {False: Space.SIMPLEX, True: Space.REAL})

FOCAL_LOSSES: tuple[Loss, ...] = (
    # The focal losses apply their link first and find no logits behind the result,
    # save the categorical one before Keras 3.
    Loss(
        names=("keras.losses.binary_focal_crossentropy",),
        params="y_true, y_pred, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1",
        canonical="binary_focal_crossentropy",
        family=Family.BERNOULLI,
        expects=UNIT_OR_LOGITS,
        labels=BITS,
        units=Units.OUTPUTS,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.8,<2.10",
        checked="2.9",
        source="keras 2.9, losses.py",
    ),
    Loss(
        names=("keras.losses.binary_focal_crossentropy",),
        params="y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, "
        "from_logits=False, label_smoothing=0.0, axis=-1",
        canonical="binary_focal_crossentropy",
        family=Family.BERNOULLI,
        expects=UNIT_OR_LOGITS,
        labels=BITS,
        units=Units.OUTPUTS,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.10; keras>=3",
        checked="3.15",
        source="keras.io/api/losses",
    ),
    Loss(
        names=("keras.losses.BinaryFocalCrossentropy",),
        params="gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, reduction=?, "
        "name='binary_focal_crossentropy'",
        canonical="binary_focal_crossentropy",
        family=Family.BERNOULLI,
        expects=UNIT_OR_LOGITS,
        labels=BITS,
        units=Units.OUTPUTS,
        class_form=True,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.8,<2.10",
        checked="2.9",
        source="keras 2.9, losses.py",
    ),
    Loss(
        names=("keras.losses.BinaryFocalCrossentropy",),
        params="apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, "
        "label_smoothing=0.0, axis=-1, reduction=?, name='binary_focal_crossentropy'",
        canonical="binary_focal_crossentropy",
        family=Family.BERNOULLI,
        expects=UNIT_OR_LOGITS,
        labels=BITS,
        units=Units.OUTPUTS,
        class_form=True,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.10",
        checked="2.15",
        source="tf.keras of TF 2.15, losses.py",
    ),
    Loss(
        names=("keras.losses.BinaryFocalCrossentropy",),
        params="apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, "
        "label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='binary_focal_crossentropy', dtype=None",
        canonical="binary_focal_crossentropy",
        family=Family.BERNOULLI,
        expects=UNIT_OR_LOGITS,
        labels=BITS,
        units=Units.OUTPUTS,
        class_form=True,
        clips=True,
        logits_param="from_logits",
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/losses",
    ),
    Loss(
        names=("keras.losses.categorical_focal_crossentropy",),
        params="y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1",
        canonical="categorical_focal_crossentropy",
        family=Family.CATEGORICAL,
        expects=SIMPLEX_OR_LOGITS,
        labels=ROWS,
        units=Units.CLASSES,
        finds_logits=True,
        renormalises=True,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.13",
        checked="2.15",
        source="tf.keras of TF 2.15, losses.py",
    ),
    Loss(
        names=("keras.losses.categorical_focal_crossentropy",),
        params="y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1",
        canonical="categorical_focal_crossentropy",
        family=Family.CATEGORICAL,
        expects=SIMPLEX_OR_LOGITS,
        labels=ROWS,
        units=Units.CLASSES,
        renormalises=True,
        clips=True,
        logits_param="from_logits",
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/losses",
    ),
    Loss(
        names=("keras.losses.CategoricalFocalCrossentropy",),
        params="alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, "
        "reduction=?, name='categorical_focal_crossentropy'",
        canonical="categorical_focal_crossentropy",
        family=Family.CATEGORICAL,
        expects=SIMPLEX_OR_LOGITS,
        labels=ROWS,
        units=Units.CLASSES,
        finds_logits=True,
        class_form=True,
        renormalises=True,
        clips=True,
        logits_param="from_logits",
        versions="tf>=2.13",
        checked="2.15",
        source="tf.keras of TF 2.15, losses.py",
    ),
    Loss(
        names=("keras.losses.CategoricalFocalCrossentropy",),
        params="alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, "
        "reduction='sum_over_batch_size', name='categorical_focal_crossentropy', dtype=None",
        canonical="categorical_focal_crossentropy",
        family=Family.CATEGORICAL,
        expects=SIMPLEX_OR_LOGITS,
        labels=ROWS,
        units=Units.CLASSES,
        class_form=True,
        renormalises=True,
        clips=True,
        logits_param="from_logits",
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/losses",
    ),
    Loss(
        names=("keras.losses.categorical_generalized_cross_entropy",),
        params="y_true, y_pred, q",
        canonical="categorical_generalized_cross_entropy",
        family=Family.CATEGORICAL,
        expects=Space.SIMPLEX,
        labels=IDS,
        units=Units.CLASSES,
        versions="keras>=3.10",
        checked="3.15",
        source="keras.io/api/losses",
    ),
    Loss(
        names=("keras.losses.CategoricalGeneralizedCrossEntropy",),
        params="q=0.5, reduction='sum_over_batch_size', name='categorical_generalized_cross_entropy', dtype=None",
        canonical="categorical_generalized_cross_entropy",
        family=Family.CATEGORICAL,
        expects=Space.SIMPLEX,
        labels=IDS,
        units=Units.CLASSES,
        class_form=True,
        versions="keras>=3.10",
        checked="3.15",
        source="keras.io/api/losses",
    ),
)

ALIASES: tuple[Alias, ...] = (
    Alias(
        Loss, "keras.losses.binary_focal_crossentropy", ("str:binary_focal_crossentropy",), "tf>=2.8; keras>=3.2"
    ),
    Alias(
        Loss, "keras.losses.categorical_focal_crossentropy", ("str:categorical_focal_crossentropy",),
        "tf>=2.13; keras>=3.2",
    ),
    Alias(Loss, "keras.losses.binary_focal_crossentropy", ("str:BinaryFocalCrossentropy",), "tf>=2.8; keras>=3.3"),
    Alias(
        Loss, "keras.losses.categorical_focal_crossentropy", ("str:CategoricalFocalCrossentropy",),
        "tf>=2.13; keras>=3.3",
    ),
)  # fmt: skip
