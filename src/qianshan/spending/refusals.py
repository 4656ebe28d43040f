"""What spending refuses, shared by its commands."""

from qianshan.mechanisms.acts.api import Conflict, NotAllowed


class SamePerson(NotAllowed):
    """One human would stand in a payment twice."""

    code = "same_person"


class OrderChanged(Conflict):
    """Somebody acted on the order since the page was made."""

    code = "order_changed"
