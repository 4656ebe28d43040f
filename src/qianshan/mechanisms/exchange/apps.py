"""Django app of the exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange: outbox, arrivals, differences."""

    name = "qianshan.mechanisms.exchange"
    label = "exchange"
