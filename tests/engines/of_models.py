"""What is asked of ready models and of readers of pictures: shapes, the head's activation, labels by mode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lossguard.knowledge.rows import Application, Flow, LabelSpec
from lossguard.vocabulary import Encoding
from tests.engines.asked import Answer, Asked, Judge
from tests.engines.spaces import shaped

BUILT = "tf==1.15; tf==2.15"  # a graph of a ready model takes its time: two versions have them all
READ = "tf==2.15"  # the reader needs Pillow
MODEL = re.compile(r"keras\.applications\.\w+")
CLASSES = 7
WITHOUT_TOP = "include_top=False, input_shape=(96, 96, 3)"
PICTURES = """import os
import tempfile
from PIL import Image
folder = tempfile.mkdtemp()
for label in ("cat", "dog", "owl")[:{classes}]:
    os.mkdir(os.path.join(folder, label))
    for number in range(2):
        Image.new("RGB", (8, 8)).save(os.path.join(folder, label, str(number) + ".png"))
"""


def of_application(name: str, row: Application) -> Iterator[Asked]:
    """The width of the features and of the head, and its activation, for the first of its models: they take long."""
    if name != next((each for each in row.names if MODEL.fullmatch(each)), None):
        return
    if row.features is not None:
        code = f"builds({name!r}, {WITHOUT_TOP})"
        yield Asked(row, name, code, _features(row.features), versions=BUILT)
    head = f"builds({name!r}, {row.classes}={CLASSES}"
    yield Asked(row, name, f"{head})", _head(row.fixed_activation), versions=BUILT)
    if row.activation is not None:
        yield Asked(row, name, f"{head}, {row.activation}=None)", _head("linear"), versions=BUILT)


def _features(width: int) -> Judge:
    return lambda answer: shaped({"shape": answer["output"]}, 4, width)


def _head(activation: str) -> Judge:
    def judge(answer: Answer) -> str | None:
        found = shaped({"shape": answer["output"]}, 2, CLASSES)
        return found or (None if answer["activation"] == activation else f"ends in {answer['activation']}")

    return judge


def of_flow(name: str, row: Flow) -> Iterator[Asked]:
    """The labels of a batch of pictures in folders, by mode."""
    if not name.endswith(("flow_from_directory", "DirectoryIterator")):
        return
    for mode, spec in row.labels.cases:
        classes = 2 if spec.encoding is Encoding.BINARY else 3
        made = "keras.preprocessing.image.ImageDataGenerator()"
        call = f"get({name!r})({made}, folder, class_mode={mode!r}, batch_size=6)"
        if name.endswith("DirectoryIterator"):
            call = f"get({name!r})(folder, {made}, class_mode={mode!r}, batch_size=6)"
        if spec.encoding is not None:
            start = PICTURES.replace("{classes}", str(classes))
            yield Asked(row, name, f"next({call})[1]", _labels(spec, classes), start=start, versions=READ)


def _labels(spec: LabelSpec, classes: int) -> Judge:
    def judge(answer: Answer) -> str | None:
        width = classes if spec.width == "classes" else None
        found = shaped(answer, spec.rank, width)
        if found is None and spec.dtype is not None and answer["dtype"] != spec.dtype:
            found = f"{answer['dtype']}, not {spec.dtype}"
        beyond = spec.low is not None and answer["low"] < spec.low
        return found or (f"from {answer['low']}" if beyond else None)

    return judge
