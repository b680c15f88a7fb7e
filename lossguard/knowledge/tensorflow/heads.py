"""The heads of tf.estimator as losses: what each reads as logits and as labels (TF 2.15, tensorflow-estimator 2.15).

A head is made once and given the logits of the program: `head.loss(labels, logits)`, `head.create_estimator_spec(...)`.
Ready-made estimators have one inside.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Loss, Refusal, Shapes
from lossguard.knowledge.tensorflow.targets import IDS, NUMBERS
from lossguard.vocabulary import Encoding, Family, Space, Units

_SOURCE = "tensorflow-estimator 2.15, python/estimator/head; measured"
_CALL = "labels, logits, features=?, mode=?, regularization_losses=?"
_WHOLE = Refusal(
    dtypes=("float16", "float32", "float64", "bool"),
    encodings=IDS,
    sign="ValueError: Labels dtype should be integer.",
)

HEADS: tuple[Loss, ...] = (
    # One column or none; any type, which is cast.
    Loss(
        names=(
            "tensorflow.estimator.BinaryClassHead",
            "tensorflow.estimator.LogisticRegressionHead",
            "tensorflow.contrib.estimator.binary_classification_head",
            "tensorflow.contrib.estimator.logistic_regression_head",
        ),
        params="weight_column=?, thresholds=?, label_vocabulary=None, loss_reduction=?, loss_fn=None, name=None",
        canonical="sigmoid_cross_entropy",
        family=Family.BERNOULLI,
        expects=Space.REAL,
        labels=(Encoding.BINARY, Encoding.SOFT),
        units=Units.OUTPUTS,
        class_form=True,
        prediction="logits",
        target="labels",
        call=_CALL,
        shapes=Shapes.FLAT,
        checks_targets=True,
        checked="2.15",
        source=_SOURCE,
    ),
    # A column (n, 1) of ids loses its axis.
    Loss(
        names=(
            "tensorflow.estimator.MultiClassHead",
            "tensorflow.contrib.estimator.multi_class_head",
            "tensorflow.contrib.learn.multi_class_head",
        ),
        params="n_classes, weight_column=?, label_vocabulary=None, loss_reduction=?, loss_fn=None, name=None",
        canonical="sparse_softmax_cross_entropy",
        family=Family.CATEGORICAL,
        expects=Space.REAL,
        labels=IDS,
        units=Units.CLASSES,
        class_form=True,
        prediction="logits",
        target="labels",
        call=_CALL,
        shapes=Shapes.EITHER,
        also_takes=(Space.LOG_SIMPLEX,),
        refuses=(_WHOLE,),
        checked="2.15",
        source=_SOURCE,
    ),
    Loss(
        names=(
            "tensorflow.estimator.MultiLabelHead",
            "tensorflow.contrib.estimator.multi_label_head",
            "tensorflow.contrib.learn.multi_label_head",
        ),
        params="n_classes, weight_column=?, thresholds=?, label_vocabulary=None, loss_reduction=?, loss_fn=None, *_,"
        " name=None",
        canonical="sigmoid_cross_entropy",
        family=Family.BERNOULLI,
        expects=Space.REAL,
        labels=(Encoding.MULTI_HOT, Encoding.ONE_HOT),
        units=Units.OUTPUTS,
        class_form=True,
        prediction="logits",
        target="labels",
        call=_CALL,
        shapes=Shapes.SAME,
        refuses=(Refusal(dtypes=("bool",), sign="TypeError: Cannot convert 1 to EagerTensor of dtype bool"),),
        checks_targets=True,
        checked="2.15",
        source=_SOURCE,
    ),
    Loss(
        names=(
            "tensorflow.estimator.RegressionHead",
            "tensorflow.contrib.estimator.regression_head",
            "tensorflow.contrib.learn.regression_head",
        ),
        params="label_dimension=1, weight_column=?, loss_reduction=?, loss_fn=None, inverse_link_fn=None, name=None",
        canonical="mean_squared_error",
        family=Family.REGRESSION,
        expects=Space.REAL,
        labels=NUMBERS,
        units=Units.OUTPUTS,
        class_form=True,
        prediction="logits",
        target="labels",
        call=_CALL,
        shapes=Shapes.FLAT,
        checked="2.15",
        source=_SOURCE,
    ),
    Loss(
        names=(
            "tensorflow.estimator.PoissonRegressionHead",
            "tensorflow.contrib.estimator.poisson_regression_head",
        ),
        params="label_dimension=1, weight_column=?, loss_reduction=?, compute_full_loss=?, name=None",
        canonical="poisson",
        family=Family.COUNT,
        expects=Space.REAL,
        labels=(Encoding.REAL, Encoding.INDEX, Encoding.BINARY),
        units=Units.OUTPUTS,
        class_form=True,
        prediction="logits",
        target="labels",
        call=_CALL,
        shapes=Shapes.FLAT,
        checked="2.15",
        source=_SOURCE,
    ),
)
