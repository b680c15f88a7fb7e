"""Rows of what is put around a PyTorch module, a loop or a score; the effects are explained in `models.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch.nn"
_ACCELERATE = "huggingface.co/docs/accelerate; lightning.ai/docs/fabric"

WRAPPERS: tuple[Call, ...] = (
    Call(
        names=("torch.nn.DataParallel",),
        params="module, device_ids=None, output_device=None, dim=0",
        effect="same_object",
        options=(("subject", "module"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.parallel.DistributedDataParallel",),
        params="module, device_ids=None, output_device=None, *args, **kwargs",
        effect="same_object",
        options=(("subject", "module"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.distributed.fsdp.FullyShardedDataParallel",
            "torch.distributed.fsdp.fully_shard",
        ),
        params="module, *args, **kwargs",
        effect="same_object",
        options=(("subject", "module"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.compile",),
        params="model=None, *, fullgraph=False, dynamic=None, backend=?, mode=None, options=None, **kwargs",
        effect="same_object",
        options=(("subject", "model"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.jit.script",),
        params="obj, *args, **kwargs",
        effect="same_object",
        options=(("subject", "obj"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.jit.trace",),
        params="func, example_inputs=None, *args, **kwargs",
        effect="same_object",
        options=(("subject", "func"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.nn.SyncBatchNorm.convert_sync_batchnorm",
            "timm.layers.convert_sync_batchnorm",
            "timm.layers.convert_splitbn_model",
        ),
        params="module, process_group=None",
        effect="same_object",
        options=(("subject", "module"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.nn.utils.weight_norm",
            "torch.nn.utils.spectral_norm",
            "torch.nn.utils.parametrizations.weight_norm",
            "torch.nn.utils.parametrizations.spectral_norm",
            "torch.nn.utils.parametrizations.orthogonal",
            "torch.nn.utils.remove_weight_norm",
            "torch.nn.utils.remove_spectral_norm",
        ),
        params="module, *args, **kwargs",
        effect="same_object",
        options=(("subject", "module"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.optim.swa_utils.AveragedModel",
            "timm.utils.ModelEma",
            "timm.utils.ModelEmaV2",
            "timm.utils.ModelEmaV3",
            "apex.parallel.DistributedDataParallel",
        ),
        params="model, *args, **kwargs",
        effect="same_object",
        options=(("subject", "model"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.quantization.prepare",
            "torch.quantization.prepare_qat",
            "torch.quantization.convert",
            "torch.ao.quantization.prepare",
            "torch.ao.quantization.prepare_qat",
            "torch.ao.quantization.convert",
        ),
        params="model, *args, **kwargs",
        effect="same_object",
        options=(("subject", "model"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("accelerate.Accelerator",),
        params="*args, **kwargs",
        effect="instance",
        checked="1.14",
        source=_ACCELERATE,
    ),
    Call(
        names=("lightning.Fabric",),
        params="*args, **kwargs",
        effect="instance",
        checked="2.6",
        source=_ACCELERATE,
    ),
    Call(
        names=(
            "accelerate.Accelerator.prepare",
            "lightning.Fabric.setup",
            "lightning.Fabric.setup_dataloaders",
        ),
        params="*args, **kwargs",
        effect="prepared",
        checked="1.14",
        source=_ACCELERATE,
    ),
    Call(
        names=(
            "accelerate.Accelerator.prepare_model",
            "accelerate.Accelerator.unwrap_model",
            "lightning.Fabric.setup_module",
        ),
        params="model, *args, **kwargs",
        effect="same_object",
        options=(("subject", "model"),),
        checked="1.14",
        source=_ACCELERATE,
    ),
    Call(
        names=(
            "accelerate.Accelerator.gather",
            "accelerate.Accelerator.gather_for_metrics",
            "accelerate.Accelerator.reduce",
            "accelerate.Accelerator.pad_across_processes",
            "lightning.Fabric.all_gather",
            "lightning.Fabric.all_reduce",
        ),
        params="tensor, *args, **kwargs",
        effect="prepared",
        checked="1.14",
        source=_ACCELERATE,
    ),
    Call(
        names=(
            "accelerate.Accelerator.backward",
            "lightning.Fabric.backward",
            "accelerate.Accelerator.print",
            "accelerate.Accelerator.log",
            "accelerate.Accelerator.wait_for_everyone",
        ),
        params="*args, **kwargs",
        effect="nothing",
        checked="1.14",
        source=_ACCELERATE,
    ),
)

CONTEXTS: tuple[Call, ...] = (
    Call(
        names=(
            "torch.no_grad",
            "torch.autograd.no_grad",
        ),
        params="",
        effect="no_grad",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.inference_mode",
            "torch.autograd.inference_mode",
        ),
        params="mode=True",
        effect="no_grad",
        options=(("mode", "mode"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.set_grad_enabled",
            "torch.autograd.set_grad_enabled",
        ),
        params="mode",
        effect="grad_mode",
        options=(("mode", "mode"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.enable_grad",
            "torch.autograd.enable_grad",
        ),
        params="",
        effect="grad_mode",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.autocast",
            "torch.amp.autocast",
            "torch.cuda.amp.autocast",
            "torch.cpu.amp.autocast",
            "torch.amp.autocast_mode.autocast",
        ),
        params="device_type=?, dtype=None, enabled=True, cache_enabled=None",
        effect="autocast",
        checked="2.13",
        source=_TORCH,
    ),
    # The first position is that of probabilities.
    Call(
        names=(
            "torch.distributions.Categorical",
            "torch.distributions.OneHotCategorical",
            "torch.distributions.Bernoulli",
            "torch.distributions.categorical.Categorical",
            "torch.distributions.bernoulli.Bernoulli",
            "torch.distributions.one_hot_categorical.OneHotCategorical",
        ),
        params="probs=None, logits=None, validate_args=None",
        effect="distribution",
        options=(
            ("probs", "probs"),
            ("logits", "logits"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
)
