// Single keys for the moderators' desk, loaded for those who switched them on. Each key presses a
// button or follows a link that is on the page anyway. No key acts in a field, with Ctrl, Alt or
// Meta, while it is held down, or while an answer is on its way.
const FIELDS = "input, select, textarea, [contenteditable]";
const NEEDS_REASON = ["h", "r"];

const rows = () => [...document.querySelectorAll(".queue a")];
const place = () => rows().findIndex((row) => row.hasAttribute("aria-current"));

function open(step) {
  const row = place() < 0 ? rows()[0] : rows()[place() + step];
  const beyond = step > 0 && document.querySelector("#rows [rel=next]");
  const link = row || beyond;
  if (link) link.click();
}

function press(key) {
  const button = document.querySelector(`#pane [data-key="${key}"]`);
  if (!button) return;
  const reason = button.form.elements.reason;
  if (NEEDS_REASON.includes(key) && reason && !reason.value) reason.focus();
  else button.click();
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys.open = true;
  keys.querySelector("summary").focus();
}

const ACTS = {
  j: () => open(1),
  k: () => open(-1),
  a: () => press("a"),
  h: () => press("h"),
  r: () => press("r"),
  u: () => press("u"),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest(FIELDS) || document.querySelector(".htmx-request")) return;
  const act = ACTS[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});
