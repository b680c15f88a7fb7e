"""Calls of packages around PyTorch: image transforms, packed sequences, accelerators, collators, resampled rows."""

from __future__ import annotations

from tests.measured.cases import HEAD, LABELS, Case, Table

START = """\
import accelerate
import lightning
import numpy as np
import torch
import torch.nn as nn
from imblearn.over_sampling import SMOTE
from torch.nn.utils import rnn
from torchvision import transforms

torch.manual_seed(0)
loss = nn.MSELoss()
reals = torch.randn(12, 4) * 50
ids = torch.tensor([0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2, 0])
target = torch.zeros(12, 5)
model = nn.Linear(4, 5)
image = np.zeros((8, 8, 3), dtype="uint8")
mask = torch.rand(3, 8, 8)
steps = nn.Linear(4, 8)(torch.randn(3, 5, 4) * 50)
lengths = torch.tensor([5, 4, 2])
fabric = lightning.Fabric(accelerator="cpu")
accelerator = accelerate.Accelerator(cpu=True)
"""
ALL = ("rank", "width", "space")
TYPED = ("rank", "dtype")
TABLE = Table(
    name="kin_calls",
    needs=("torch", "torchvision", "accelerate", "lightning", "imblearn", "numpy"),
    start=START,
    uses={LABELS: "loss(model(reals), {})", HEAD: "loss({}, target)"},
    cases=(
        Case("Call torchvision.transforms.functional.to_tensor", "transforms.functional.to_tensor(image)", tells=TYPED),
        Case("Call torchvision.transforms.ToTensor", "transforms.ToTensor()(image)", tells=TYPED),
        Case("Call torchvision.transforms.functional.normalize",
             "transforms.functional.normalize(mask, [0.5], [0.5])", tells=(*TYPED, "encoding")),
        Case("Call torchvision.transforms.Normalize", "transforms.Normalize([0.5], [0.5])(mask)",
             tells=(*TYPED, "encoding")),
        Case("Call torchvision.transforms.Compose",
             "transforms.Compose([transforms.ToTensor(), transforms.Normalize([0.5], [0.5])])(image)",
             tells=(*TYPED, "encoding")),
        Case("Call torchvision.transforms.Lambda", "transforms.Lambda(lambda x: x.flatten())(mask)", tells=TYPED),
        Case("Call torchvision.transforms.functional.resize", "transforms.functional.resize(mask, 4)", tells=TYPED),
        Case("Call torchvision.transforms.Resize", "transforms.Resize(4)(mask)", tells=TYPED),
        Case("Call torch.nn.utils.rnn.pack_padded_sequence",
             "rnn.pack_padded_sequence(steps, lengths, batch_first=True).data", part=HEAD, tells=ALL),
        Case("Call torch.nn.utils.rnn.pad_packed_sequence", "padded", (
             "packed = rnn.pack_padded_sequence(steps, lengths, batch_first=True)",
             "padded, sizes = rnn.pad_packed_sequence(packed, batch_first=True)"), part=HEAD, tells=ALL),
        Case("Call lightning.Fabric", "fabric.setup(model)(reals)", part=HEAD, tells=ALL),
        Case("Call accelerate.Accelerator", "accelerator.prepare(model)(reals)", part=HEAD, tells=ALL),
        Case("Call accelerate.Accelerator.prepare", "one(reals)",
             ("one, step = accelerator.prepare(model, torch.optim.SGD(model.parameters(), 0.1))",),
             part=HEAD, tells=ALL),
        Case("Call accelerate.Accelerator.prepare_model", "accelerator.prepare_model(model)(reals)", part=HEAD,
             tells=ALL),
        Case("Call accelerate.Accelerator.gather", "accelerator.gather(model(reals))", part=HEAD, tells=ALL),
        Case("Call imblearn.over_sampling.SMOTE.fit_resample", "torch.as_tensor(more)",
             ("x, more = SMOTE(k_neighbors=1).fit_resample(reals.numpy(), ids.numpy())",), tells=("encoding", "dtype")),
    ),
)  # fmt: skip
