"""Carries out the fixes of a report: on texts in memory, checked again after each round, then on the files."""
