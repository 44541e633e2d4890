"""The project as an app: its system checks and its templates' tags."""

from django.apps import AppConfig


class MasslinesiteConfig(AppConfig):
    name = "masslinesite"

    def ready(self) -> None:
        from masslinesite import checks, numbers  # noqa: F401 - importing registers them
