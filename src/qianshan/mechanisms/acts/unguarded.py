"""Tables without the guard, each with the reason and with what the application may do.

A test reads the catalogue: every other table has the guard. Names may end in `*`.
"""

from dataclasses import dataclass

from qianshan.mechanisms.acts.rights import Rights


@dataclass(frozen=True, slots=True)
class Unguarded:
    """A table that commands do not stand before."""

    table: str
    reason: str
    rights: Rights = Rights.FULL


UNGUARDED = (
    Unguarded("django_migrations", "framework: written by the owner's migrations", Rights.READ),
    Unguarded("django_content_type", "framework: written by the owner's migrations", Rights.READ),
    Unguarded("auth_*", "framework: groups and permissions, unused by us", Rights.READ),
    Unguarded("django_session", "framework: sessions come and go"),
    Unguarded("acts_act", "the trace itself", Rights.APPEND),
    Unguarded("acts_actsubject", "the trace itself", Rights.APPEND),
    Unguarded("acts_actoutcome", "the trace itself", Rights.APPEND),
    Unguarded("acts_actrefusal", "refused attempts are written after the rollback", Rights.APPEND),
    Unguarded(
        "acts_chainstate", "act chain: how far the engine has come", Rights(update_columns=None, insert=False)
    ),
    Unguarded("acts_chainrun", "act chain: where an act stands, checked by acts.chain", Rights.APPEND),
    Unguarded("acts_installation", "written once by the owner when the database is made", Rights.READ),
    Unguarded(
        "translog_tree",
        "log batches: the engine numbers leaves, it decides nothing",
        Rights(update_columns=None, insert=False),
    ),
    Unguarded("translog_run", "log batches: where a leaf stands, checked by log.tiles", Rights.APPEND),
    Unguarded("translog_head", "log batches: heads of the tree, checked by log.tiles", Rights.APPEND),
    Unguarded("integrity_checkrun", "job results: what the hourly check found", Rights.APPEND),
    Unguarded("cases_draft", "drafts: no act stands for a keystroke; sending one is an act"),
    Unguarded(
        "exchange_outgoing", "outbox: written in the act of its cause, its fate by the job", Rights.UPDATE
    ),
    Unguarded("exchange_incoming", "raw arrivals, before anybody reads them", Rights.UPDATE),
    Unguarded("mfa_authenticator", "library: secrets of second factors; commands tell of every change"),
    Unguarded("account_*", "library: addresses of e-mail, unused by us"),
    Unguarded("usersessions_usersession", "library: open sessions come and go"),
    Unguarded("cache_entry", "the cache: can be emptied at any time"),
    Unguarded("access_limit", "counters of limits: written before and beside commands"),
    Unguarded("access_daycount", "counters of limits: written before and beside commands"),
    Unguarded("notices_notice", "outbox and job results: the command that tells is the act"),
    Unguarded(
        "channels_inbox",
        "what channels told: storing it is one INSERT, an act would halve the rate",
        Rights.columns("state", "reason", "body", "opened"),
    ),
    Unguarded("channels_offered", "addresses of pay pages, worthless after two hours"),
    Unguarded("channels_watch", "counters: when a channel is asked next"),
    Unguarded("disclosure_draft", "drafts: words that nobody reads yet; publishing them is the act"),
    Unguarded("search_entry", "a copy for finding, rebuilt from the slices by the engine; decides nothing"),
    Unguarded("procrastinate_*", "job queue of the library"),
)
