"""Static files under names that carry their hash, once they are collected.

Before that (tests, checks, a developer's server) the plain name is served from the source.
"""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where a manifest exists, plain ones where not."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002  (Django's signature)
        """The address of a static file."""
        if not self.hashed_files:
            return StaticFilesStorage.url(self, name)
        return str(super().url(name, force))
