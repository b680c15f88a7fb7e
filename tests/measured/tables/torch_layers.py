"""The layers of PyTorch: the space, the width and the rank of what they put out."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
loss = nn.MSELoss()
ids = torch.randint(0, 9, (6, 5))
flat = nn.Linear(4, 8)(torch.randn(6, 4) * 50)
line = nn.Conv1d(4, 8, 1)(torch.randn(6, 4, 1) * 50 + torch.randn(6, 4, 12))
image = nn.Conv2d(4, 8, 1)(torch.randn(6, 4, 1, 1) * 50 + torch.randn(6, 4, 12, 12))
volume = nn.Conv3d(4, 8, 1)(torch.randn(6, 4, 1, 1, 1) * 50 + torch.randn(6, 4, 12, 12, 12))
steps = nn.Linear(4, 8)(torch.randn(5, 6, 4) * 50)
target = torch.zeros(6, 8)
weights = torch.randn(8)
"""
INPUTS = {1: "line", 2: "image", 3: "volume"}
RANK = ("rank",)
ALL = ("rank", "width", "space")
WIDE = ("rank", "width")
SPACE = ("space",)
SEEN = ("rank", "space")
MADE = {
    "Linear": "nn.Linear(8, 5)(flat)", "LazyLinear": "nn.LazyLinear(5)(flat)",
    "Bilinear": "nn.Bilinear(8, 8, 5)(flat, flat)",
    "Identity": "nn.Identity()(torch.sigmoid(flat / 50))", "Dropout": "nn.Dropout(0.1)(flat)",
    "functional.dropout": "F.dropout(flat, 0.1)", "functional.alpha_dropout": "F.alpha_dropout(flat, 0.1)",
    "ZeroPad1d": "nn.ZeroPad1d(1)(line)", "ConstantPad1d": "nn.ConstantPad1d(1, 0.5)(line)",
    "functional.pad": "F.pad(image, (1, 1))", "ChannelShuffle": "nn.ChannelShuffle(2)(image)",
    "LocalResponseNorm": "nn.LocalResponseNorm(2)(image)", "CrossMapLRN2d": "nn.CrossMapLRN2d(2)(image)",
    "BatchNorm1d": "nn.BatchNorm1d(8)(flat)", "LazyBatchNorm1d": "nn.LazyBatchNorm2d()(image)",
    "SyncBatchNorm": "nn.SyncBatchNorm(8).eval()(image)", "InstanceNorm1d": "nn.InstanceNorm2d(8)(image)",
    "LazyInstanceNorm1d": "nn.LazyInstanceNorm1d()(line)", "LayerNorm": "nn.LayerNorm(8)(flat)",
    "RMSNorm": "nn.RMSNorm(8)(flat)", "GroupNorm": "nn.GroupNorm(2, 8)(image)",
    "functional.batch_norm": "F.batch_norm(flat, torch.zeros(8), torch.ones(8))",
    "functional.instance_norm": "F.instance_norm(image)", "functional.layer_norm": "F.layer_norm(flat, (8,))",
    "functional.rms_norm": "F.rms_norm(flat, (8,))", "functional.group_norm": "F.group_norm(image, 2)",
    "functional.local_response_norm": "F.local_response_norm(image, 2)",
    "LSTM": "nn.LSTM(8, 5)(steps)[0]", "GRU": "nn.GRU(8, 5)(steps)[0]", "RNN": "nn.RNN(8, 5)(steps)[0]",
    "LSTMCell": "nn.LSTMCell(8, 5)(flat)[0]", "GRUCell": "nn.GRUCell(8, 5)(flat)", "RNNCell": "nn.RNNCell(8, 5)(flat)",
    "TransformerEncoderLayer": "nn.TransformerEncoderLayer(8, 2)(steps)",
    "TransformerEncoder": "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2), 1)(steps)",
    "TransformerDecoder": "nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2), 1)(steps, steps)",
    "Transformer": "nn.Transformer(8, 2, 1, 1)(steps, steps)",
    "MultiheadAttention": "nn.MultiheadAttention(8, 2)(steps, steps, steps)[0]",
    "Embedding": "nn.Embedding(9, 5)(ids) * 9", "EmbeddingBag": "nn.EmbeddingBag(9, 5)(ids) * 9",
}  # fmt: skip
# What the rows claim of these is less than a width: the rank, or the values.
SHAPED = {
    "Embedding.from_pretrained": ("nn.Embedding.from_pretrained(torch.randn(9, 5))(ids) * 9", SEEN),
    "functional.embedding": ("F.embedding(ids, torch.randn(9, 5))", SEEN),
    "functional.bilinear": ("F.bilinear(flat, flat, torch.randn(5, 8, 8))", SEEN),
    "functional.linear": ("F.linear(flat, torch.randn(5, 8))", SEEN),
    "Flatten": ("nn.Flatten()(image)", SEEN), "Unflatten": ("nn.Unflatten(1, (2, 4))(flat)", SPACE),
    "Upsample": ("nn.Upsample(scale_factor=2)(image)", SEEN),
    "UpsamplingBilinear2d": ("nn.UpsamplingBilinear2d(scale_factor=2)(image)", SEEN),
    "functional.interpolate": ("F.interpolate(image, scale_factor=2)", SEEN),
    "functional.upsample": ("F.upsample(image, scale_factor=2)", SEEN),
    "functional.upsample_bilinear": ("F.upsample_bilinear(image, scale_factor=2)", SEEN),
    "functional.grid_sample": ("F.grid_sample(image, torch.zeros(6, 3, 3, 2))", SEEN),
    "PixelShuffle": ("nn.PixelShuffle(2)(image)", SPACE), "PixelUnshuffle": ("nn.PixelUnshuffle(2)(image)", SPACE),
    "functional.pixel_shuffle": ("F.pixel_shuffle(image, 2)", SPACE),
    "functional.pixel_unshuffle": ("F.pixel_unshuffle(image, 2)", SPACE),
    "Fold": ("nn.Fold((4, 4), 2)(nn.Conv1d(4, 8, 1)(torch.randn(6, 4, 9) * 50))", SPACE),
    "Unfold": ("nn.Unfold(2)(image)", SPACE),
    "functional.fold": ("F.fold(nn.Conv1d(4, 8, 1)(torch.randn(6, 4, 9) * 50), (4, 4), 2)", SPACE),
    "functional.unfold": ("F.unfold(image, 2)", SPACE),
    "CosineSimilarity": ("nn.CosineSimilarity(1)(flat, flat.flip(0))", SPACE),
    "PairwiseDistance": ("nn.PairwiseDistance()(flat, flat.flip(0))", SPACE),
    "functional.cosine_similarity": ("F.cosine_similarity(flat, flat.flip(0))", SPACE),
    "functional.pairwise_distance": ("F.pairwise_distance(flat, flat.flip(0))", SPACE),
    "functional.pdist": ("F.pdist(flat)", SPACE),
    "functional.scaled_dot_product_attention": ("F.scaled_dot_product_attention(steps, steps, steps)", SEEN),
}  # fmt: skip
POOLS = {
    "AvgPool": "(2)", "MaxPool": "(2)", "AdaptiveAvgPool": "(2)", "AdaptiveMaxPool": "(2)",
}  # fmt: skip
POOL_FUNCTIONS = {"avg_pool": 3, "max_pool": 3, "adaptive_avg_pool": 2, "adaptive_max_pool": 2}


