// Optional: every page works without it. After htmx has swapped a fragment in, the element marked
// data-focus in it takes the focus, so that a keyboard or a screen reader goes on where the answer is. htmx settles in the same turn
// as it swaps (defaultSettleDelay 0): a focus that came later would be taken from whoever moved on.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.target.closest("[data-focus]") || event.target.querySelector("[data-focus]");
  if (target) target.focus();
});

// An answer that doesn't come, or is an error, is said; the next request takes that back.
const showTrouble = (shown) => document.querySelectorAll("[data-trouble]").forEach((notice) => { notice.hidden = !shown; });
["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => showTrouble(true)));
document.addEventListener("htmx:beforeRequest", () => showTrouble(false));

// A sent form can't be sent twice by an impatient click; the page that comes back has a fresh button.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && event.target.method === "post" && !event.defaultPrevented) setTimeout(() => { button.disabled = true; });
});
// A page restored by the back button gets its buttons back.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[method=post] button:disabled").forEach((button) => { button.disabled = false; });
});
