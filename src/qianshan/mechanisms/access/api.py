"""The door of access."""

from qianshan.mechanisms.access.capabilities import register_capability
from qianshan.mechanisms.access.commands.codes import WrongCode, prove_phone, request_code
from qianshan.mechanisms.access.commands.links import (
    DeadLink,
    LinkWanted,
    OpenedLink,
    issue_link,
    issue_links,
    look_at_link,
    open_link,
    revoke_links,
)
from qianshan.mechanisms.access.commands.organisations import create_organisation, rename_organisation
from qianshan.mechanisms.access.commands.persons import (
    checked_id,
    checked_phone,
    create_person,
    person_by_phone,
    person_of_phone,
)
from qianshan.mechanisms.access.commands.posts import (
    appoint,
    confirm_post,
    decline_post,
    end_post,
    propose_post,
)
from qianshan.mechanisms.access.hats import Hat, NotSignedIn, actor_for, hat, hats_of
from qianshan.mechanisms.access.kinds import (
    AUTHORITY,
    CHARITY,
    KINDS,
    OPERATOR,
    ROLES,
    register_role,
)
from qianshan.mechanisms.access.limits import TooMany, take, take_or_refuse
from qianshan.mechanisms.access.queries import (
    OrganisationLine,
    PostLine,
    organisation,
    organisation_by_id,
    organisations,
    posts_of,
    staff_names,
)
from qianshan.mechanisms.access.verdicts import Verdict, may

__all__ = [
    "AUTHORITY",
    "CHARITY",
    "KINDS",
    "OPERATOR",
    "ROLES",
    "DeadLink",
    "Hat",
    "LinkWanted",
    "NotSignedIn",
    "OpenedLink",
    "OrganisationLine",
    "PostLine",
    "TooMany",
    "Verdict",
    "WrongCode",
    "actor_for",
    "appoint",
    "checked_id",
    "checked_phone",
    "confirm_post",
    "create_organisation",
    "create_person",
    "decline_post",
    "end_post",
    "hat",
    "hats_of",
    "issue_link",
    "issue_links",
    "look_at_link",
    "may",
    "open_link",
    "organisation",
    "organisation_by_id",
    "organisations",
    "person_by_phone",
    "person_of_phone",
    "posts_of",
    "propose_post",
    "prove_phone",
    "register_capability",
    "register_role",
    "rename_organisation",
    "request_code",
    "revoke_links",
    "staff_names",
    "take",
    "take_or_refuse",
]
