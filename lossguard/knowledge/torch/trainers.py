"""Rows of the wrappers that take PyTorch's training steps: what their constructors are given. The effects:

- skorch_net: a net that makes its module and criterion itself and takes its steps in `fit`.
- ignite_engine: an engine that runs a function, or the supervised step, over a loader.
- transformers_trainer: a trainer that calls its model on a batch with labels, or `compute_loss` of a subclass.
- fastai_learner: a learner of data, a model that is given or made for them, a loss that is given or the data's own.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_SKORCH = "skorch 1.4.0, net.py, classifier.py, regressor.py"
_FASTAI = "fastai 2.8.12, vision/learner.py"
_IGNITE = "ignite 0.5.5, engine/__init__.py"

SKORCH: tuple[Call, ...] = (
    Call(
        names=("skorch.NeuralNet",),
        params="module, criterion, optimizer=?, lr=0.01, max_epochs=10, batch_size=128, **kwargs",
        effect="skorch_net",
        checked="1.4",
        source=_SKORCH,
    ),
    Call(
        names=("skorch.NeuralNetClassifier",),
        params="module, *args, criterion=?, train_split=?, classes=None, **kwargs",
        effect="skorch_net",
        checked="1.4",
        source=_SKORCH,
    ),
    Call(
        names=("skorch.NeuralNetBinaryClassifier",),
        params="module, *args, criterion=?, train_split=?, threshold=0.5, **kwargs",
        effect="skorch_net",
        checked="1.4",
        source=_SKORCH,
    ),
    Call(
        names=("skorch.NeuralNetRegressor",),
        params="module, *args, criterion=?, **kwargs",
        effect="skorch_net",
        checked="1.4",
        source=_SKORCH,
    ),
)

IGNITE: tuple[Call, ...] = (
    Call(
        names=("ignite.engine.Engine",),
        params="process_function",
        effect="ignite_engine",
        checked="0.5.5",
        source=_IGNITE,
    ),
    Call(
        names=("ignite.engine.create_supervised_trainer",),
        params="model, optimizer, loss_fn, device=None, non_blocking=False, prepare_batch=?, model_transform=?,"
        " output_transform=?, deterministic=False, amp_mode=None, scaler=False, gradient_accumulation_steps=1,"
        " model_fn=?",
        effect="ignite_engine",
        checked="0.5.5",
        source=_IGNITE,
    ),
    Call(
        names=("ignite.engine.supervised_training_step",),
        params="model, optimizer, loss_fn, device=None, non_blocking=False, prepare_batch=?, model_transform=?,"
        " output_transform=?, gradient_accumulation_steps=1, model_fn=?",
        effect="ignite_engine",
        checked="0.5.5",
        source=_IGNITE,
    ),
    Call(
        names=("ignite.engine.create_supervised_evaluator",),
        params="model, metrics=None, device=None, non_blocking=False, prepare_batch=?, model_transform=?,"
        " output_transform=?, amp_mode=None, model_fn=?",
        effect="ignite_engine",
        checked="0.5.5",
        source=_IGNITE,
    ),
    Call(
        names=("ignite.engine.supervised_evaluation_step",),
        params="model, device=None, non_blocking=False, prepare_batch=?, model_transform=?, output_transform=?,"
        " model_fn=?",
        effect="ignite_engine",
        checked="0.5.5",
        source=_IGNITE,
    ),
)

FASTAI: tuple[Call, ...] = (
    Call(
        names=("fastai.Learner",),
        params="dls, model, loss_func=None, opt_func=?, lr=?, splitter=?, cbs=None, metrics=None, **kwargs",
        aliases=(("data", "dls"),),
        effect="fastai_learner",
        checked="2.8.12",
        source="fastai 2.8.12, learner.py",
    ),
    Call(
        names=(
            "fastai.vision_learner",
            "fastai.cnn_learner",
            "fastai.create_cnn",
        ),
        params="dls, arch, normalize=True, n_out=None, pretrained=True, weights=None, loss_func=None, **kwargs",
        aliases=(("data", "dls"),),
        effect="fastai_learner",
        checked="2.8.12",
        source=_FASTAI,
    ),
    Call(
        names=("fastai.unet_learner",),
        params="dls, arch, normalize=True, n_out=None, pretrained=True, weights=None, config=None, loss_func=None,"
        " **kwargs",
        aliases=(("data", "dls"),),
        effect="fastai_learner",
        checked="2.8.12",
        source=_FASTAI,
    ),
    Call(
        names=("fastai.tabular_learner",),
        params="dls, layers=None, emb_szs=None, config=None, n_out=None, y_range=None, **kwargs",
        aliases=(("data", "dls"),),
        effect="fastai_learner",
        checked="2.8.12",
        source="fastai 2.8.12, tabular/learner.py",
    ),
    Call(
        names=("fastai.text_classifier_learner",),
        params="dls, arch, seq_len=72, config=None, backwards=False, pretrained=True, drop_mult=0.5, n_out=None,"
        " lin_ftrs=None, ps=None, max_len=1440, y_range=None, **kwargs",
        aliases=(("data", "dls"),),
        effect="fastai_learner",
        checked="2.8.12",
        source="fastai 2.8.12, text/learner.py",
    ),
)

TRANSFORMERS: tuple[Call, ...] = (
    Call(
        names=("transformers.Trainer",),
        params="model=None, args=None, data_collator=None, train_dataset=None, eval_dataset=None, **kwargs",
        effect="transformers_trainer",
        checked="5.23",
        source="transformers 5.23, trainer.py",
    ),
)

TRAINERS: tuple[Call, ...] = (*SKORCH, *IGNITE, *FASTAI, *TRANSFORMERS)
