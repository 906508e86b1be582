// The chosen row: j and k move it, the evidence beside the list follows.
import { found, lost } from "./desk-away.js";
import { on } from "./desk-keys.js";

const aside = document.querySelector("#aside");
const resting = aside?.innerHTML;
let asked; // the request under way

export const rows = () => [...document.querySelectorAll(".story-row")];
export const current = () => document.querySelector(".story-row[aria-current]");
const link = (row) => row.querySelector(".desk-headline a");

export function choose(row, { focus = true } = {}) {
  if (!row) return;
  if (current() !== row) {
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    explain(row.dataset.story);
    document.dispatchEvent(new CustomEvent("desk:chosen", { detail: row.dataset.story }));
  }
  if (focus) link(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// Only the last row of a quick walk is asked for.
export async function explain(story, wait = 120) {
  asked?.abort();
  if (!aside?.checkVisibility()) return;
  const mine = (asked = new AbortController());
  try {
    await new Promise((go) => setTimeout(go, wait));
    if (mine.signal.aborted) return;
    const answer = await fetch(`/stories/${story}/aside`, { signal: mine.signal });
    found();
    if (answer.ok) {
      aside.innerHTML = await answer.text();
      aside.scrollTop = 0;
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    aside.textContent = "The evidence could not be fetched: the desk does not answer.";
    lost();
  }
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

on("next", () => step(1));
on("previous", () => step(-1));
on("open", () => current() && link(current()).click());
on("original", () => {
  const address = current()?.dataset.original;
  if (address) window.open(address, "_blank", "noopener,noreferrer");
});
// Where there is no room beside the list, it comes over it when it is called.
async function call() {
  if (!current()) step(1);
  if (!aside || !current()) return;
  if (!aside.checkVisibility()) {
    aside.classList.add("is-called");
    await explain(current().dataset.story, 0);
  }
  aside.querySelector(".aside-why")?.focus();
}

on("explain", call);
document.querySelector("[data-call]")?.addEventListener("click", call);
on("back", () => {
  const inside = aside?.contains(document.activeElement);
  aside?.classList.remove("is-called");
  if (inside && current()) return link(current()).focus();
  current()?.removeAttribute("aria-current");
  document.activeElement.blur();
  if (aside) aside.innerHTML = resting;
});
on("choose", () => {
  const box = current()?.querySelector(".desk-tick input");
  if (box) box.checked = !box.checked;
});
on("split", () => {
  const tool = aside?.querySelector(".aside-split");
  if (!tool) return;
  tool.open = true;
  tool.querySelector("input[type=checkbox]").focus();
});
on("order", () => document.querySelector(".desk-order a:not([aria-current])")?.click());
on("search", () => document.querySelector("#words")?.focus());

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.(".story-row");
  if (row) choose(row, { focus: false });
});

aside?.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-close]")) return;
  aside.classList.remove("is-called");
  if (current()) link(current()).focus();
});
document.addEventListener("desk:back", () => current() && explain(current().dataset.story, 0));

// Keep the address short: leave out what was not filled in.
document.querySelector("form.filters")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
