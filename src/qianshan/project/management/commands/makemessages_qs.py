"""Django's makemessages that also knows `N_`, and never guesses a translation."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Used by `words`, one app at a time."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=N_"]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
