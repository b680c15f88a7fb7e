"""Looking names up: spellings, versions, strings, parameters."""

from __future__ import annotations

import pytest

from lossguard.knowledge.index import (
    REQUIRED,
    UNINTERESTING,
    Parameter,
    ParameterKind,
    canonical,
    engine,
    find,
    known,
    parameters,
    strings,
)
from lossguard.knowledge.parameters import parse_parameters
from lossguard.knowledge.rows import Activation, Loss, Metric
from lossguard.knowledge.versions import Version
from lossguard.vocabulary import Decision, Encoding, Space


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (("keras.layers.Dense", "keras"), "keras.layers.Dense"),
        (("keras.layers.Dense", "keras"), "keras.layers.core.Dense"),
        (("keras.layers.Dense", "keras"), "keras.src.layers.core.dense.Dense"),
        (("keras.layers.Dense", "keras"), "keras.api.layers.Dense"),
        (("keras.layers.Dense", "tf"), "tensorflow.keras.layers.Dense"),
        (("keras.layers.Dense", "tf"), "tensorflow.compat.v1.keras.layers.Dense"),
        (("keras.layers.Dense", "tf"), "tensorflow.contrib.keras.layers.Dense"),
        (("keras.layers.Dense", "tf"), "keras._tf_keras.keras.layers.Dense"),
        (("keras.layers.Dense", "tf_keras"), "tensorflow.python.keras.layers.core.Dense"),
        (("keras.layers.Dense", "tf_keras"), "tf_keras.layers.Dense"),
        (("keras.layers.Dense", "keras_core"), "keras_core.layers.Dense"),
        (("keras.layers.concatenate", "keras"), "keras.layers.merge.concatenate"),
        (("keras.layers.merge", "keras"), "keras.layers.merge"),
        (("keras.Model", "tf"), "tensorflow.keras.models.Model"),
        (("keras.Model", "keras"), "keras.engine.training.Model"),
        (("keras.losses.mse", "keras"), "keras.objectives.mse"),
        (("keras.utils.to_categorical", "keras"), "keras.utils.np_utils.to_categorical"),
        (("keras.losses.BinaryCrossentropy", "tf"), "tensorflow.losses.BinaryCrossentropy"),
        (
            ("tensorflow.compat.v1.losses.softmax_cross_entropy", "tf"),
            "tensorflow.losses.softmax_cross_entropy",
        ),
        (
            ("tensorflow.compat.v1.losses.softmax_cross_entropy", "tf"),
            "tensorflow.compat.v1.losses.softmax_cross_entropy",
        ),
        (("tensorflow.nn.softmax", "tf"), "tensorflow.compat.v1.nn.softmax"),
        (("keras", "tf"), "tensorflow.keras"),
        (("kerastuner.Tuner", None), "kerastuner.Tuner"),  # a prefix ends at a dot
        (("numpy.argmax", None), "numpy.argmax"),
    ],
)
def test_every_spelling_leads_to_one_name(expected: tuple[str, str | None], name: str) -> None:
    assert canonical(name) == expected


@pytest.mark.parametrize(
    ("expected", "name", "flavour", "version"),
    [
        ("log_cosh", "str:logcosh", "keras", (2, 2)),
        (None, "str:logcosh", "keras", (3,)),
        (None, "str:bce", "tf", (2, 0)),
        ("binary_crossentropy", "str:bce", "tf", (2, 1)),
        ("kl_divergence", "str:kld", "keras", (1,)),
        ("kl_divergence", "str:kld", "keras", (3,)),
        ("huber", "str:Huber", "tf", (2, 2)),
        ("mean_squared_error", "keras.losses.mse", "tf", (2, 21)),
        (None, "keras.losses.mse", "keras", (3,)),
        (None, "str:cce", "tf", (2, 10)),
        (None, "keras.losses.Dice", "tf", (2, 15)),
        ("cosine_similarity", "str:cosine", "keras", (2, 3)),
    ],
)
def test_a_loss_is_found_in_its_versions_alone(expected: str | None, name: str, flavour: str, version: Version) -> None:
    row = find(Loss, name, flavour, version)
    assert (row.canonical if row else None) == expected


def test_a_name_of_another_version_is_known_and_one_of_none_is_not() -> None:
    assert known(Loss, "str:logcosh")
    assert known(Loss, "str:bce")
    assert not known(Loss, "str:cce")
    assert not known(Loss, "str:softmax")  # an activation


def test_the_same_string_is_another_row_for_each_kind() -> None:
    loss = find(Loss, "str:binary_crossentropy", "keras", (3,))
    metric = find(Metric, "str:binary_crossentropy", "keras", (3,))
    assert isinstance(loss, Loss)
    assert isinstance(metric, Metric)


