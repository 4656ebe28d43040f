"""The three hands and the remedies that all applications of charities share."""

from qianshan.mechanisms.cases.kernel import Stage
from qianshan.mechanisms.words import N_

THREE_HANDS = (
    Stage("handle", N_("Case officer"), "case.handle"),
    Stage("review", N_("Reviewer"), "case.review"),
    Stage("approve", N_("Deciding officer"), "case.approve"),
)

REMEDIES = (
    N_("Within 60 days you may apply for administrative reconsideration to the government of this level."),
    N_("Within six months you may bring an action before the people's court."),
)
