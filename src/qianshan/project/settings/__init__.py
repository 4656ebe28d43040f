"""Settings: everything that differs between places comes from the environment."""

from qianshan.project.settings.apps import *  # noqa: F403
from qianshan.project.settings.base import *  # noqa: F403
from qianshan.project.settings.database import *  # noqa: F403
from qianshan.project.settings.pages import *  # noqa: F403
