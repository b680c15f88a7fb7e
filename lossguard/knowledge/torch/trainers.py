"""Rows of the wrappers that take PyTorch's training steps: what their constructors are given. The effects:

- skorch_net: a net that makes its module and criterion itself and takes its steps in `fit`.
- ignite_engine: an engine that runs a function, or the supervised step, over a loader.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_SKORCH = "skorch 1.4.0, net.py, classifier.py, regressor.py"
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

TRAINERS: tuple[Call, ...] = (*SKORCH, *IGNITE)
