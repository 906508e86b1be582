// Ctrl-K and the link beside the reader's name open the command bar; what it does is fetched when it is first called.
const bar = document.querySelector("#command");

async function call(event) {
  event.preventDefault();
  if (bar.open) return;
  bar.showModal(); // at once: what is typed meanwhile is meant for it
  try {
    (await import("./command.js")).look();
  } catch {
    bar.querySelector("ul").textContent = "The desk does not answer.";
  }
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") call(event);
});
document.querySelector("[data-command]").addEventListener("click", call);
