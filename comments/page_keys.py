"""What pages that show published responses are made from (``masslinesite.page_versions``).

Words that wait and words that were taken away are on no page, so they have no key: nothing can be learnt
from a number that they raise.
"""

from comments.models import Response
from comments.queries.scopes import Scope, scopes_of

#: The house rules.
POLICY = "policy"


def responses_in(scope: Scope) -> list[str]:
    """What a page shows of a scope's responses, be it their number alone."""
    return [f"responses:{name}" for name in scope.names]


def responses_to_tables(debate_id: int) -> str:
    """How many answer each formulation, question and position of a debate, on the page that compares."""
    return f"responses:tables:{debate_id}"


def thread_of(root_id: int) -> str:
    """The pages of the responses of one thread."""
    return f"thread:{root_id}"


def keys_of_response(response: Response) -> list[str]:
    """What is out of date when readers see a response come, change or go: the threads that it stands in,
    what counts it, and the pages of its own thread; for ``page_versions.touch``. No query."""
    keys = [thread_of(response.root_id), *(f"responses:{scope.name}" for scope in scopes_of(response))]
    if response.formulation_id or response.question_id:
        keys.append(responses_to_tables(response.debate_id))
    return keys
