"""Rows of Keras' layers over several tensors: merging, products, attention; `layers.py` joins them with the others."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind, by

_MERGE_KINDS = by(
    "mode",
    {
        "sum": LayerKind.COMBINE,
        "mul": LayerKind.COMBINE,
        "ave": LayerKind.COMBINE,
        "max": LayerKind.COMBINE,
        "concat": LayerKind.CONCAT,
        "dot": LayerKind.SIMILARITY,
        "cos": LayerKind.SIMILARITY,
    },
)
_MERGE_OPERATIONS = by("mode", {"sum": "add", "mul": "multiply", "ave": "average", "max": "maximum"})
_MERGING = "keras.io/api/layers/merging_layers"
_ATTENTION = "keras.io/api/layers/attention_layers"

KERAS_1: tuple[Layer, ...] = (
    # given to a Sequential, its `layers` are the models whose outputs it joins; a callable mode is OPAQUE
    Layer(
        names=("keras.layers.Merge",),
        params="layers=None, mode='sum', concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None,"
        " arguments=None, node_indices=None, tensor_indices=None, name=None",
        kind=LayerKind.OPAQUE,
        kind_by=_MERGE_KINDS,
        operation=_MERGE_OPERATIONS,
        axis="concat_axis",
        inner="layers",
        versions="keras<3",
        checked="1.2.2",
        source="keras 1.2.2, engine/topology.py",
    ),
    Layer(
        names=("keras.layers.merge",),
        params="inputs, mode='sum', concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None, arguments=None,"
        " name=None",
        kind=LayerKind.OPAQUE,
        kind_by=_MERGE_KINDS,
        operation=_MERGE_OPERATIONS,
        axis="concat_axis",
        functional=True,
        versions="keras<3",
        checked="1.2.2",
        source="keras 1.2.2, engine/topology.py",
    ),
)

CONCATENATE: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Concatenate",),
        params="axis=-1, **kwargs",
        kind=LayerKind.CONCAT,
        axis="axis",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.concatenate",),
        params="inputs, axis=-1, **kwargs",
        kind=LayerKind.CONCAT,
        axis="axis",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
)

COMBINE: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Add",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="add",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.add",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="add",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.Subtract",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="subtract",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.subtract",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="subtract",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.Multiply",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="multiply",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.multiply",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="multiply",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.Average",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="average",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.average",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="average",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.Maximum",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="maximum",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.maximum",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="maximum",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.Minimum",),
        params="**kwargs",
        kind=LayerKind.COMBINE,
        operation="minimum",
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.minimum",),
        params="inputs, **kwargs",
        kind=LayerKind.COMBINE,
        operation="minimum",
        functional=True,
        checked="3.15",
        source=_MERGING,
    ),
)

SIMILARITY: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Dot",),
        params="axes, normalize=False, **kwargs",
        kind=LayerKind.SIMILARITY,
        checked="3.15",
        source=_MERGING,
    ),
    Layer(
        names=("keras.layers.dot",),
        params="inputs, axes, normalize=False, **kwargs",
        kind=LayerKind.SIMILARITY,
        functional=True,
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/merging/dot.py",
    ),
    Layer(
        names=("keras.layers.dot",),
        params="inputs, axes=-1, *, normalize=False, **kwargs",
        kind=LayerKind.SIMILARITY,
        functional=True,
        versions="keras>=3",
        checked="3.15",
        source=_MERGING,
    ),
)

# weighted means of values that are free themselves; called on [query, value], as wide as the value
ATTENTION: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Attention",),
        params="use_scale=False, score_mode='dot', dropout=0.0, seed=None, **kwargs",
        kind=LayerKind.OPAQUE,
        checked="3.15",
        source=_ATTENTION,
    ),
    Layer(
        names=("keras.layers.AdditiveAttention",),
        params="use_scale=True, dropout=0.0, **kwargs",
        kind=LayerKind.OPAQUE,
        checked="3.15",
        source=_ATTENTION,
    ),
    # projected back to the query's width
    Layer(
        names=("keras.layers.MultiHeadAttention",),
        params="num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, **kwargs",
        kind=LayerKind.AFFINE,
        width="output_shape",
        keeps_width=True,
        versions="keras>=3; tf>=2.4",
        checked="3.15",
        source=_ATTENTION,
    ),
    Layer(
        names=("keras.layers.GroupQueryAttention", "keras.layers.GroupedQueryAttention"),
        params="head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, **kwargs",
        kind=LayerKind.AFFINE,
        keeps_width=True,
        versions="keras>=3",
        checked="3.15",
        source=_ATTENTION,
    ),
)
