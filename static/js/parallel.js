// Two texts in parallel: n or j goes to the next match, p or k to the one before, and the page's address goes
// along. The keys act only while the focus is within the two texts, and never in a field or with Ctrl, Alt,
// Meta or Shift.
const FIELDS = "input, select, textarea, [contenteditable]";
const STEPS = { n: 1, j: 1, p: -1, k: -1 };

// The match after the focus, or before it; from a match itself, the neighbour.
function find(texts, place, step) {
  const here = place.closest(".match:not(.place)") || place;
  const matches = [...texts.querySelectorAll(".match:not(.place)")];
  if (step < 0) matches.reverse();
  const wanted = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  if (here === texts) return matches[0];
  return matches.find((match) => here.compareDocumentPosition(match) & wanted);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const texts = event.target.closest("[data-keys]");
  const step = STEPS[event.key.toLowerCase()];
  if (!texts || !step || event.target.closest(FIELDS)) return;
  const match = find(texts, event.target, step);
  if (!match) return;
  event.preventDefault();
  match.scrollIntoView();
  match.querySelector("h3").focus({ preventScroll: true });
  history.replaceState(null, "", `#${match.id}`);
});
