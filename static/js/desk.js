// Single keys for the moderators' desk, loaded for those who switched them on. Which key does what stands in
// the list of keys on the page, as the moderator chose them. Each presses a button or follows a link that is
// on the page anyway. No key acts in a field, with Ctrl, Alt or Meta, while it is held down, or while an
// answer is on its way. What others have open, and what is not to be shown unasked, is stepped over.
const FIELDS = "input, select, textarea, [contenteditable]";
const NEEDS_REASON = ["hold", "secure", "return", "reject"];

const rows = () => [...document.querySelectorAll(".queue a")];
const place = () => rows().findIndex((row) => row.hasAttribute("aria-current"));

function open(step) {
  const from = place() < 0 ? 0 : place() + step;
  const way = step > 0 ? rows().slice(Math.max(from, 0)) : rows().slice(0, from + 1).reverse();
  const row = way.find((each) => !each.closest("[data-passed]"));
  const beyond = step > 0 && document.querySelector("#rows [rel=next]");
  const link = row || beyond;
  if (link) link.click();
}

function press(key, act) {
  const button = [...document.querySelectorAll("#pane [data-key]")].find((each) => each.dataset.key === key);
  if (!button) return;
  const reason = button.form.elements.reason;
  if (NEEDS_REASON.includes(act) && reason && !reason.value) reason.focus();
  else button.click();
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys.open = true;
  keys.querySelector("summary").focus();
}

const ACTS = { next: () => open(1), previous: () => open(-1), help: showKeys };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest(FIELDS) || document.querySelector(".htmx-request")) return;
  const key = event.key.toLowerCase();
  const listed = [...document.querySelectorAll("#keys [data-act]")].find((each) => each.dataset.press === key);
  if (!listed) return;
  event.preventDefault();
  const act = listed.dataset.act;
  if (ACTS[act]) ACTS[act]();
  else press(key, act);
});
