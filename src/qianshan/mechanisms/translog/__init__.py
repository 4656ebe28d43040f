"""The public log: what was done can no longer be denied, changed or taken back unseen.

An act that matters leaves a *leaf*: a salted commitment to its record, under a random id. The log
publishes the commitments only; the record and its salt stay with us and are shown to whom they
concern, who can then prove that exactly this was logged. No personal data, no order that tells a
person, no time but the checkpoint's.

The engine numbers the committed leaves, grows an RFC 6962 tree, writes it as C2SP tiles (plain
files, `tlog-tiles`) and signs its head (`tlog-checkpoint`). A witness outside signs the head too
if it extends every head it has seen (`tlog-witness`), so that nobody, also not the owner of this
database, can show two people two logs. The signer refuses what is not an extension of the newest
published or witnessed head. A donor's proof is one text file (`tlog-proof`) that is checked off line.
"""
