"""Gifts: from the form on the charity's official site to what became of each fen.

A gift is ordered on the site of the charity that receives it, paid at the channel into the
charity's own account, booked by the engine in batches onto the fund of its plan, and told to the
donor. Name and amount are shown or not, separately, as he chose. He reads what became of his
money by his own link, takes back what is unspent, and gets his receipt. Law: Charity Law art 27,
34-41; Order 74; guidance 6.2, 10.7.
"""
