"""Putting the guard on: triggers and grants, from what the models declare. Run as the owner."""

from fnmatch import fnmatch
from importlib import resources

from django.apps import apps
from django.db import connection

from qianshan.mechanisms.acts.models import ActedModel
from qianshan.mechanisms.acts.rights import Rights
from qianshan.mechanisms.acts.unguarded import UNGUARDED

_TRACE = ("acts_act", "acts_actsubject", "acts_actoutcome", "acts_actrefusal", "acts_installation")


class UnknownTable(Exception):
    """A table is neither guarded nor listed as unguarded."""


def guarded_models() -> dict[str, type[ActedModel]]:
    """Every guarded table with its model."""
    return {
        model._meta.db_table: model  # noqa: SLF001
        for model in apps.get_models()
        if issubclass(model, ActedModel)
    }


def tables() -> list[str]:
    """Every table of the database's public schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " ORDER BY relname"
        )
        return [row[0] for row in cursor.fetchall()]


def rights_of(table: str) -> Rights | None:
    """What the application may do with an unguarded table; None when it is not listed."""
    return next((entry.rights for entry in UNGUARDED if fnmatch(table, entry.table)), None)


def put_on_guard(app_role: str) -> int:
    """Create the triggers and grants for every table; returns the number of guarded tables.

    Raises:
        UnknownTable: a table stands in neither list.
    """
    guarded = guarded_models()
    statements = [resources.files(__package__).joinpath("sql/guard.sql").read_text("utf-8")]
    for table in tables():
        model = guarded.get(table)
        rights = model.write_rights if model else rights_of(table)
        if rights is None:
            raise UnknownTable(
                f"table {table} has no guard: inherit ActedModel, or list it in acts/unguarded.py"
            )
        if model:
            statements += _triggers(table)
        statements += _grants(table, rights, app_role)
    statements += _trace_triggers()
    statements.append(f'GRANT USAGE ON SCHEMA public TO "{app_role}"')
    statements.append(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{app_role}"')
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return len(guarded)


def _triggers(table: str) -> list[str]:
    return [
        f'CREATE OR REPLACE TRIGGER qs_demand_act BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION qs_demand_act()",
        f'CREATE OR REPLACE TRIGGER qs_stamped AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS fresh'
        " FOR EACH STATEMENT EXECUTE FUNCTION qs_stamped()",
        f'CREATE OR REPLACE TRIGGER qs_keep_act_id BEFORE UPDATE OF act_id ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION qs_keep_act_id()",
    ]


def _trace_triggers() -> list[str]:
    now = (
        "CREATE OR REPLACE TRIGGER qs_act_is_now BEFORE INSERT ON acts_act"
        " FOR EACH ROW EXECUTE FUNCTION qs_act_is_now()"
    )
    never = [
        f'CREATE OR REPLACE TRIGGER qs_never BEFORE UPDATE OR DELETE ON "{table}"'
        " FOR EACH STATEMENT EXECUTE FUNCTION qs_never()"
        for table in _TRACE
    ]
    return [now, *never]


def _grants(table: str, rights: Rights, app_role: str) -> list[str]:
    return [
        f'REVOKE ALL ON "{table}" FROM "{app_role}"',
        f'GRANT {", ".join(rights.grants())} ON "{table}" TO "{app_role}"',
    ]
