"""A neutrality index: indicators, normalisation, weights, aggregation, and how far the ranks depend on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

import numpy as np
import pandas as pd

from dualtrack.errors import CourseError, one_of

STATES = ("Belarus", "Kazakhstan", "Kyrgyzstan", "Armenia", "Serbia")
VOTES, CRIMEA = "balance in UN votes", "no vote against Ukraine on Crimea"
NORMALISATIONS = ("as scored", "least to most", "ranks")
AGGREGATIONS = ("mean", "minimum")
CHOICES = ("one indicator left out", "weights 1, 2 or 3", "normalisation", "aggregation")
CRIMEA_SERIES = ("territorial integrity", "human rights in Crimea", "militarisation of Crimea")


def indicator_scores(opposed: pd.DataFrame, resolutions: pd.DataFrame, indicators: pd.DataFrame, years: tuple[int, int] = (2014, 2021)) -> pd.DataFrame:
    """Scores from 0 to 1 of five states (rows) on all indicators (columns).

    Two are computed: the balance in votes where Russia and Ukraine were opposed (1 less the absolute difference of shares
    with each, the resolutions on Crimea left out so that nothing counts twice), and the share of votes on Crimea that were
    not against Ukraine's text (the mean of three series, absences left out). The rest is ``neutrality_indicators``.
    """
    crimea = resolutions[resolutions["date"].dt.year.between(*years) & resolutions["series"].isin(CRIMEA_SERIES)]
    rows = opposed[opposed["year"].between(*years) & (opposed["issue"] == "all")]
    sums = rows.groupby("state")[["n", "with_russia", "with_ukraine"]].sum()
    table = indicators.pivot(index="state", columns="indicator", values="score").astype(float)
    computed = {}
    for state in STATES:
        cast = crimea[["series", state.lower()]].replace({"absent": pd.NA}).dropna()
        vote = cast[state.lower()]
        n = sums.at[state, "n"] - len(cast)
        balance = (sums.at[state, "with_russia"] - (vote == "no").sum()) - (sums.at[state, "with_ukraine"] - (vote == "yes").sum())
        computed[state] = {VOTES: 1 - abs(balance) / n, CRIMEA: float((vote != "no").groupby(cast["series"]).mean().mean())}
    return pd.DataFrame(computed).T.join(table).loc[list(STATES)]


def normalised(scores: pd.DataFrame, how: str) -> pd.DataFrame:
    """Scores made comparable: "as scored", "least to most" (min-max over the states), or "ranks" (0 lowest to 1 highest, ties shared).

    >>> normalised(pd.DataFrame({"x": [0.2, 0.4, 0.6]}), "least to most")["x"].round(2).tolist()
    [0.0, 0.5, 1.0]
    """
    if how == "as scored":
        return scores
    if how == "least to most":
        span = (scores.max() - scores.min()).replace(0, np.nan)
        return ((scores - scores.min()) / span).fillna(0.5)
    if how == "ranks":
        return (scores.rank() - 1) / (len(scores) - 1)
    raise CourseError(f"There is no normalisation {how!r}. There are: {one_of(NORMALISATIONS)}.")


def index(scores: pd.DataFrame, weights: Mapping[str, float], normalisation: str = "as scored", aggregation: str = "mean") -> pd.Series:
    """The index of each state: a weighted mean, or the minimum over the indicators that have a weight.

    A mean lets a strong indicator make up for a weak one; a minimum lets the weakest decide (Goertz 2006 on necessary conditions).

    >>> scores = pd.DataFrame({"x": [1.0, 0.0], "y": [0.5, 1.0]}, index=["A", "B"])
    >>> index(scores, {"x": 3, "y": 1}).tolist(), index(scores, {"x": 3, "y": 1}, aggregation="minimum").tolist()
    ([0.875, 0.25], [0.5, 0.0])
    """
    chosen = {name: weight for name, weight in weights.items() if weight > 0}
    if not chosen:
        raise CourseError("All weights are 0. Give at least one indicator a weight.")
    ready = normalised(scores, normalisation)[list(chosen)]
    if aggregation == "minimum":
        return ready.min(axis=1)
    if aggregation == "mean":
        return ready @ (pd.Series(chosen) / sum(chosen.values()))
    raise CourseError(f"There is no aggregation {aggregation!r}. There are: {one_of(AGGREGATIONS)}.")


def places(values: np.ndarray) -> np.ndarray:
    """For each row of values (draws x states), the share of each place that each state takes: draws x states x places.

    The highest value is first. States that tie share the places that they hold together.

    >>> places(np.array([[0.9, 0.1, 0.1]]))[0].tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]
    """
    rounded = np.round(values, 9)
    above = (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    ties = (rounded[:, None, :] == rounded[:, :, None]).sum(axis=2)
    place = np.arange(values.shape[1])
    held = (place >= above[:, :, None]) & (place < (above + ties)[:, :, None])
    return held / ties[:, :, None]


def rank_stability(scores: pd.DataFrame, included: Iterable[str], draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """How often each state takes each place when the choices vary: states (rows) x places 1 to n (columns), rows add up to 1.

    Weights of the included indicators are drawn uniformly on the simplex (Dirichlet with all parameters 1), for each
    normalisation and both aggregations; every combination of these two counts the same.
    """
    names = list(included)
    if not names:
        raise CourseError("All weights are 0. Give at least one indicator a weight.")
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(names)), size=draws)
    shares = []
    for how, aggregation in product(NORMALISATIONS, AGGREGATIONS):
        ready = normalised(scores[names], how).to_numpy(dtype=float)
        values = weights @ ready.T if aggregation == "mean" else ready.min(axis=1)[None, :]
        shares.append(places(values).mean(axis=0))
    return pd.DataFrame(np.mean(shares, axis=0), index=scores.index, columns=range(1, len(scores) + 1))


def place_of(state: str, values: pd.Series) -> tuple[int, int]:
    """The best and the worst place that a state holds: they differ where it ties with others.

    >>> place_of("B", pd.Series({"A": 0.9, "B": 0.1, "C": 0.1}))
    (2, 3)
    """
    rounded = values.round(9)
    return int((rounded > rounded[state]).sum()) + 1, int((rounded >= rounded[state]).sum())


def choice_ranges(scores: pd.DataFrame, state: str) -> pd.DataFrame:
    """Between which places a state moves when one choice varies and all others stay as they are at the start: equal weights, as scored, mean.

    Rows are the choices: which indicators are in (each left out once), their weights (1, 2 or 3 each), normalisation, aggregation.
    Columns: ``choice``, ``best``, ``worst`` (places, 1 is first; a tie of some holds several), ``all_tie``: whether some value of the choice makes
    all states equal, which is no place and not counted in the two before.

    >>> scores = pd.DataFrame({"x": [1.0, 0.0], "y": [0.0, 0.6]}, index=["A", "B"])
    >>> choice_ranges(scores, "A").set_index("choice").loc[["one indicator left out", "aggregation"]].values.tolist()
    [[1, 2, False], [1, 1, True]]
    """
    equal = dict.fromkeys(scores.columns, 1.0)
    weights = np.array(list(product((1.0, 2.0, 3.0), repeat=len(equal))))
    weighted = np.round(weights @ scores.to_numpy(dtype=float).T / weights.sum(axis=1)[:, None], 9)
    own = weighted[:, [scores.index.get_loc(state)]]
    varied = {
        "one indicator left out": [index(scores, equal | {name: 0.0}) for name in equal] if len(equal) > 1 else [],
        "normalisation": [index(scores, equal, how) for how in NORMALISATIONS],
        "aggregation": [index(scores, equal, aggregation=how) for how in AGGREGATIONS],
    }
    held = {choice: [place_of(state, values) for values in results] for choice, results in varied.items()}
    held["weights 1, 2 or 3"] = list(zip((weighted > own).sum(axis=1) + 1, (weighted >= own).sum(axis=1), strict=True))
    rows = []
    for choice in CHOICES:
        placed = [span for span in held[choice] if span != (1, len(scores))]
        if placed:
            rows.append((choice, min(best for best, _worst in placed), max(worst for _best, worst in placed), len(placed) < len(held[choice])))
    return pd.DataFrame(rows, columns=["choice", "best", "worst", "all_tie"])
