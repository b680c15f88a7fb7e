"""All metrics of PyTorch's kin: the rows of the files beside this one, in one tuple.

torchmetrics takes (preds, target). Its label metrics for classes take the largest score of axis 1, so logits are as
good as probabilities. Those for bits apply a sigmoid to all predictions of an update where any lies outside [0, 1]
(`link_outside`), then the threshold, strictly. Averages: "micro" by `task`, "macro" by class name, as `params` say.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Metric
from lossguard.knowledge.torch import (
    metrics_binary,
    metrics_binary_functions,
    metrics_errors,
    metrics_fastai,
    metrics_ignite,
    metrics_multiclass,
    metrics_multiclass_functions,
    metrics_multilabel,
    metrics_multilabel_functions,
    metrics_task,
    metrics_task_functions,
)

METRICS: tuple[Metric, ...] = (
    *metrics_binary.BINARY,
    *metrics_binary_functions.BINARY_FUNCTIONS,
    *metrics_multiclass.MULTICLASS,
    *metrics_multiclass_functions.MULTICLASS_FUNCTIONS,
    *metrics_multilabel.MULTILABEL,
    *metrics_multilabel_functions.MULTILABEL_FUNCTIONS,
    *metrics_task.BY_TASK,
    *metrics_task_functions.BY_TASK_FUNCTIONS,
    *metrics_errors.ERRORS,
    *metrics_ignite.IGNITE,
    *metrics_fastai.FASTAI,
)
