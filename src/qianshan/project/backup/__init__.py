"""Backup and restore: database, files and the public log in one checked archive.

A backup is taken while everything runs. The database's snapshot comes first; files and tiles are
only ever added, so what is copied afterwards holds all that the snapshot refers to. The key file is
not in it: it goes where `--keys` says, and is kept elsewhere.

A restore stops at the first thing that does not fit, and changes nothing before all has been
checked. The tiles are read first: what was published stays published. Entries that the restored
database does not know become orphans with an owner, and the next checkpoint extends the last
published one. Before the log signs again it asks the witness what that has seen.
"""