def _case(name: str, value: str, tells: tuple[str, ...] = ALL) -> Case:
    return Case(f"Layer torch.nn.{name}", value, part=HEAD, tells=tells)


TABLE = Table(
    name="torch_layers",
    needs=("torch",),
    start=START,
    uses={HEAD: "loss({}, target)"},
    cases=(
        *(_case(name, value) for name, value in MADE.items()),
        _case("LSTM", "nn.LSTM(8, 5, bidirectional=True)(steps)[0]"),
        _case("LSTM", "nn.LSTM(8, 5, proj_size=3)(steps)[1][0]", ("width", "space")),
        _case("GRU", "nn.GRU(8, 5, batch_first=True)(steps)[0][:, -1]", RANK),
        *(_case(name, value, tells) for name, (value, tells) in SHAPED.items()),
        Case("Layer torch.cdist", "torch.cdist(flat, flat)", part=HEAD, tells=SPACE),
        *(
            _case(f"{name}{axes}d", f"nn.{name}{axes}d{given}({data})")
            for axes, data in INPUTS.items()
            for name, given in POOLS.items()
        ),
        *(_case(f"LPPool{axes}d", f"nn.LPPool{axes}d(2, 2)({data})", WIDE) for axes, data in INPUTS.items()),
        *(
            _case(f"functional.{name}{axes}d", f"F.{name}{axes}d({data}, {size})")
            for axes, data in INPUTS.items()
            for name, size in POOL_FUNCTIONS.items()
        ),
        *(
            _case(f"functional.conv{axes}d", f"F.conv{axes}d({data}, torch.randn(5, 8{', 1' * axes}))", SEEN)
            for axes, data in INPUTS.items()
        ),
        *(
            _case(
                f"functional.conv_transpose{axes}d",
                f"F.conv_transpose{axes}d({data}, torch.randn(8, 5{', 1' * axes}))",
                SEEN,
            )
            for axes, data in INPUTS.items()
        ),
    ),
)
