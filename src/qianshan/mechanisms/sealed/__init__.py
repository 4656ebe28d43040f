"""Personal data at rest, sealed so that it can be erased.

Each person has one data key, wrapped by a master key that stands in a key file outside the
database and outside its backups. Everything personal (phone, number of the ID card, names of
donors, bank accounts) is sealed with AES-256-GCM under that key, bound to the person and to
the purpose; the algorithm's number is the first byte, so a later algorithm can stand beside
it. Destroying the person's key erases all of it at once, files and history included.

What must be found again is found by a blind index: an HMAC per purpose under a key of its own
with its number. Reading sealed data in full is a command (`reveal`) that leaves an act with
its reason; pages show masks, whose policy stands in one table.
"""
