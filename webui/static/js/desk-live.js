// What comes while one reads is announced, and moves nothing; who is at which story is told both ways.
import { found, lost } from "./desk-away.js";
import { on } from "./desk-keys.js";

const HERE = 30_000; // milliseconds between two signs of ours
const news = document.querySelector("#news");
let source;
let answered; // since the stream last ended, as it does after each event
let story = document.querySelector("[data-here]")?.dataset.here;

function heard({ data }) {
  answered = true;
  found();
  const { new: came, moved, looking } = JSON.parse(data);
  const told = [came && `${came} new ${came === 1 ? "story" : "stories"}`, moved && `${moved} moved on`].filter(Boolean);
  if (news && told.length) {
    const link = news.querySelector("a");
    link.hidden = false;
    for (const place of [news.firstChild, link.firstChild]) place.textContent = told.join(", ");
  }
  for (const place of document.querySelectorAll("[data-looking]")) {
    const names = looking[place.dataset.looking];
    place.textContent = names ? `${names.join(", ")} looking` : "";
  }
}

function listen() {
  source?.close();
  if (!news || document.visibilityState !== "visible") return;
  source = new EventSource(news.dataset.events);
  source.addEventListener("news", heard);
  source.addEventListener("error", () => {
    if (!answered) lost();
    answered = false;
  });
}

function say() {
  if (document.visibilityState !== "visible") return;
  const fields = new FormData();
  fields.set("csrf_token", document.querySelector("[name=csrf_token]").value);
  fields.set("story", story ?? "");
  fetch("/desk/here", { method: "POST", body: fields, keepalive: true }).then(found, lost);
}

document.addEventListener("visibilitychange", listen);
document.addEventListener("desk:back", listen);
document.addEventListener("desk:chosen", ({ detail }) => {
  story = detail;
  say();
});
on("load", () => news?.querySelector("a:not([hidden])")?.click());
setInterval(say, HERE);
listen();
say();
