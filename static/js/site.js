// Optional: every page works without it. After htmx has swapped a fragment in, the element marked
// data-focus in it takes the focus, so that a keyboard or a screen reader goes on where the answer is. htmx
// settles in the same turn as it swaps (defaultSettleDelay 0): a focus that came later would be taken from
// whoever moved on.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.target.closest("[data-focus]") || event.target.querySelector("[data-focus]");
  if (target) target.focus();
});

// A field that comes back stays the very field, with what is in it now: a browser that goes back to the page
// gives their contents to the fields it has once loaded, not to those that a script put in their place.
const TYPED = "input[id]:not([type=hidden]), textarea[id]";
// What the site says of a field; not its value, which a browser keeps only where it is not the form's own.
const SAID = ["aria-invalid", "aria-describedby"];
let typed = [];
document.addEventListener("htmx:beforeSwap", () => { typed = [...document.querySelectorAll(TYPED)]; });
document.addEventListener("htmx:afterSwap", () => {
  typed.filter((field) => !field.isConnected).forEach((field) => {
    const fresh = document.getElementById(field.id);
    if (!fresh || fresh.name !== field.name || fresh.type !== field.type) return;
    const isChoice = ["radio", "checkbox"].includes(field.type);
    if (isChoice && fresh.value !== field.value) return;
    // What somebody has ticked for themselves the answer knows only as it was when it was asked for.
    if (isChoice && field.hasAttribute("data-own")) fresh.checked = field.checked;
    else if (isChoice) field.checked = fresh.checked;
    else if (field.value !== fresh.value) field.value = fresh.value;
    SAID.forEach((name) => fresh.hasAttribute(name) ? field.setAttribute(name, fresh.getAttribute(name)) : field.removeAttribute(name));
    fresh.replaceWith(field);
  });
  typed = [];
});

// An answer that doesn't come, or is an error, is said; the next request takes that back.
const showTrouble = (shown) => document.querySelectorAll("[data-trouble]").forEach((notice) => { notice.hidden = !shown; });
["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => showTrouble(true)));
document.addEventListener("htmx:beforeRequest", () => showTrouble(false));

// A sent form can't be sent twice by an impatient click; the page that comes back has a fresh button.
// After ten seconds this one is back, also for who stopped the page: a form posts once, however often it is sent.
const SLOW = 10000;
const saySlow = (form) => {
  if (form.querySelector("[data-slow]")) return;
  const said = Object.assign(document.createElement("p"), { className: "meta", textContent: "This is slow. Nothing is lost: wait on, or send it again; it counts once." });
  said.setAttribute("role", "status");
  said.dataset.slow = "";
  form.append(said);
};
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post" || button.formMethod === "dialog" || event.defaultPrevented) return;
  setTimeout(() => { button.disabled = true; });
  setTimeout(() => { button.disabled = false; saySlow(event.target); }, SLOW);
});
// A page restored by the back button gets its buttons back.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[method=post] button:disabled").forEach((button) => { button.disabled = false; });
});
