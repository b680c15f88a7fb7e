"""Losses of MONAI: probabilities by default, flags for logits."""

from __future__ import annotations

from lossguard.knowledge.rows import Loss, Shapes, by
from lossguard.knowledge.torch.targets import BITS, INDICES
from lossguard.vocabulary import Family, Space, Units

_MONAI = "monai 1.6.1, losses/"
_ONE_HOT_LABELS = by("to_onehot_y", {False: BITS, True: INDICES})
_SIGMOID = by("sigmoid", {True: Space.REAL})
_ELSE = (by("softmax", {True: Space.REAL}), Space.UNIT)

MASKS: tuple[Loss, ...] = (
    # Probabilities by default, unlike segmentation_models_pytorch: no flag, no activation.
    Loss(
        names=(
            "monai.losses.DiceLoss",
            "monai.losses.Dice",
        ),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False,"
        " weight=None, soft_label=False, ignore_index=None",
        canonical="dice",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=("monai.losses.MaskedDiceLoss",),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False,"
        " weight=None, soft_label=False",
        canonical="dice",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target, mask=None",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=(
            "monai.losses.GeneralizedDiceLoss",
            "monai.losses.generalized_dice",
        ),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " w_type=?, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False, soft_label=False",
        canonical="generalized_dice",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=("monai.losses.TverskyLoss",),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " alpha=0.5, beta=0.5, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False,"
        " soft_label=False, ignore_index=None",
        canonical="tversky",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=("monai.losses.MCCLoss",),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " reduction='mean', smooth_nr=0.0, smooth_dr=1e-05, batch=False",
        canonical="mcc",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=(
            "monai.losses.HausdorffDTLoss",
            "monai.losses.LogHausdorffDTLoss",
        ),
        params="alpha=2.0, include_background=False, to_onehot_y=False, sigmoid=False, softmax=False,"
        " other_act=None, reduction='mean', batch=False",
        canonical="hausdorff",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=("monai.losses.BoundaryLoss",),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " reduction='mean', batch=False",
        canonical="boundary",
        family=Family.OVERLAP,
        expects=_SIGMOID,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        also_takes=(Space.SIMPLEX,),
        otherwise=_ELSE,
        shapes=Shapes.SAME,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    # The flags are for the dice term; the cross-entropy beside it takes logits in every case.
    Loss(
        names=(
            "monai.losses.DiceCELoss",
            "monai.losses.dice_ce",
        ),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False,"
        " weight=None, lambda_dice=1.0, lambda_ce=1.0, label_smoothing=0.0",
        canonical="dice_cross_entropy",
        family=Family.OVERLAP,
        expects=Space.REAL,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=(
            "monai.losses.DiceFocalLoss",
            "monai.losses.dice_focal",
        ),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False,"
        " gamma=2.0, weight=None, lambda_dice=1.0, lambda_focal=1.0, alpha=None",
        canonical="dice_focal",
        family=Family.OVERLAP,
        expects=Space.REAL,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    Loss(
        names=(
            "monai.losses.GeneralizedDiceFocalLoss",
            "monai.losses.generalized_dice_focal",
        ),
        params="include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None,"
        " w_type=?, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False, gamma=2.0, weight=None,"
        " lambda_gdl=1.0, lambda_focal=1.0",
        canonical="dice_focal",
        family=Family.OVERLAP,
        expects=Space.REAL,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        labels_by=_ONE_HOT_LABELS,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
    # Sigmoid inside, or softmax with use_softmax.
    Loss(
        names=("monai.losses.FocalLoss",),
        params="include_background=True, to_onehot_y=False, gamma=2.0, alpha=None, weight=None,"
        " reduction='mean', use_softmax=False, ignore_index=None",
        canonical="focal_loss",
        family=Family.BERNOULLI,
        expects=Space.REAL,
        labels=BITS,
        units=Units.ANY,
        class_form=True,
        prediction="input",
        target="target",
        call="input, target",
        family_by=by("use_softmax", {False: Family.BERNOULLI, True: Family.CATEGORICAL}),
        shapes=Shapes.SAME,
        labels_by=_ONE_HOT_LABELS,
        class_axis=1,
        checked="1.6.1",
        source=_MONAI,
    ),
)
