"""Whether what a clause says binds anyone: permissions, freedoms, bans on no one and rules on keeping bind none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar import retention, roles, subjects
from kg.grammar.clauses import Clause
from kg.text import lexicon

if TYPE_CHECKING:
    from kg.grammar.duties import Duty

_CASEWORK = {"handlägga", "verkställa", "utreda"}
_ANSWER = {"ansvara", "svara"}


def binds(duty: Duty, clause: Clause, sentence: str) -> bool:
    """Whether a duty lays something on someone, or says what is done though no one is named.

    What may be read or need not be done binds no one; what must not be done binds the one who is named. What becomes
    of records is a rule on keeping and a duty only of the one who is named, that they must stay a duty of no one;
    who has which cases is an assignment.
    """
    if duty.modality == "need-not" or re.match(rf"ta\s(?:{subjects.words('reads')})\b", duty.duty):
        return False
    keeps = clause.verb in lexicon.load("retention")["actions"]
    if duty.modality == "may":
        return duty.role is not None and not keeps
    if duty.modality == "must-not" and lexicon.load("retention")["actions"].get(clause.verb) == "destroy":
        return False
    if duty.modality == "must-not" and re.match(r"kan\b", sentence[clause.start :], re.IGNORECASE):
        return False
    if duty.modality == "must-not" and duty.role is None:
        return _directs(clause, sentence) and not keeps
    if duty.role is None and re.match(
        rf"(?:lämna|skicka|ställa)\s(?:in\s)?(?:{subjects.words('applications')})\b", duty.duty
    ):
        return duty.deadline is not None
    if duty.role is None:
        return not (keeps and clause.passive and _kept(clause, sentence))
    if clause.passive:
        return clause.verb != "kalla"
    if clause.verb in _ANSWER:
        return re.match(r"(?:\w+\s)?(?:för|i)\b", clause.rest) is not None
    return clause.verb not in _CASEWORK or roles.is_person(duty.role)


def _directs(clause: Clause, sentence: str) -> bool:
    """ "ska inte", which tells people what to do, unlike "får inte" and "kan inte"."""
    handled = clause.verb in lexicon.load("duties")["words"]["handling"]
    return handled and re.match(r"ska", sentence[clause.start :], re.IGNORECASE) is not None


def _kept(clause: Clause, sentence: str) -> bool:
    """Whether the clause is one of those rules that only say what becomes of records, and no step of their handling."""
    fate = clause.verb in lexicon.load("retention")["words"]["fates"]
    return fate and any(match.start < clause.end and clause.start < match.end for match in retention.find(sentence))
