"""Rows of the loaders that yield (x, y) batches and encode the labels as a mode parameter says."""

from __future__ import annotations

from lossguard.knowledge.rows import By, Call, Flow, LabelSpec, by
from lossguard.vocabulary import Encoding

_GENERATOR_MODES: By[LabelSpec] = by(
    "class_mode",
    {
        "categorical": LabelSpec(
            encoding=Encoding.ONE_HOT, rank=2, width="classes", classes="classes", dtype="float32", low=0, high=1
        ),
        # three folders do not raise: the labels are then 0, 1, 2
        "binary": LabelSpec(encoding=Encoding.BINARY, rank=1, dtype="float32", low=0),
        "sparse": LabelSpec(encoding=Encoding.INDEX, rank=1, classes="classes", dtype="float32", low=0),
        "input": LabelSpec(encoding=Encoding.REAL, rank=4, dtype="float32"),
        None: LabelSpec(encoding=None),
    },
)
_FRAME_MODES: By[LabelSpec] = by(
    "class_mode",
    {
        "categorical": LabelSpec(
            encoding=Encoding.ONE_HOT, rank=2, width="classes", classes="classes", dtype="float32", low=0, high=1
        ),
        "binary": LabelSpec(encoding=Encoding.BINARY, rank=1, dtype="float32", low=0),
        "sparse": LabelSpec(encoding=Encoding.INDEX, rank=1, classes="classes", dtype="float32", low=0),
        "input": LabelSpec(encoding=Encoding.REAL, rank=4, dtype="float32"),
        "raw": LabelSpec(encoding=None),
        "other": LabelSpec(encoding=None),
        "multi_output": LabelSpec(encoding=None),
        None: LabelSpec(encoding=None),
    },
)
_DATASET_MODES: By[LabelSpec] = by(
    "label_mode",
    {
        "int": LabelSpec(encoding=Encoding.INDEX, rank=1, classes="class_names", dtype="int32", low=0),
        # exactly two classes, or ValueError
        "binary": LabelSpec(encoding=Encoding.BINARY, rank=2, width=1, classes=2, dtype="float32", low=0, high=1),
        "categorical": LabelSpec(
            encoding=Encoding.ONE_HOT, rank=2, width="classes", classes="class_names", dtype="float32", low=0, high=1
        ),
        None: LabelSpec(encoding=None),
    },
)
_GENERATOR_COUNTS = ("class_indices", "num_classes", "nb_class")
_GENERATOR = "keras 2.15, preprocessing/image.py"
_FROM_DIRECTORY = (
    "directory, target_size=?, color_mode='rgb', classes=None, class_mode='categorical', batch_size=32,"
    " shuffle=True, seed=None, save_to_dir=None, save_prefix=?, save_format=?, follow_links=False, subset=None,"
    " interpolation=?, **kwargs"
)

FLOWS: tuple[Flow, ...] = (
    Flow(
        names=("keras.preprocessing.image.ImageDataGenerator.flow_from_directory",),
        params=_FROM_DIRECTORY,
        labels=_GENERATOR_MODES,
        classes="classes",
        counts=_GENERATOR_COUNTS,
        checked="2.15",
        source=_GENERATOR,
    ),
    Flow(
        names=("keras.preprocessing.image.DirectoryIterator",),
        params="directory, image_data_generator, target_size=?, color_mode='rgb', classes=None,"
        " class_mode='categorical', batch_size=32, **kwargs",
        labels=_GENERATOR_MODES,
        classes="classes",
        counts=_GENERATOR_COUNTS,
        checked="2.15",
        source=_GENERATOR,
    ),
    Flow(
        names=("keras.preprocessing.image.ImageDataGenerator.flow_from_dataframe",),
        params="dataframe, directory=None, x_col='filename', y_col='class', weight_col=None, target_size=?,"
        " color_mode='rgb', classes=None, class_mode='categorical', batch_size=32, shuffle=True, seed=None,"
        " save_to_dir=None, save_prefix=?, save_format=?, subset=None, interpolation=?, validate_filenames=True,"
        " **kwargs",
        labels=_FRAME_MODES,
        classes="classes",
        counts=_GENERATOR_COUNTS,
        checked="2.15",
        source=_GENERATOR,
    ),
    Flow(
        names=(
            "keras.utils.image_dataset_from_directory",
            "keras.preprocessing.image_dataset_from_directory",
            "keras.preprocessing.image.image_dataset_from_directory",
        ),
        params="directory, labels='inferred', label_mode='int', class_names=None, color_mode='rgb', batch_size=32,"
        " image_size=?, shuffle=True, seed=None, validation_split=None, subset=None, interpolation='bilinear',"
        " **kwargs",
        labels=_DATASET_MODES,
        classes="class_names",
        counts=("class_names",),
        checked="3.15",
        source="keras.io/api/data_loading/image",
    ),
    Flow(
        names=("keras.utils.text_dataset_from_directory", "keras.preprocessing.text_dataset_from_directory"),
        params="directory, labels='inferred', label_mode='int', class_names=None, batch_size=32, max_length=None,"
        " shuffle=True, seed=None, validation_split=None, subset=None, follow_links=False, **kwargs",
        labels=_DATASET_MODES,
        classes="class_names",
        counts=("class_names",),
        checked="3.15",
        source="keras.io/api/data_loading/text",
    ),
    Flow(
        names=("keras.utils.audio_dataset_from_directory",),
        params="directory, labels='inferred', label_mode='int', class_names=None, batch_size=32, sampling_rate=None,"
        " output_sequence_length=None, ragged=False, shuffle=True, seed=None, validation_split=None, subset=None,"
        " follow_links=False, **kwargs",
        labels=_DATASET_MODES,
        classes="class_names",
        counts=("class_names",),
        checked="3.15",
        source="keras.io/api/data_loading/audio",
    ),
)

# effects as in arrays.py: "instance" an object whose methods are rows, "pairs" batches of (x, y) as given
FLOW_CALLS: tuple[Call, ...] = (
    Call(
        names=("keras.preprocessing.image.ImageDataGenerator",),
        params="*args, **kwargs",
        effect="instance",
        checked="2.15",
        source=_GENERATOR,
    ),
    Call(
        names=("keras.preprocessing.image.ImageDataGenerator.fit",),
        params="x, *args, **kwargs",
        effect="nothing",
        checked="2.15",
        source=_GENERATOR,
    ),
    Call(
        names=("keras.preprocessing.image.ImageDataGenerator.flow",),
        params="x, y=None, batch_size=32, shuffle=True, sample_weight=None, seed=None, **kwargs",
        effect="pairs",
        aliases=(("X", "x"),),
        options=(("x", "x"), ("y", "y")),
        checked="2.15",
        source=_GENERATOR,
    ),
    Call(
        names=("keras.preprocessing.image.NumpyArrayIterator",),
        params="x, y, image_data_generator, batch_size=32, **kwargs",
        effect="pairs",
        options=(("x", "x"), ("y", "y")),
        checked="2.15",
        source=_GENERATOR,
    ),
    Call(
        names=(
            "keras.utils.timeseries_dataset_from_array",
            "keras.preprocessing.timeseries_dataset_from_array",
            "keras.preprocessing.sequence.TimeseriesGenerator",
        ),
        params="data, targets, *args, **kwargs",
        effect="pairs",
        options=(("x", "data"), ("y", "targets")),
        checked="3.15",
        source="keras.io/api/data_loading/timeseries",
    ),
)
