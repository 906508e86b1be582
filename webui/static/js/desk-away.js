// Whether the desk answers: says so when it does not, keeps the page as it is meanwhile, and then offers what came.
const ASKED = 3_000; // milliseconds between two tries
const LONGEST = 5_000; // milliseconds to wait for an answer
const SOON = 1_000; // milliseconds for either while the browser says that it has no network
const bar = document.querySelector("#away");
let asking; // while it does not answer
let doubting; // while the browser has no network
let leaving = false; // what is under way fails then, and means nothing

function tell(kind, ...words) {
  bar.className = `desk-away notice ${kind}`;
  bar.replaceChildren(...words);
}

async function answers() {
  const longest = navigator.onLine ? LONGEST : SOON;
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(longest) })).ok;
  } catch {
    return false;
  }
}

// Something was not answered: ask once more, then say so.
export async function lost() {
  if (!bar || asking || leaving || (await answers()) || asking || leaving) return;
  asking = setInterval(async () => (await answers()) && found(), ASKED);
  tell("notice-warn", "The desk does not answer. What you see and type stays; deciding waits until it is back.");
}

export function found() {
  if (!asking || !navigator.onLine) return; // without a network this answers what was asked before
  clearInterval(asking);
  asking = undefined;
  const load = document.createElement("a");
  load.href = location.pathname + location.search;
  load.textContent = "Load what came";
  tell("", "The desk answers again. ", load);
  document.dispatchEvent(new Event("desk:back"));
}

// Leaving for a page that does not come would lose what is typed. Later than every other listener.
function hold(event) {
  const leaves = event.type === "submit" || event.target.closest("a[href^='/']");
  if (!asking || event.defaultPrevented || !leaves) return;
  event.preventDefault();
  tell("notice-bad", "Not done: the desk does not answer. Try it again once it is back.");
}

// One answer as the network goes proves nothing: it may have been the last. A desk on this machine goes on answering.
function doubt() {
  lost();
  clearInterval(doubting);
  doubting = setInterval(lost, SOON);
}

window.addEventListener("offline", doubt);
window.addEventListener("online", () => clearInterval(doubting));
window.addEventListener("submit", hold);
window.addEventListener("click", hold);
window.addEventListener("pagehide", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));
