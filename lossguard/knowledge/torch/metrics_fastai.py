"""fastai's metrics, which a learner hands what the model puts out: (predictions, targets); `metrics.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Metric
from lossguard.knowledge.torch.targets import HARD_BITS, INDICES, NUMBERS
from lossguard.vocabulary import Decision, Family, Space, Units

_FASTAI = "fastai 2.8.12, metrics.py"

FASTAI: tuple[Metric, ...] = (
    Metric(
        names=(
            "fastai.accuracy",
            "fastai.error_rate",
        ),
        params="inp, targ, axis=-1",
        canonical="accuracy",
        decision=Decision.ARGMAX,
        family=Family.CATEGORICAL,
        labels=INDICES,
        units=Units.CLASSES,
        prediction="inp",
        target="targ",
        checked="2.8.12",
        source=_FASTAI,
    ),
    Metric(
        names=("fastai.top_k_accuracy",),
        params="inp, targ, k=5, axis=-1",
        canonical="top_k_categorical_accuracy",
        decision=Decision.TOP_K,
        family=Family.CATEGORICAL,
        labels=INDICES,
        units=Units.CLASSES,
        top_k_param="k",
        prediction="inp",
        target="targ",
        checked="2.8.12",
        source=_FASTAI,
    ),
    # A sigmoid is applied first unless it is switched off.
    Metric(
        names=("fastai.accuracy_multi",),
        params="inp, targ, thresh=0.5, sigmoid=True",
        canonical="multilabel_accuracy",
        decision=Decision.THRESHOLD,
        family=Family.BERNOULLI,
        labels=HARD_BITS,
        units=Units.OUTPUTS,
        threshold_param="thresh",
        link_outside=Space.UNIT,
        prediction="inp",
        target="targ",
        checked="2.8.12",
        source=_FASTAI,
    ),
    Metric(
        names=("fastai.foreground_acc",),
        params="inp, targ, bkg_idx=0, axis=1",
        canonical="accuracy",
        decision=Decision.ARGMAX,
        family=Family.CATEGORICAL,
        labels=INDICES,
        units=Units.CLASSES,
        class_axis=1,
        prediction="inp",
        target="targ",
        checked="2.8.12",
        source=_FASTAI,
    ),
    Metric(
        names=(
            "fastai.mse",
            "fastai.mae",
        ),
        params="inp, targ",
        canonical="mean_error",
        decision=Decision.REAL,
        family=Family.REGRESSION,
        labels=NUMBERS,
        units=Units.OUTPUTS,
        prediction="inp",
        target="targ",
        checked="2.8.12",
        source=_FASTAI,
    ),
)
