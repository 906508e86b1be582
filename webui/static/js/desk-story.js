// A story's page: the desk's keys press the buttons of its forms.
import { on } from "./desk-keys.js";
import "./desk-live.js";

for (const button of document.querySelectorAll("#act [data-do]")) {
  on(button.dataset.do, () => {
    if (button.tagName !== "SUMMARY") return button.click();
    button.parentElement.open = true;
    button.parentElement.querySelector("input, select").focus();
  });
}
const bar = document.querySelector("#done");
setTimeout(() => bar?.contains(document.activeElement) || bar?.replaceChildren(), 10_000);
on("read", () => document.querySelector("#act button[value=unread]")?.click()); // it was marked as read when it opened
on("split", () => {
  const tool = document.querySelector("#take-tool");
  if (!tool) return;
  tool.open = true;
  document.querySelector(".story-timeline .pick input")?.focus();
});
on("undo", () => document.querySelector("#done form")?.requestSubmit());
on("back", () => history.back());
on("original", () => document.querySelector(".story-timeline .report-out")?.click());

// Enter in a field presses the button beside it.
document.querySelector("#act")?.addEventListener("keydown", (event) => {
  const panel = event.target.closest(".desk-panel");
  if (event.key !== "Enter" || !panel || !event.target.matches("input, select")) return;
  event.preventDefault();
  panel.querySelector("button").click();
});
