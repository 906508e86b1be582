// The command bar: places and, where there are some, the actions of the page. Arrows choose, Enter goes.
const bar = document.querySelector("#command");
const field = bar.querySelector("input");
const list = bar.querySelector("[role=listbox]");
let asked;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function mark(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

// The actions of this page, as its map of keys lists them.
function actions(words) {
  const found = [...document.querySelectorAll("#keys li[data-action]:not([data-href])")].filter((one) =>
    words.every((word) => one.textContent.toLowerCase().includes(word)),
  );
  return found.slice(0, 6).map((one, place) => {
    const option = document.createElement("li");
    option.id = `action-${place}`;
    option.setAttribute("role", "option");
    option.dataset.run = one.firstChild.textContent;
    const kind = document.createElement("span");
    kind.className = "place-kind";
    kind.textContent = "do";
    option.append(kind, ` ${one.textContent.trim().split(/\s+/).slice(1).join(" ")}`);
    return option;
  });
}

export async function look() {
  asked?.abort();
  const mine = (asked = new AbortController());
  const words = field.value.trim();
  try {
    const answer = await fetch(`${field.form.action}?q=${encodeURIComponent(words)}`, {
      headers: { "X-Part": "1" },
      signal: mine.signal,
    });
    if (!answer.ok) return;
    list.innerHTML = await answer.text();
    if (words) list.append(...actions(words.toLowerCase().split(/\s+/)));
    mark(options()[0]);
  } catch (error) {
    if (error.name !== "AbortError") list.textContent = "The desk does not answer.";
  }
}

function run(option) {
  if (!option) return;
  bar.close();
  if (option.dataset.address) return location.assign(option.dataset.address);
  for (const key of option.dataset.run.split(" ")) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}

bar.addEventListener("close", () => (field.value = ""));
field.addEventListener("input", look);
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(chosen());
});
field.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const all = options();
  mark(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
});
list.addEventListener("click", (event) => run(event.target.closest("[role=option]")));
