"""Hash trees as RFC 6962 defines them: leaves, roots, proofs that a leaf is in, proofs that nothing left.

A tree of n leaves is a row of perfect subtrees, the largest first; its root folds them from the
right. Knowing only that row (the *edge*) one can append and give the root; knowing the hash of any
perfect subtree one can give every proof. Used twice: by the public log (`translog`) and by the
inner chain of acts (`acts.chain`). Pure: no Django, no clock, no file.
"""
