"""Computes the values of a table in the interpreter it runs in: `python probe.py < questions.json`.

It runs alone, on Python 3.6 and later, so it imports nothing of the project. A JSON object comes in, {"needs": modules,
"start": text, "cases": [{"id", "before", "value"}]}; lines of JSON go out: first {"versions", "python"}, then
{"id", "answer"} for each. An answer has the shape and the dtype of the value, its least and largest number, and whether
all are whole (of a list all of them); whether they sum to 1 over the last axis or the one after the batch, and whether
their exponentials do; whether PyTorch has a gradient for it; or what was raised. Of a list of names it has these.
"""

import importlib
import json
import math
import os
import platform
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
CLOSE = 1e-4


def plain(value):
    """A tensor of any package as something with shape, dtype and tolist, or a number as it is."""
    package = type(value).__module__.split(".")[0]
    if package == "tensorflow" and hasattr(value, "numpy"):
        return value.numpy()
    return value.detach() if package in ("torch", "fastai") and hasattr(value, "detach") else value


def flat(values):
    if not isinstance(values, list):
        return [values]
    return [each for part in values for each in flat(part)]


def sums(values, shape, axis):
    """The sums over an axis of nested lists that are flattened."""
    inner = 1
    for size in shape[axis + 1 :]:
        inner *= size
    block = inner * shape[axis]
    return [
        math.fsum(values[start + offset + step * inner] for step in range(shape[axis]))
        for start in range(0, len(values), block)
        for offset in range(inner)
    ]


def sum_to_one(values, shape):
    axes = [axis for axis in sorted({1, len(shape) - 1}) if 0 < axis < len(shape)]
    return any(all(abs(each - 1) < CLOSE for each in sums(values, shape, axis)) for axis in axes)


def described(value):
    tracked = getattr(value, "requires_grad", None)
    value = plain(value)
    shape = [int(size) for size in getattr(value, "shape", ())]
    found = {"shape": shape, "dtype": str(getattr(value, "dtype", type(value).__name__)).replace("torch.", "")}
    if isinstance(tracked, bool):
        found["gradient"] = tracked
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return {"names": value}
    try:
        numbers = [float(each) for each in flat(value.tolist() if hasattr(value, "tolist") else value)]
    except (TypeError, ValueError):
        return found
    if not numbers or not all(map(math.isfinite, numbers)):
        return found
    if isinstance(value, list):
        found["values"] = [round(each, 6) for each in numbers]
    found["low"], found["high"] = round(min(numbers), 6), round(max(numbers), 6)
    found["whole"] = all(each == round(each) for each in numbers)
    found["simplex"] = sum_to_one(numbers, shape)
    found["log_simplex"] = max(numbers) <= CLOSE and sum_to_one([math.exp(each) for each in numbers], shape)
    return found


def answer(case, space):
    try:
        for statement in case["before"]:
            exec(statement, space)
        return described(eval(case["value"], space))
    except Exception as error:
        return {"raises": "{}: {}".format(type(error).__name__, str(error)[:200])}  # noqa: UP032 (Python 3.6)


def version_of(module):
    found = getattr(importlib.import_module(module), "__version__", None)
    if found is None:
        from importlib.metadata import packages_distributions, version

        found = version(packages_distributions()[module.split(".")[0]][0])
    return str(found)


def main():
    warnings.simplefilter("ignore")
    out = sys.stdout
    sys.stdout = sys.stderr  # what packages print is no answer
    asked = json.load(sys.stdin)
    space = {"__name__": "asked"}
    exec(asked["start"], space)
    versions = {module: version_of(module) for module in asked["needs"]}
    print(json.dumps({"versions": versions, "python": platform.python_version()}), file=out)
    for case in asked["cases"]:
        print(json.dumps({"id": case["id"], "answer": answer(case, space)}), file=out, flush=True)


if __name__ == "__main__":
    main()
