"""The losses over masks of segmentation_models_pytorch, MONAI and kornia: what they expect, by numbers.

Run it where torch and any of the three are installed: `python -m pytest tests/oracle/test_mask_rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

torch = pytest.importorskip("torch", minversion="2.6", reason="PyTorch is not installed: its kin cannot be compared")

from lossguard.knowledge.parameters import parameters  # noqa: E402
from lossguard.knowledge.rows import Loss  # noqa: E402
from lossguard.knowledge.torch.losses_kornia import MASKS as KORNIA  # noqa: E402
from lossguard.knowledge.torch.losses_monai import MASKS as MONAI  # noqa: E402
from lossguard.knowledge.torch.losses_smp import MASKS as SMP  # noqa: E402
from lossguard.vocabulary import Encoding, Space, Units  # noqa: E402
from tests.oracle.installed import real  # noqa: E402

CLASSES = 3
Z = torch.sin(torch.arange(2 * CLASSES * 4 * 4).float() * 1.7).reshape(2, CLASSES, 4, 4) * 2
IDS = torch.arange(2 * 4 * 4).reshape(2, 4, 4) * 5 % 7 % CLASSES
ONE_HOT = torch.eye(CLASSES)[IDS].permute(0, 3, 1, 2).contiguous()
BITS = (torch.cos(torch.arange(Z.numel()).float()) > 0).float().reshape(Z.shape)
LINKS: dict[Space, Callable[[Any], Any]] = {Space.UNIT: torch.sigmoid, Space.SIMPLEX: lambda z: z.softmax(1)}


def there(rows: tuple[Loss, ...]) -> list[Any]:
    return [pytest.param(row, id=row.names[0]) for row in rows if real(row.names[0]) is not None]


def dice(y: Any, p: Any, axes: tuple[int, ...]) -> Any:
    """1 - dice, summed over the axes; the mean over the others."""
    return (1 - 2 * (y * p).sum(axes) / (y.sum(axes) + p.sum(axes))).mean()


def jaccard(y: Any, p: Any, axes: tuple[int, ...]) -> Any:
    both = (y * p).sum(axes)
    return (1 - both / (y.sum(axes) + p.sum(axes) - both)).mean()


def same(one: Any, other: Any) -> bool:
    return bool(torch.isfinite(one).all()) and torch.allclose(one, other, atol=2e-4)


def trains(loss: Callable[[Any, Any], Any], z: Any, target: Any) -> bool:
    """The gradient is finite and not zero."""
    z = z.clone().requires_grad_()
    loss(z, target).sum().backward()
    return bool(torch.isfinite(z.grad).all()) and float(z.grad.abs().max()) > 0


# ---- segmentation_models_pytorch ----


def masks(mode: str) -> Any:
    return IDS if mode == "multiclass" else BITS[:, :1] if mode == "binary" else BITS


def scores(mode: str) -> Any:
    return Z[:, :1] if mode == "binary" else Z


@pytest.mark.parametrize("mode", ["binary", "multilabel", "multiclass"])
@pytest.mark.parametrize(
    "row", [each for each in there(SMP) if "mode" in each.values[0].params and each.values[0].otherwise]
)
def test_a_loss_with_a_mode_expects_logits_or_what_the_mode_makes_of_them(row: Loss, mode: str) -> None:
    build = real(row.names[0])
    assert parameters(row)[0].name == "mode"
    (space,) = [each.given(mode) for each in row.otherwise]  # type: ignore[union-attr]
    assert row.labels_by is not None
    assert row.units_by is not None
    assert (Encoding.INDEX in (row.labels_by.given(mode) or ())) == (mode == "multiclass")
    assert (row.units_by.given(mode) is Units.CLASSES) == (mode == "multiclass")
    z, target = scores(mode), masks(mode)
    logits = z
    if row.canonical == "sigmoid_focal_loss" and mode == "multiclass":  # a sigmoid a class, of the log of a softmax
        logits = z.log_softmax(1)
    assert same(build(mode)(logits, target), build(mode, from_logits=False)(LINKS[space](z), target))
    assert trains(build(mode), z, target)


@pytest.mark.parametrize(("name", "definition"), [("DiceLoss", dice), ("JaccardLoss", jaccard), ("TverskyLoss", dice)])
def test_overlap_is_that_of_its_definition(name: str, definition: Callable[..., Any]) -> None:
    build = real(f"segmentation_models_pytorch.losses.{name}")
    if build is None:
        pytest.skip("segmentation_models_pytorch is not installed")
    assert same(build("multiclass")(Z, IDS), definition(ONE_HOT, Z.softmax(1), (0, 2, 3)))
    assert same(build("multilabel")(Z, BITS), definition(BITS, Z.sigmoid(), (0, 2, 3)))


@pytest.mark.parametrize("row", [each for each in there(SMP) if each.values[0].canonical == "lovasz"])
def test_lovasz_reads_no_from_logits(row: Loss) -> None:
    assert row.expects is Space.REAL
    for mode in ("binary", "multilabel", "multiclass"):
        z, target = scores(mode), masks(mode)
        assert trains(real(row.names[0])(mode), z, target)
        assert same(*(real(row.names[0])(mode, from_logits=flag)(z, target) for flag in (True, False)))
    build = real(row.names[0])
    assert same(build("multiclass")(Z + 3, IDS), build("multiclass")(Z, IDS))  # a softmax inside


@pytest.mark.parametrize("row", [each for each in there(SMP) if "from_logits" not in each.values[0].params])
def test_a_loss_without_a_mode(row: Loss) -> None:
    loss = real(row.names[0])(**({"smooth_factor": 0.0} if "smooth_factor" in row.params else {}))
    target = IDS if Encoding.INDEX in row.labels else BITS[:, :1]
    z = Z if Encoding.INDEX in row.labels else Z[:, :1]
    if row.expects is Space.UNIT:
        p = z.sigmoid()
        true, false = (target * p).sum(), ((1 - target) * p).sum()
        missed, right = (target * (1 - p)).sum(), ((1 - target) * (1 - p)).sum()
        below = ((true + false) * (true + missed) * (right + false) * (right + missed)).sqrt()
        assert same(loss(p, target), 1 - (true * right - false * missed) / below)
        return
    assert row.expects is Space.REAL
    plain = torch.nn.functional.cross_entropy if row.shapes == "fewer" else None
    expected = (plain or torch.nn.functional.binary_cross_entropy_with_logits)(z, target)
    assert same(loss(z, target), expected)
    if Space.LOG_SIMPLEX in row.also_takes:
        assert same(loss(z.log_softmax(1), target), expected)


# ---- MONAI ----

DISTANCES = ("hausdorff", "boundary")  # transforms of distances need further packages


@pytest.mark.parametrize(
    "row",
    [each for each in there(MONAI) if each.values[0].otherwise and each.values[0].canonical not in DISTANCES],
)
def test_a_loss_with_flags_expects_probabilities_without_one(row: Loss) -> None:
    build = real(row.names[0])
    assert row.also_takes == (Space.SIMPLEX,)
    for flag, link in (("sigmoid", LINKS[Space.UNIT]), ("softmax", LINKS[Space.SIMPLEX])):
        loss = build(**{flag: True})
        assert same(loss(Z, ONE_HOT), build()(link(Z), ONE_HOT))
        assert same(build(**{flag: True}, to_onehot_y=True)(Z, IDS[:, None].float()), loss(Z, ONE_HOT))
        assert trains(loss, Z, ONE_HOT)
    with pytest.raises(AssertionError):
        build()(Z.sigmoid(), IDS[:, None].float())


@pytest.mark.parametrize(
    "row",
    [each for each in there(MONAI) if "lambda_ce" in each.values[0].params or "lambda_focal" in each.values[0].params],
)
def test_the_term_beside_dice_takes_logits_whatever_the_flags_say(row: Loss) -> None:
    build = real(row.names[0])
    assert row.expects is Space.REAL
    other = next(each.name for each in parameters(row) if each.name in ("lambda_dice", "lambda_gdl"))
    alone = {other: 0.0}
    value = build(**alone)(Z, ONE_HOT)
    assert same(build(**alone, softmax=True)(Z, ONE_HOT), value)
    if "lambda_ce" in row.params:
        assert same(value, torch.nn.functional.cross_entropy(Z, ONE_HOT))
    else:
        assert same(value, focal(Z, ONE_HOT))


def focal(z: Any, y: Any) -> Any:
    p = z.sigmoid()
    return ((p + y - 2 * p * y) ** 2 * torch.nn.functional.binary_cross_entropy(p, y, reduction="none")).mean()


@pytest.mark.parametrize("row", [each for each in there(MONAI) if "use_softmax" in each.values[0].params])
def test_focal_loss_has_sigmoids_or_one_softmax(row: Loss) -> None:
    build = real(row.names[0])
    assert row.expects is Space.REAL
    assert same(build()(Z, ONE_HOT), focal(Z, ONE_HOT))
    p = Z.softmax(1)
    assert same(build(use_softmax=True)(Z, ONE_HOT), -((1 - p) ** 2 * ONE_HOT * p.log()).mean())
    assert same(build(to_onehot_y=True)(Z, IDS[:, None].float()), focal(Z, ONE_HOT))


# ---- kornia ----


def chosen(z: Any) -> Any:
    return z.softmax(1).gather(1, IDS[:, None])[:, 0]


DEFINED: dict[str, Callable[[], Any]] = {
    "dice": lambda: dice(ONE_HOT, Z.softmax(1), (1, 2, 3)),
    "tversky": lambda: dice(ONE_HOT, Z.softmax(1), (2, 3)),  # with 0.5 and 0.5
    "focal_loss": lambda: -0.5 * (1 - Z.softmax(1)) ** 2 * Z.log_softmax(1) * ONE_HOT,
}


@pytest.mark.parametrize("row", there(KORNIA))
def test_a_loss_of_kornia_applies_the_link_itself(row: Loss) -> None:
    found = real(row.names[0])
    options = {each.name: 0.5 for each in parameters(row) if each.required and each.name in ("alpha", "beta")}
    call = found(**options) if row.class_form else lambda z, y: found(z, y, **options)
    z = Z if row.units is Units.CLASSES else Z[:, :1]
    target = IDS if row.units is Units.CLASSES else (IDS > 0).long() if Encoding.INDEX in row.labels else BITS[:, :1]
    assert row.expects is Space.REAL
    assert trains(call, z, target)
    if row.canonical in DEFINED:
        assert same(call(z, target), DEFINED[row.canonical]())
    if row.units is Units.CLASSES:  # a softmax does not see what is added to all classes
        assert same(call(z + 3, target), call(z, target))
        with pytest.raises(Exception, match=r"(?i)shape|size|dim"):
            call(z, ONE_HOT)
