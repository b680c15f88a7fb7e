"""What holds, wraps, compiles or distributes modules of PyTorch, and what turns gradients on and off."""

from __future__ import annotations

from tests.measured.cases import HEAD, WITHIN, Case, Table

START = """\
import torch
import torch.nn as nn
import torch.utils.checkpoint
from torch import multiprocessing

torch.manual_seed(0)
loss = nn.MSELoss()
wrong = nn.BCELoss()
reals = torch.randn(6, 4) * 50
target = torch.zeros(6, 5)
model = nn.Linear(4, 5)
tail = nn.Sequential(nn.Linear(4, 7), nn.ReLU(), nn.Linear(7, 5), nn.Softmax(dim=1))
bare = nn.Linear(4, 5)
store = torch.distributed.HashStore()
"""
ALL = ("rank", "width", "space")
JOIN = 'torch.distributed.init_process_group("gloo", store=store, rank=0, world_size=1)'
HELD = {
    "Sequential": "tail(reals / 50)", "ModuleList": "nn.ModuleList([nn.ReLU(), nn.Linear(4, 5)])[1](reals)",
    "ModuleDict": "nn.ModuleDict({'a': nn.Linear(4, 5)})['a'](reals)",
    "Module.cuda": "bare.cpu()(reals)", "DataParallel": "nn.DataParallel(model)(reals)",
    "SyncBatchNorm.convert_sync_batchnorm": "nn.SyncBatchNorm.convert_sync_batchnorm(model)(reals)",
    "utils.weight_norm": "nn.utils.weight_norm(nn.Linear(4, 5))(reals)",
    "parameter.Parameter": "reals @ weight",
    "ParameterList": "reals @ nn.ParameterList([weight])[0]",
    "ParameterDict": "reals @ nn.ParameterDict({'w': weight})['w']",
}  # fmt: skip
BEFORE = {"parameter.Parameter": ("weight = nn.Parameter(torch.randn(4, 5))",)}
WRAPPED = {
    "utils.checkpoint.checkpoint": "torch.utils.checkpoint.checkpoint(model, reals, use_reentrant=False)",
    "utils.checkpoint.checkpoint_sequential":
        "torch.utils.checkpoint.checkpoint_sequential(tail, 2, reals / 50, use_reentrant=False)",
    "compile": "torch.compile(model, backend='eager')(reals)", "jit.script": "torch.jit.script(model)(reals)",
    "jit.trace": "torch.jit.trace(model, reals)(reals)",
    "optim.swa_utils.AveragedModel": "torch.optim.swa_utils.AveragedModel(model)(reals)",
}  # fmt: skip
CONTEXTS = {
    "no_grad": "torch.no_grad()", "inference_mode": "torch.inference_mode()", "enable_grad": "torch.enable_grad()",
    "set_grad_enabled": "torch.set_grad_enabled(False)", "autocast": "torch.autocast('cpu')",
}  # fmt: skip
TABLE = Table(
    name="torch_modules",
    needs=("torch",),
    start=START + "\n\ndef inside(context):\n    with context:\n        return bare(reals)\n\n",
    uses={HEAD: "loss({}, target)", WITHIN: "with {}:\n    wrong(bare(reals), target)"},
    computes={WITHIN: "inside({})"},
    cases=(
        *(Case(f"Call torch.nn.{name}", value, BEFORE.get(name, ()), HEAD, ALL) for name, value in HELD.items()),
        *(Case(f"Call torch.{name}", value, (), HEAD, ALL) for name, value in WRAPPED.items()),
        Case("Call torch.nn.Module.compile", "bare(reals)", ("bare.compile(backend='eager')",), HEAD, ALL),
        Case("Call torch.nn.parallel.DistributedDataParallel", "nn.parallel.DistributedDataParallel(model)(reals)",
             (JOIN,), HEAD, ALL),
        Case("Call torch.distributed.fsdp.FullyShardedDataParallel",
             "torch.distributed.fsdp.FullyShardedDataParallel(nn.Linear(4, 5), device_id=torch.device('cpu'))(reals)",
             (), HEAD, ALL),
        *(Case(f"Call torch.{name}", value, (), WITHIN, ("verdict",)) for name, value in CONTEXTS.items()),
        Case("Call torch.set_grad_enabled", "torch.set_grad_enabled(True)", (), WITHIN, ("verdict",)),
    ),
)  # fmt: skip
