"""Rows of the gradient boosting libraries."""
