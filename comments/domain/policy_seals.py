"""The house rules under seal: the act that adopts a version is sealed over a hash of it and all before it.

So the words in which a receipt gives a reason, "as they were at the time", are proved as decisions are.
"""

import hashlib
import json
from collections.abc import Iterator

from comments.enums import ActKind
from comments.markup.convert import convert
from comments.markup.excerpts import plain_text
from comments.models import Act, PolicyVersion
from comments.rules import FIRST_POLICY_VERSION

#: Of the versions that the site has come with; one that is written anew is added here and none taken out.
FIRST = frozenset({"cdad1bb602651d627df7f77e67a3e06e768ca85e81f3e8ca8862f3fc69a2881c"})


def latest() -> str:
    """The hash of the newest version, empty where there is none. Two queries."""
    digest = ""
    for _, digest in running():  # noqa: B007
        pass
    return digest


def running() -> Iterator[tuple[PolicyVersion, str]]:
    """Every version in its order, with the hash over what it says and the hash of the one before."""
    digest = ""
    for policy in PolicyVersion.objects.order_by("id").prefetch_related("reasons"):
        reasons = sorted((row.reason, row.text) for row in policy.reasons.all())
        parts = [digest, policy.version, policy.text, policy.changed, policy.adopted_by, reasons]
        digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
        yield policy, digest


def find_wrong_policies() -> Iterator[str]:
    """Versions that say something else than what was adopted. Three queries.

    A version is proved by its own act or by that of any later one; the first, until there is one, by what
    the site came with.
    """
    acts = Act.objects.filter(kind=ActKind.POLICY).order_by("id").values_list("about", "content_digest")
    adopted = dict(acts)
    found: dict[str, str] = {}
    for policy, digest in running():
        about = f"policy {policy.version}"
        found[about] = digest
        if policy.version != FIRST_POLICY_VERSION and about not in adopted:
            yield f"{policy}: nobody has adopted it"
        if plain_text(policy.html) != plain_text(convert(policy.text, {})):
            yield f"{policy}: it is shown otherwise than it was written"
    sealed = {about: digest for about, digest in adopted.items() if digest}
    for about, digest in sealed.items():
        if found.get(about) != digest:
            yield f"{about}: it, or a version before it, is not what was adopted"
    first = f"policy {FIRST_POLICY_VERSION}"
    if not sealed and first in found and found[first] not in FIRST:
        yield f"{first}: it is not what the site came with"
