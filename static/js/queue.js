// The queue asks once a minute what is new. A tab that nobody sees asks nothing.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.closest("[data-poll]")) event.preventDefault();
});

// What is being written about a response stays in the memory of this page while others are opened, and is there
// again with the response. What a form has sent is the site's to keep or to give back.
const drafts = new Map();
const WRITTEN = "#pane textarea[id], #pane select[id]";
const isWritten = (field) => field.tagName === "SELECT"
  ? field.selectedIndex >= 0 && !field.options[field.selectedIndex].defaultSelected && field.value !== ""
  : field.value !== field.defaultValue && field.value.trim() !== "";
const openNumber = () => document.querySelector("#pane [data-number]")?.dataset.number;
const written = (sent) => [...document.querySelectorAll(WRITTEN)].filter((field) => isWritten(field) && !(sent && sent.contains(field)));
const oneColumn = matchMedia("(width < 64rem)");
let sending = null;

function keep(number, sent) {
  const fields = written(sent);
  if (number && fields.length) drafts.set(number, new Map(fields.map((field) => [field.id, field.value])));
}

function giveBack(number) {
  (drafts.get(number) || new Map()).forEach((value, id) => {
    const field = document.getElementById(id);
    if (field && field.matches(WRITTEN) && !field.value) field.value = value;
  });
  drafts.delete(number);
}

function sayDrafts() {
  const said = document.getElementById("drafts");
  const numbers = [...drafts.keys()].map((number) => `R\u00a0${number}`).join(", ");
  said.hidden = !numbers;
  said.textContent = numbers && `Not sent yet, and kept until this page is left: what you wrote on ${numbers}.`;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.shouldSwap && event.target.id === "pane") keep(openNumber(), event.detail.requestConfig.elt.closest("form"));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "pane") return;
  giveBack(openNumber());
  sayDrafts();
  // In one column the list stands above, and to take the focus scrolls no further than to the window's edge.
  if (oneColumn.matches) event.target.scrollIntoView();
});
document.addEventListener("submit", (event) => {
  if (event.submitter?.formMethod !== "dialog") sending = event.target;
});
window.addEventListener("beforeunload", (event) => {
  if (drafts.size || written(sending).length) event.preventDefault();
});

// All rows of the page are ticked where they are; without scripts the page comes back with them ticked.
document.addEventListener("click", (event) => {
  if (!event.target.closest("button[name=tick]")) return;
  event.preventDefault();
  document.querySelectorAll("#rows [name=pick][type=checkbox]").forEach((box) => { box.checked = true; });
});
