"""Fixtures whose findings are about ready-made estimators or scikit-learn's metrics, and what is seen in them."""

from __future__ import annotations

from lossguard.verify.target import Seen
from tests.verify.programs import seen_in_fixture

FILES = (
    "LG109/bad_regressor_of_classes.py",
    "LG114/bad_classifier_of_numbers.py",
    "LG203/bad_boosting_counts.py",
    "LG203/bad_xgboost_counts_from_one.py",
    "LG205/bad_xgboost_names.py",
    "LG209/bad_estimator_for_two.py",
    "LG209/bad_lightgbm_one_and_two.py",
    "LG209/bad_xgboost_signs.py",
    "LG209/bad_xgboost_three_classes.py",
    "LG303/bad_keras_scores_that_were_decided.py",
    "LG303/bad_metric_beside_the_objective.py",
    "LG303/bad_scores_that_were_decided.py",
    "LG305/bad_boosting_metric_of_classes.py",
    "LG305/bad_scoring_of_a_regressor.py",
    "LG306/bad_estimator_undecided.py",
    "LG309/bad_keras_average_of_two.py",
    "LG309/bad_scoring_of_two_classes.py",
    "LG310/bad_scoring_by_a_distance.py",
    "LG402/bad_metrics_of_an_estimator.py",
    "LG403/bad_boosting_names.py",
    "LG403/bad_losses_without_a_version.py",
)


def findings_of(name: str) -> list[Seen]:
    """What is seen in a fixture of the rule that its folder names, of estimators that a program can show."""
    return [each for each in seen_in_fixture(name) if _is_shown(each)]


def _is_shown(each: Seen) -> bool:
    learner = each.way.output.learner
    if learner is None:
        return each.metric is not None and each.metric.by_hand
    return each.finding.code != "LG114" or not learner.takes_reals  # it makes a class of each number
