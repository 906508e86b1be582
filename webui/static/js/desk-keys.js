// One key, one action. Letters are off while one types; the map is the page's, with what the reader has changed.
const actions = new Map();
const told = document.querySelector("#keys");
const keys = new Map(
  [...(told?.querySelectorAll("[data-action]") ?? [])].map((one) => [one.firstChild.textContent, one.dataset.action]),
);
keys.set("Enter", "open");
for (let number = 1; number < 10; number += 1) keys.set(`${number}`, "right").set(`Shift+${number}`, "wrong");
let first = ""; // of a sequence of two keys

export const on = (action, run) => actions.set(action, run);

const typing = (target) =>
  target.closest?.("select, textarea, [contenteditable], input:not([type=checkbox], [type=radio])");

function pressed({ key, code, shiftKey }) {
  if (shiftKey && /^Digit[1-9]$/.test(code)) return `Shift+${code.at(-1)}`;
  return key;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.id === "words") return event.target.blur();
  if (event.ctrlKey || event.metaKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = pressed(event);
  if (key === "Shift") return;
  const both = first && `${first} ${key}`;
  const begins = !first && [...keys.keys()].some((one) => one.startsWith(`${key} `));
  first = begins ? key : "";
  const action = keys.get(both || key);
  if (begins) return event.preventDefault();
  if (!action || (action === "open" && key === "Enter" && event.target.closest("a, button, summary"))) return;
  event.preventDefault();
  const place = told.querySelector(`[data-action="${action}"][data-href]`);
  if (place) location.assign(place.dataset.href);
  else actions.get(action)?.(key);
});

on("keys", () => told?.showModal());
told?.querySelector("[data-close]").addEventListener("click", () => told.close());
