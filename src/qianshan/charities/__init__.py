"""Charities: organisations in the register, their recognition, qualification and bank accounts.

A social organisation (foundation, social group, social service agency, or a Red Cross society by
its own law) is in the register; from the day of its *recognition* it is a charity (Charity Law
art 10); after one full year it may apply for the *public fundraising qualification* (art 22).
Only its own bank account, under exactly its own name, may receive gifts.
"""
