"""Django app of the documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents: files in, papers out."""

    name = "qianshan.mechanisms.documents"
    label = "documents"
