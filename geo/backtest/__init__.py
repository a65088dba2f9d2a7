"""Official verdicts against chances: how far a chance can be trusted."""

from geo.backtest.scoring import MODES, Case, Mode, Outcome, Salvo, Scored, cases, run

__all__ = ["MODES", "Case", "Mode", "Outcome", "Salvo", "Scored", "cases", "run"]
