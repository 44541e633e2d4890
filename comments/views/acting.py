"""Who acts at the desk."""

from django.http import HttpRequest

from comments.domain.moderation import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in, in the role that the access check has seen. No query."""
    return Actor(request.desk.role, request.desk.user_id, request.desk.user_name)
