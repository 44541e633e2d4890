"""The house rules that the site comes with, in Markdown; later versions are records of their own.

They say what the site does, so they are read beside ``comments.rules``, whose reasons belong to them.
"""

CHANGED = "The rules that the site began with."

TEXT = """\
No view is a ground for rejection. Agreeing with an author, disagreeing with all of them, and asking what \
none of them asks are published alike. A response is held, sent back, rejected or removed for one of the \
reasons listed on this page only, and its writer is told which, at the receipt, in the words that held at \
the time.

**Who decides**

- A moderator reads every response before it appears, in the order in which they came, unless rules of \
screening that this site has switched on decide first; what a rule does is recorded under the rule’s name.
- A moderator publishes a response, holds it with a question, sends it back with the passage in question \
marked, or rejects it. What could endanger somebody is held for safety, where fewer people see it.
- Nobody decides on their own response, on a reply to it, or on an appeal against their own decision. \
Where too few are left, an editor can allow an exception, which is recorded with its reason.
- Each decision is recorded with its reason and cannot be altered afterwards. Whoever made it, or an \
editor, can undo it within 24 hours; the undoing is recorded too.
- A published response can be removed later for the same reasons. Where it has replies, a line says that \
it was removed, and the replies stay.
- No moderator changes a writer’s words. Words that could endanger somebody can be withheld: a mark stands \
in their place for all to see, and the writer is shown the difference and asked to accept it. In urgent \
cases it takes effect at once and says so.

**What a writer can do**

- Write under any name or none. The names of the authors and those of the site’s offices, and what looks \
like them, are kept free.
- Change or withdraw a response at its receipt until a decision is made, and for 24 hours after \
publication. Every version is kept; an edit is read by a moderator before it is shown, and the published \
words stand until then.
- After a hold, or when it was sent back, change it and send it again.
- Appeal at the receipt against a rejection or a removal, once for each decision. Somebody who did not \
make it answers, and upholds or reverses it.
- After a rejection, send other words as a new response.
- Ask at the receipt for erasure. An administrator decides, and the receipt says what was decided.

**What a reader can do**

- Flag a published response, with a reason. Neither the writer nor other readers learn who did. Enough \
flags of different readers hold a response until a moderator has looked.

**What is kept**

- The words of a response and of its earlier versions, the name and stance if given, what it answers, and \
the times. Nothing about the sender.
- What is erased is gone from every version, from the search and from the moderators’ notes. Its number \
stays, with a line that says so, and the record keeps hashes, from which no words can be read.
- Characters that cannot be seen are taken out of a text, since they can make it read otherwise than it is \
written."""
