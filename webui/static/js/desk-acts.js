// Decisions without leaving the page: the forms' own buttons are pressed, and the rows that changed come back.
import { found, lost } from "./desk-away.js";
import { on } from "./desk-keys.js";
import { choose, current, explain } from "./desk-list.js";

const UNDOABLE = 10_000; // milliseconds that the bar stays
const tools = document.querySelector("#act");
const bar = document.querySelector("#done");
let last; // what "." does again
let fading;

const chosen = () => {
  const ticked = [...document.querySelectorAll(".desk-tick input:checked")].map(({ value }) => value);
  return ticked.length ? ticked : current() ? [current().dataset.story] : [];
};

// Whether it was heard. What was not can be tried again: that bar stays.
async function send(address, fields, again = () => send(address, fields)) {
  try {
    const answer = await fetch(address, { method: "POST", body: fields, headers: { "X-Part": "1" } });
    found();
    const heard = !answer.redirected && (answer.ok || answer.status === 422);
    if (heard) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    else fail(answer.redirected ? "sign in again, in another tab" : "something went wrong", again);
    return heard;
  } catch {
    lost();
    fail("the desk does not answer", again);
    return false;
  }
}

function fail(why, again) {
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = "Try again";
  button.addEventListener("click", again);
  clearTimeout(fading);
  bar.classList.add("notice-bad");
  bar.replaceChildren(`That was not done: ${why}. `, button);
}

function show(answer) {
  const open = current()?.dataset.story;
  const changed = [...answer.querySelectorAll(".story-row")];
  for (const row of changed) document.getElementById(row.id)?.replaceWith(row);
  for (const box of document.querySelectorAll(".desk-tick input:checked")) box.checked = false;
  const again = open && document.getElementById(`story-${open}`);
  if (again && !again.hasAttribute("aria-current")) choose(again);
  else if (open && changed.some((row) => row.dataset.story === open)) explain(open, 0);
  tell(answer.querySelector("#done"));
}

function tell(what) {
  clearTimeout(fading);
  bar.classList.remove("notice-bad");
  bar.replaceChildren(...(typeof what === "string" ? [what] : what.childNodes));
  fading = setTimeout(() => {
    if (!bar.contains(document.activeElement)) bar.replaceChildren();
  }, UNDOABLE);
}

function act(button) {
  const stories = chosen();
  if (!stories.length) return tell("Choose a story first, with j and k.");
  const fields = new FormData(tools, button);
  fields.delete("story");
  for (const story of stories) fields.append("story", story);
  const address = button.getAttribute("formaction") ?? tools.action;
  last = { address, fields };
  for (const open of tools.querySelectorAll("details[open]")) open.open = false;
  current()?.querySelector(".desk-headline a").focus({ preventScroll: true });
  const boxes = [...tools.querySelectorAll("input[type=text], input:not([type])")].map((box) => [box, box.value]);
  const attempt = async () => {
    for (const [box] of boxes) box.value = "";
    if (await send(address, fields, attempt)) return;
    for (const [box, typed] of boxes) box.value ||= typed; // nobody heard it: what was typed comes back
  };
  return attempt();
}

function repeat() {
  const stories = chosen();
  if (!last || !stories.length) return;
  last.fields.delete("story");
  for (const story of stories) last.fields.append("story", story);
  send(last.address, last.fields);
}

function judge(says, place) {
  const topic = current()?.dataset.topics.split(" ")[place - 1];
  if (!topic) return;
  tools.elements.topic.value = topic;
  act(tools.querySelector(`button[value=${says}]`));
}

// Escape leads out of a panel, and out of the filters, back to the list.
document.addEventListener("keydown", ({ key, target }) => {
  const open = key === "Escape" && target.closest("details[open]");
  if (!open) return;
  open.open = false;
  (current()?.querySelector(".desk-headline a") ?? open.firstElementChild).focus();
});

if (tools) {
  tools.addEventListener("submit", (event) => {
    if (!event.submitter.name) return; // to another page
    event.preventDefault();
    act(event.submitter);
  });
  // Enter in a field presses the button beside it.
  tools.addEventListener("keydown", (event) => {
    const panel = event.target.closest(".desk-panel");
    if (event.key === "Enter" && panel && event.target.matches("input, select")) {
      event.preventDefault();
      act(panel.querySelector("button"));
    }
  });
  // One panel at a time.
  for (const panel of tools.querySelectorAll("details")) {
    panel.addEventListener("toggle", () => {
      if (!panel.open) return;
      for (const other of tools.querySelectorAll("details[open]")) if (other !== panel) other.open = false;
    });
  }
  for (const button of tools.querySelectorAll("[data-do]")) {
    if (button.tagName === "SUMMARY") {
      on(button.dataset.do, () => {
        button.parentElement.open = true;
        button.parentElement.querySelector("input, select").focus();
      });
    } else on(button.dataset.do, () => (button.name ? act(button) : tools.requestSubmit(button)));
  }
  on("read", () => {
    const unread = chosen().some((story) => document.getElementById(`story-${story}`)?.classList.contains("is-unread"));
    act(tools.querySelector(`button[value=${unread ? "read" : "unread"}]`));
  });
  on("right", (key) => judge("right", Number(key)));
  on("wrong", (key) => judge("wrong", Number(key.at(-1))));
  on("repeat", repeat);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#done form, form[data-undo], form[data-split]")) return;
  event.preventDefault();
  send(form.action, new FormData(form, event.submitter));
});
if (bar?.hasChildNodes()) tell(bar);
on("undo", () => bar?.querySelector("form")?.requestSubmit());
