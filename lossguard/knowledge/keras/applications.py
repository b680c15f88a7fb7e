"""Rows of ready model builders whose last layer is known or replaced: the files beside this one, in one tuple.

With `top` true the output is as wide as `classes`, of rank `rank`. Without, it is a feature map of rank 4 (rank 2 with
pooling="avg" or "max") and no head: `features` wide, where alpha is 1. Where `top` is None a model always has its head.
"""

from __future__ import annotations

from lossguard.knowledge.keras import applications_classic, applications_kin, applications_mobile
from lossguard.knowledge.rows import Application

APPLICATIONS: tuple[Application, ...] = (
    *applications_classic.CLASSIC,
    *applications_mobile.MOBILE,
    *applications_mobile.LATER,
    *applications_kin.CLASSIFIERS,
    *applications_kin.SEGMENTERS,
    *applications_kin.TRANSFORMERS,
)
