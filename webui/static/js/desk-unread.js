// How much is new in searches and watchlists: told once the list is there, which does not wait for it.
const kept = document.querySelector("[data-unread]");

async function count() {
  const answer = await fetch(kept.dataset.unread);
  if (!answer.ok) return;
  const { unread } = await answer.json();
  for (const place of kept.querySelectorAll("[data-search]")) {
    const number = unread[place.dataset.search];
    place.hidden = !number;
    if (!number) continue;
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = " unread";
    place.replaceChildren(number, words);
  }
}

if (kept) count().catch(() => {}); // the page of searches counts too
