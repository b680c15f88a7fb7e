"""Rows of PyTorch's recurrent nets, transformers and embeddings; `layers.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind
from lossguard.vocabulary import Space

_TORCH = "pytorch.org/docs, torch.nn"

RECURRENT: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.LSTM",),
        params="input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,"
        " bidirectional=False, proj_size=0, device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        instead="proj_size",
        doubles="bidirectional",
        rank=3,
        fixed_activation="tanh",
        space=Space.SYMMETRIC,
        result=("output", ("state", "other")),
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.GRU",),
        params="input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,"
        " bidirectional=False, device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        doubles="bidirectional",
        rank=3,
        fixed_activation="tanh",
        space=Space.SYMMETRIC,
        result=("output", "state"),
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.RNN",),
        params="input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False,"
        " dropout=0.0, bidirectional=False, device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        doubles="bidirectional",
        rank=3,
        activation="nonlinearity",
        gated=False,
        result=("output", "state"),
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LSTMCell",),
        params="input_size, hidden_size, bias=True, device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        rank=2,
        fixed_activation="tanh",
        space=Space.SYMMETRIC,
        result=("output", "other"),
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.GRUCell",),
        params="input_size, hidden_size, bias=True, device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        rank=2,
        fixed_activation="tanh",
        space=Space.SYMMETRIC,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.RNNCell",),
        params="input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None",
        kind=LayerKind.RECURRENT,
        width="hidden_size",
        rank=2,
        activation="nonlinearity",
        gated=False,
        checked="2.13",
        source=_TORCH,
    ),
)

TRANSFORMERS: tuple[Layer, ...] = (
    # Free values: a LayerNorm or a sum ends each layer, whatever `activation` is inside.
    Layer(
        names=(
            "torch.nn.TransformerEncoderLayer",
            "torch.nn.TransformerDecoderLayer",
        ),
        params="d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=?, layer_norm_eps=1e-05,"
        " batch_first=False, norm_first=False, bias=True, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="d_model",
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.TransformerEncoder",),
        params="encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True",
        kind=LayerKind.WRAPPER,
        inner="encoder_layer",
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.TransformerDecoder",),
        params="decoder_layer, num_layers, norm=None",
        kind=LayerKind.WRAPPER,
        inner="decoder_layer",
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Transformer",),
        params="d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048,"
        " dropout=0.1, activation=?, custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-05,"
        " batch_first=False, norm_first=False, bias=True, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="d_model",
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.MultiheadAttention",),
        params="embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None,"
        " vdim=None, batch_first=False, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="embed_dim",
        result=("output", "other"),
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.scaled_dot_product_attention",),
        params="query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False",
        kind=LayerKind.AFFINE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)

EMBEDDING: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.Embedding",),
        params="num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0,"
        " scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None",
        kind=LayerKind.EMBED,
        width="embedding_dim",
        checked="2.13",
        source=_TORCH,
    ),
    # One row a bag.
    Layer(
        names=("torch.nn.EmbeddingBag",),
        params="num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,"
        " mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None,"
        " dtype=None",
        kind=LayerKind.AFFINE,
        width="embedding_dim",
        rank=2,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Embedding.from_pretrained",),
        params="embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0,"
        " scale_grad_by_freq=False, sparse=False",
        kind=LayerKind.EMBED,
        keeps_width=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.embedding",),
        params="input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False",
        kind=LayerKind.EMBED,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)
