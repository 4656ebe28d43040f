"""Spending: budgets, payment orders with two signatures, the bank's files, confirmation by beneficiaries.

A *payment order* (付款单) asks for money out of one fund for one payee and one budget line. Three
different people draft, sign first and sign second; the second signature reserves the money on the
tape (已安排), the bank's result makes it paid (已拨付), the people for whom it was meant say whether
it arrived (受益人已确认). Their links go from the platform to their phones and are never shown to
the charity. A denial opens a case with the authority and stops the next instalment. Law: Charity
Law arts 14, 54, 59, 61; guidance 11.1, 12.2.
"""
