"""What a step that takes texts and learns nothing tells scikit-learn of itself."""

from __future__ import annotations

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import Tags


class StatelessTextStep(TransformerMixin, BaseEstimator):
    """Texts go in, one-dimensional; it may transform before it is fitted."""

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags
