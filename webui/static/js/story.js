// Remembers the visit once the page is in sight, and follows what is ticked. Without this module a button does the first.
const seen = document.querySelector("form[data-seen]");

async function remember() {
  const answer = await fetch(seen.action, { method: "POST", body: new FormData(seen), redirect: "manual", keepalive: true });
  if (answer.type !== "opaqueredirect") return;
  const button = seen.querySelector("button");
  button.disabled = true;
  button.textContent = "Marked as read";
}

function rememberInSight() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", rememberInSight);
  remember().catch(() => {}); // the button is still there
}

if (seen) {
  document.addEventListener("visibilitychange", rememberInSight);
  rememberInSight();
}

const tool = document.querySelector("#take-tool");
const told = tool?.querySelector("[data-ticked]");
const untouched = told?.textContent;

document.querySelector(".story-timeline").addEventListener("change", () => {
  const number = document.querySelectorAll(".pick input:checked").length;
  tool.open ||= number > 0;
  const reports = number === 1 ? "1 report ticked" : `${number} reports ticked`;
  told.textContent = number ? `${reports}. The copies of a text go with it.` : untouched;
});
