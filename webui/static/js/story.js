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
const main = document.querySelector(".story-main");

main.addEventListener("change", ({ target }) => {
  if (!target.closest(".pick")) return;
  const number = main.querySelectorAll(".pick input:checked").length;
  tool.open ||= number > 0;
  const reports = number === 1 ? "1 report ticked" : `${number} reports ticked`;
  told.textContent = number ? `${reports}. The copies of a text go with it.` : untouched;
});

async function part(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

// The middle of a long timeline: what is ticked stays ticked. Where it does not come, the link leads to it.
main.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-between]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const whole = (await part(link.href)).querySelector("#timeline");
    const before = [...main.querySelectorAll(".report")].filter((one) => one.compareDocumentPosition(link) & 4).at(-1);
    const ticked = [...main.querySelectorAll(".pick input:checked")].map(({ value }) => value);
    for (const box of whole.querySelectorAll(".pick input")) box.checked = ticked.includes(box.value);
    document.querySelector("#timeline").replaceWith(whole);
    const reports = [...whole.querySelectorAll(".report")];
    reports[reports.findIndex(({ id }) => id === before.id) + 1].querySelector(".report-title a").focus();
  } catch {
    location.assign(link.href);
  }
});

// Chapters are looked for when their place comes near, or somebody is about to change the story: it may become part of one.
const place = document.querySelector("[data-chapters]");
const nearby = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && bring(), { rootMargin: "400px" });

async function bring() {
  nearby.disconnect();
  document.removeEventListener("toggle", opened, true);
  try {
    place.replaceChildren(...(await part(place.dataset.chapters)).childNodes);
  } catch {
    return; // the link is still there
  }
  for (const { dataset, textContent } of place.querySelectorAll("[data-story]")) {
    for (const choice of document.querySelectorAll(".story-tools select")) {
      const known = [...choice.options].some(({ value }) => value === dataset.story);
      if (!known) choice.add(new Option(`${textContent} (a chapter)`, dataset.story));
    }
  }
}

function opened({ target }) {
  if (target.closest(".story-tools")) bring();
}

document.addEventListener("toggle", opened, true);
nearby.observe(place);
