"""torchmetrics' classes that make another by their `task`, which is required: their rows have the facts."""

from __future__ import annotations

from lossguard.knowledge.rows import Metric, by
from lossguard.vocabulary import Decision, Family, Units

_TORCHMETRICS = "torchmetrics 1.9, lightning.ai/docs/torchmetrics"

BY_TASK: tuple[Metric, ...] = (
    Metric(
        names=(
            "torchmetrics.classification.Accuracy",
            "torchmetrics.Accuracy",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, **kwargs",
        canonical="accuracy",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryAccuracy",
                "multiclass": "torchmetrics.classification.MulticlassAccuracy",
                "multilabel": "torchmetrics.classification.MultilabelAccuracy",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.Precision",
            "torchmetrics.Precision",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, **kwargs",
        canonical="precision",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryPrecision",
                "multiclass": "torchmetrics.classification.MulticlassPrecision",
                "multilabel": "torchmetrics.classification.MultilabelPrecision",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.Recall",
            "torchmetrics.Recall",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, **kwargs",
        canonical="recall",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryRecall",
                "multiclass": "torchmetrics.classification.MulticlassRecall",
                "multilabel": "torchmetrics.classification.MultilabelRecall",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.F1Score",
            "torchmetrics.F1Score",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, zero_division=0, **kwargs",
        canonical="f1_score",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryF1Score",
                "multiclass": "torchmetrics.classification.MulticlassF1Score",
                "multilabel": "torchmetrics.classification.MultilabelF1Score",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.FBetaScore",
            "torchmetrics.FBetaScore",
        ),
        params="task, beta=1.0, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, zero_division=0, **kwargs",
        canonical="fbeta_score",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryFBetaScore",
                "multiclass": "torchmetrics.classification.MulticlassFBetaScore",
                "multilabel": "torchmetrics.classification.MultilabelFBetaScore",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.Specificity",
            "torchmetrics.Specificity",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, **kwargs",
        canonical="specificity",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinarySpecificity",
                "multiclass": "torchmetrics.classification.MulticlassSpecificity",
                "multilabel": "torchmetrics.classification.MultilabelSpecificity",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.HammingDistance",
            "torchmetrics.HammingDistance",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, **kwargs",
        canonical="hamming_distance",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryHammingDistance",
                "multiclass": "torchmetrics.classification.MulticlassHammingDistance",
                "multilabel": "torchmetrics.classification.MultilabelHammingDistance",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.JaccardIndex",
            "torchmetrics.JaccardIndex",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, average='macro', ignore_index=None,"
        " validate_args=True, **kwargs",
        canonical="jaccard_index",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryJaccardIndex",
                "multiclass": "torchmetrics.classification.MulticlassJaccardIndex",
                "multilabel": "torchmetrics.classification.MultilabelJaccardIndex",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.ConfusionMatrix",
            "torchmetrics.ConfusionMatrix",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, normalize=None, ignore_index=None,"
        " validate_args=True, **kwargs",
        canonical="confusion_matrix",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryConfusionMatrix",
                "multiclass": "torchmetrics.classification.MulticlassConfusionMatrix",
                "multilabel": "torchmetrics.classification.MultilabelConfusionMatrix",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.CohenKappa",
            "torchmetrics.CohenKappa",
        ),
        params="task, threshold=0.5, num_classes=None, weights=None, ignore_index=None, validate_args=True, **kwargs",
        canonical="cohen_kappa",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryCohenKappa",
                "multiclass": "torchmetrics.classification.MulticlassCohenKappa",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.MatthewsCorrCoef",
            "torchmetrics.MatthewsCorrCoef",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, ignore_index=None, validate_args=True,"
        " **kwargs",
        canonical="matthews_corrcoef",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryMatthewsCorrCoef",
                "multiclass": "torchmetrics.classification.MulticlassMatthewsCorrCoef",
                "multilabel": "torchmetrics.classification.MultilabelMatthewsCorrCoef",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.ExactMatch",
            "torchmetrics.ExactMatch",
        ),
        params="task, threshold=0.5, num_classes=None, num_labels=None, multidim_average='global',"
        " ignore_index=None, validate_args=True, **kwargs",
        canonical="exact_match",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "multiclass": "torchmetrics.classification.MulticlassExactMatch",
                "multilabel": "torchmetrics.classification.MultilabelExactMatch",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.AUROC",
            "torchmetrics.AUROC",
        ),
        params="task, thresholds=None, num_classes=None, num_labels=None, average='macro', max_fpr=None,"
        " ignore_index=None, validate_args=True, **kwargs",
        canonical="auroc",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryAUROC",
                "multiclass": "torchmetrics.classification.MulticlassAUROC",
                "multilabel": "torchmetrics.classification.MultilabelAUROC",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.classification.AveragePrecision",
            "torchmetrics.AveragePrecision",
        ),
        params="task, thresholds=None, num_classes=None, num_labels=None, average='macro', ignore_index=None,"
        " validate_args=True, **kwargs",
        canonical="average_precision",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.classification.BinaryAveragePrecision",
                "multiclass": "torchmetrics.classification.MulticlassAveragePrecision",
                "multilabel": "torchmetrics.classification.MultilabelAveragePrecision",
            },
        ),
        class_form=True,
        checked="1.9",
        source=_TORCHMETRICS,
    ),
)
