"""Rows of ready model builders whose last layer is known or replaced: keras.applications and its kin."""

from __future__ import annotations

from lossguard.knowledge.rows import Application

APPLICATIONS: tuple[Application, ...] = ()
