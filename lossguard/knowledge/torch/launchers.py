"""Rows of what calls a function of the program elsewhere; the effects are explained in `models.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs"
_PYTHON = "docs.python.org"

LAUNCHERS: tuple[Call, ...] = (
    Call(
        names=(
            "torch.multiprocessing.spawn",
            "torch.multiprocessing.start_processes",
            "torch_xla.distributed.xla_multiprocessing.spawn",
            "torch_xla.launch",
        ),
        params="fn, args=(), nprocs=1, join=True, daemon=False, start_method='spawn'",
        effect="runs",
        options=(
            ("func", "fn"),
            ("args", "args"),
            ("numbered", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.multiprocessing.Process",
            "multiprocessing.Process",
            "multiprocessing.context.Process",
            "threading.Thread",
        ),
        params="group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None",
        effect="runs",
        options=(
            ("func", "target"),
            ("args", "args"),
            ("kwargs", "kwargs"),
        ),
        checked="3.14",
        source=_PYTHON,
    ),
    Call(
        names=(
            "accelerate.notebook_launcher",
            "accelerate.launchers.notebook_launcher",
            "accelerate.debug_launcher",
            "accelerate.launchers.debug_launcher",
        ),
        params="function, args=(), num_processes=None, *rest, **kwargs",
        effect="runs",
        options=(
            ("func", "function"),
            ("args", "args"),
        ),
        checked="1.14",
        source="huggingface.co/docs/accelerate",
    ),
    Call(
        names=(
            "torch.nn.parallel.data_parallel",
            "torch.nn.parallel.data_parallel.data_parallel",
        ),
        params="module, inputs, device_ids=None, output_device=None, dim=0, module_kwargs=None",
        effect="applies",
        options=(
            ("func", "module"),
            ("given", "inputs"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.checkpoint.checkpoint",),
        params="function, *args, use_reentrant=None, context_fn=?, determinism_check=?, debug=False, **kwargs",
        effect="applies",
        options=(
            ("func", "function"),
            ("given", "args"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.utils.checkpoint.checkpoint_sequential",),
        params="functions, segments, input, use_reentrant=None, **kwargs",
        effect="applies",
        options=(
            ("func", "functions"),
            ("given", "input"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
)
