"""Where a program gives names to activations, losses and metrics of its own."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

REGISTRIES: tuple[Call, ...] = (
    Call(
        names=(
            "keras.utils.get_custom_objects",
            "keras.utils.generic_utils.get_custom_objects",
            "keras.saving.get_custom_objects",
        ),
        params="",
        effect="custom_objects",
        checked="3.15",
        source="keras.io/api/models/model_saving_apis/serialization_utils",
    ),
    Call(
        names=(
            "keras.utils.custom_object_scope",
            "keras.utils.CustomObjectScope",
            "keras.utils.generic_utils.custom_object_scope",
            "keras.utils.generic_utils.CustomObjectScope",
            "keras.saving.custom_object_scope",
            "keras.saving.CustomObjectScope",
        ),
        params="custom_objects",
        effect="custom_object_scope",
        checked="3.15",
        source="keras.io/api/models/model_saving_apis/serialization_utils",
    ),
)
