"""Effects of image transforms: kept for later, chained, and what one makes of an image, a mask or a label.

transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.5, 0.5)])(image)     float32 (C, H, W), real
albumentations.Compose([...])(image=image, mask=mask)["mask"]                          the mask, in another size
"""

from __future__ import annotations

from lossguard.interpret import calls, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Argument, Const, External, Partial, Tensor, Value, root_of
from lossguard.records import replace
from lossguard.vocabulary import Encoding

IMAGE_RANK = 3  # channels, height, width; the batch axis comes with collation
SCALED = ("uint8", None)  # types that ToTensor divides by 255


def later(site: CallSite) -> Value:
    """The function named in the constant `of`, with what the constructor was given as keywords."""
    given = tuple((name, argument.value) for name, argument in site.bound.given)
    return Partial(External(str(site.constant("of"))), (), given)


def chained(site: CallSite) -> Value:
    """The transforms in `steps`, one after the other, on `subject`."""
    steps = site.present("steps")
    items = operations.known_items(site.run, steps) if steps is not None else None
    current = site.given("subject")
    if items is None or current is None:
        return site.unknown(current, why="the transforms are not known")
    for step in items:
        current = calls.call(site.run, step, Arguments((Argument(current),)), site.ref, site.text)
    return current


def augmented(site: CallSite) -> Value:
    """A dictionary with the arrays that were passed by keyword: masks and labels keep their values, not their sizes."""
    pairs = tuple((name, _augmented(site, name, argument.value)) for name, argument in site.arguments.keywords)
    return site.run.new_dict(pairs, site.spot, open=site.arguments.open)


def _augmented(site: CallSite, name: str, value: Value) -> Value:
    if name.startswith(("image", "bboxes", "keypoints")):
        return site.fresh("an augmented image")
    return site.each(value, lambda option: _narrowed(resized(option)))


def _narrowed(value: Value) -> Value:
    """Whole numbers of 64 bits come out with 32 of them in version 2, and as they are before."""
    return replace(value, dtype=None) if isinstance(value, Tensor) and value.dtype == "int64" else value


def same_image(site: CallSite, subject: Value) -> Value:
    """The same picture in another size or place."""
    return resized(subject) if isinstance(subject, Tensor) else site.unknown(subject, same=True)


def resized(value: Value) -> Value:
    """An array whose sizes are not told any more, those of one axis apart."""
    if not isinstance(value, Tensor) or value.rank == 1:
        return value
    return replace(value, width=None, rows=None)


def to_tensor(site: CallSite, subject: Value) -> Value:
    """Channels first; bytes become floats, divided by 255; class numbers among them are none any more."""
    if not isinstance(subject, Tensor):
        made = replace(site.made(), rank=IMAGE_RANK, origin=root_of(subject))
        return replace(made, dtype="float32", why="the image is read at run time")
    kept = replace(subject, rank=IMAGE_RANK, width=None, rows=None)
    if subject.dtype not in SCALED:
        return kept
    return replace(kept, dtype="float32", encoding=None, low=None, high=None, why="bytes are divided by 255")


def to_bytes(site: CallSite, subject: Value) -> Value:
    """Channels first, values as they are."""
    if isinstance(subject, Tensor):
        return replace(subject, rank=IMAGE_RANK, width=None, rows=None)
    return replace(site.made(), rank=IMAGE_RANK, origin=root_of(subject), why="the image is read at run time")


def normalized(site: CallSite, subject: Value) -> Value:
    """Real numbers, unless the mean is 0 and the deviation 1."""
    if (site.given("mean"), site.given("std")) == (Const(0), Const(1)):
        return subject
    made = subject if isinstance(subject, Tensor) else replace(site.made(), origin=root_of(subject))
    return replace(made, encoding=Encoding.REAL, low=None, high=None, classes=None, source=made.source or site.text())