def test_accuracy_is_left_to_the_engine_and_its_relatives_are_not() -> None:
    accuracy = find(Metric, "str:accuracy", "tf", (2, 0))
    categorical = find(Metric, "str:categorical_accuracy", "tf", (2, 0))
    assert accuracy is not None
    assert categorical is not None
    assert accuracy.resolve == "accuracy"
    assert (categorical.resolve, categorical.decision) == (None, Decision.ARGMAX)


def test_a_capital_accuracy_was_exact_equality_once() -> None:
    then = find(Metric, "str:Accuracy", "tf", (2, 4))
    now = find(Metric, "str:Accuracy", "tf", (2, 6))
    assert then is not None
    assert now is not None
    assert (then.resolve, then.decision) == (None, Decision.EQUALITY)
    assert now.resolve == "accuracy"


def test_what_a_loss_expects_follows_its_switch() -> None:
    row = find(Loss, "keras.losses.BinaryCrossentropy", "keras", (3,))
    assert row is not None
    assert not isinstance(row.expects, Space)
    assert row.expects.given(False) is Space.UNIT
    assert row.expects.given(True) is Space.REAL


def test_hinge_takes_zeros_and_ones_from_keras_2_3_on() -> None:
    before = find(Loss, "str:hinge", "keras", (2, 2))
    after = find(Loss, "str:hinge", "keras", (2, 3))
    assert before is not None
    assert after is not None
    assert Encoding.BINARY not in before.labels
    assert Encoding.BINARY in after.labels


def test_strings_to_suggest_are_those_of_the_version() -> None:
    assert "logcosh" in strings(Loss, "tf", (2, 15))
    assert "logcosh" not in strings(Loss, "keras", (3,))
    assert strings(Activation, "keras", (1,)) == [
        "elu",
        "hard_sigmoid",
        "linear",
        "relu",
        "sigmoid",
        "softmax",
        "softplus",
        "softsign",
        "tanh",
    ]


@pytest.mark.parametrize(
    ("third", "flavour", "version"),
    [("axis", "keras", (2, 3)), ("axis", "tf", (2, 6)), ("axis", "tf", (2, 15)), ("ignore_class", "keras", (3,))],
)
def test_sparse_crossentropy_swapped_two_parameters(third: str, flavour: str, version: Version) -> None:
    row = find(Loss, "keras.losses.sparse_categorical_crossentropy", flavour, version)
    assert row is not None
    assert parameters(row)[3].name == third


def test_parameters_are_read_with_their_defaults_and_kinds() -> None:
    assert parse_parameters("units, activation=None, scale=-1.5, *, name=?, **kwargs") == (
        Parameter("units", REQUIRED),
        Parameter("activation", None),
        Parameter("scale", -1.5),
        Parameter("name", UNINTERESTING, ParameterKind.KEYWORD),
        Parameter("kwargs", UNINTERESTING, ParameterKind.OPTIONS),
    )


def test_a_text_that_is_no_parameter_list_says_so() -> None:
    with pytest.raises(ValueError, match="not a parameter list"):
        parse_parameters("units, activation=None, units2")


@pytest.mark.parametrize(
    ("expected", "flavour", "version"),
    [
        ("K1", "keras", (1, 2, 2)),
        ("K2", "keras", (2, 0, 4)),
        ("K2", "keras", (2, 2)),
        ("K23", "keras", (2, 3, 1)),
        ("T1", "tf", (1, 4)),
        ("T1", "tf", (1, 15)),
        ("T20", "tf", (2, 1)),
        ("T22", "tf", (2, 2)),
        ("T22", "tf", (2, 3, 4)),
        ("T24", "tf", (2, 4)),
        ("T24", "keras", (2, 15)),
        ("T24", "tf_keras", (2, 21)),
        ("K3", "keras", ()),
        ("K3", "tf", (2, 16)),
        ("K3", "keras_core", (0, 1)),
    ],
)
def test_the_engine_follows_the_version(expected: str, flavour: str, version: Version) -> None:
    assert engine(flavour, version).code == expected


def test_accuracy_goes_by_the_loss_up_to_tf_2_1_and_by_shapes_from_2_2_on() -> None:
    assert engine("tf", (2, 1)).accuracy_by == "loss"
    assert engine("tf", (2, 2)).accuracy_by == "shapes"


def test_keras_3_swaps_two_positions_of_compile() -> None:
    assert engine("tf", (2, 15)).compile_order.split(", ")[2:4] == ["metrics", "loss_weights"]
    assert engine("keras", (3,)).compile_order.split(", ")[2:4] == ["loss_weights", "metrics"]


def test_another_framework_has_no_keras_engine() -> None:
    with pytest.raises(LookupError, match="jax"):
        engine("jax", (2, 4))
