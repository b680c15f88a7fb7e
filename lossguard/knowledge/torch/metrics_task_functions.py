"""torchmetrics' functions that call another by their `task`, which is required: their rows have the facts."""

from __future__ import annotations

from lossguard.knowledge.rows import Metric, by
from lossguard.vocabulary import Decision, Family, Units

_TORCHMETRICS = "torchmetrics 1.9, lightning.ai/docs/torchmetrics"

BY_TASK_FUNCTIONS: tuple[Metric, ...] = (
    Metric(
        names=(
            "torchmetrics.functional.accuracy",
            "torchmetrics.functional.classification.accuracy",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True",
        canonical="accuracy",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_accuracy",
                "multiclass": "torchmetrics.functional.classification.multiclass_accuracy",
                "multilabel": "torchmetrics.functional.classification.multilabel_accuracy",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.precision",
            "torchmetrics.functional.classification.precision",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, zero_division=0",
        canonical="precision",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_precision",
                "multiclass": "torchmetrics.functional.classification.multiclass_precision",
                "multilabel": "torchmetrics.functional.classification.multilabel_precision",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.recall",
            "torchmetrics.functional.classification.recall",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, zero_division=0",
        canonical="recall",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_recall",
                "multiclass": "torchmetrics.functional.classification.multiclass_recall",
                "multilabel": "torchmetrics.functional.classification.multilabel_recall",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.f1_score",
            "torchmetrics.functional.classification.f1_score",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True, zero_division=0",
        canonical="f1_score",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_f1_score",
                "multiclass": "torchmetrics.functional.classification.multiclass_f1_score",
                "multilabel": "torchmetrics.functional.classification.multilabel_f1_score",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.fbeta_score",
            "torchmetrics.functional.classification.fbeta_score",
        ),
        params="preds, target, task, beta=1.0, threshold=0.5, num_classes=None, num_labels=None,"
        " average='micro', multidim_average='global', top_k=?, ignore_index=None, validate_args=True,"
        " zero_division=0",
        canonical="fbeta_score",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_fbeta_score",
                "multiclass": "torchmetrics.functional.classification.multiclass_fbeta_score",
                "multilabel": "torchmetrics.functional.classification.multilabel_fbeta_score",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.specificity",
            "torchmetrics.functional.classification.specificity",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True",
        canonical="specificity",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_specificity",
                "multiclass": "torchmetrics.functional.classification.multiclass_specificity",
                "multilabel": "torchmetrics.functional.classification.multilabel_specificity",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.hamming_distance",
            "torchmetrics.functional.classification.hamming_distance",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='micro',"
        " multidim_average='global', top_k=?, ignore_index=None, validate_args=True",
        canonical="hamming_distance",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_hamming_distance",
                "multiclass": "torchmetrics.functional.classification.multiclass_hamming_distance",
                "multilabel": "torchmetrics.functional.classification.multilabel_hamming_distance",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.jaccard_index",
            "torchmetrics.functional.classification.jaccard_index",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, average='macro',"
        " ignore_index=None, validate_args=True, zero_division=0.0",
        canonical="jaccard_index",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_jaccard_index",
                "multiclass": "torchmetrics.functional.classification.multiclass_jaccard_index",
                "multilabel": "torchmetrics.functional.classification.multilabel_jaccard_index",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.confusion_matrix",
            "torchmetrics.functional.classification.confusion_matrix",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, normalize=None,"
        " ignore_index=None, validate_args=True",
        canonical="confusion_matrix",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_confusion_matrix",
                "multiclass": "torchmetrics.functional.classification.multiclass_confusion_matrix",
                "multilabel": "torchmetrics.functional.classification.multilabel_confusion_matrix",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.cohen_kappa",
            "torchmetrics.functional.classification.cohen_kappa",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, weights=None, ignore_index=None,"
        " validate_args=True",
        canonical="cohen_kappa",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_cohen_kappa",
                "multiclass": "torchmetrics.functional.classification.multiclass_cohen_kappa",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.matthews_corrcoef",
            "torchmetrics.functional.classification.matthews_corrcoef",
        ),
        params="preds, target, task, threshold=0.5, num_classes=None, num_labels=None, ignore_index=None,"
        " validate_args=True",
        canonical="matthews_corrcoef",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_matthews_corrcoef",
                "multiclass": "torchmetrics.functional.classification.multiclass_matthews_corrcoef",
                "multilabel": "torchmetrics.functional.classification.multilabel_matthews_corrcoef",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.exact_match",
            "torchmetrics.functional.classification.exact_match",
        ),
        params="preds, target, task, num_classes=None, num_labels=None, threshold=0.5,"
        " multidim_average='global', ignore_index=None, validate_args=True",
        canonical="exact_match",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "multiclass": "torchmetrics.functional.classification.multiclass_exact_match",
                "multilabel": "torchmetrics.functional.classification.multilabel_exact_match",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.auroc",
            "torchmetrics.functional.classification.auroc",
        ),
        params="preds, target, task, thresholds=None, num_classes=None, num_labels=None, average='macro',"
        " max_fpr=None, ignore_index=None, validate_args=True",
        canonical="auroc",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_auroc",
                "multiclass": "torchmetrics.functional.classification.multiclass_auroc",
                "multilabel": "torchmetrics.functional.classification.multilabel_auroc",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
    Metric(
        names=(
            "torchmetrics.functional.average_precision",
            "torchmetrics.functional.classification.average_precision",
        ),
        params="preds, target, task, thresholds=None, num_classes=None, num_labels=None, average='macro',"
        " ignore_index=None, validate_args=True",
        canonical="average_precision",
        decision=Decision.REAL,
        family=Family.CATEGORICAL,
        labels=(),
        units=Units.ANY,
        factory=by(
            "task",
            {
                "binary": "torchmetrics.functional.classification.binary_average_precision",
                "multiclass": "torchmetrics.functional.classification.multiclass_average_precision",
                "multilabel": "torchmetrics.functional.classification.multilabel_average_precision",
            },
        ),
        checked="1.9",
        source=_TORCHMETRICS,
    ),
)
