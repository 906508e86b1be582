// Completion and reading of the query while one types, and dragging over the bars. Without it all is links and a form.
const box = document.querySelector("#q");
const list = document.querySelector("#completions");
const reading = document.querySelector("#reading");
const MOST = 12;

let all = null; // what can be written; fetched when the box is first used
let offered = [];
let chosen = -1;

async function load() {
  all ??= fetch(box.dataset.completions).then((answer) => answer.json()).then((answer) => answer.completions);
  return all;
}

// The piece of the query before the caret that a completion would replace.
function piece() {
  const before = box.value.slice(0, box.selectionStart);
  return before.match(/(?:[\w-]+:"[^"]*|[^\s()]+)$/u)?.[0] ?? "";
}

function fits({ text, means }, written) {
  const [low, wanted] = [text.toLowerCase(), written.toLowerCase()];
  if (low === wanted) return false;
  const [, field, value] = wanted.match(/^([a-z]+:)"?(.*)$/u) ?? [];
  if (field) return low.startsWith(field) && low !== field && `${low.slice(field.length).replace('"', "")} ${means.toLowerCase()}`.includes(value);
  if (wanted.startsWith("@")) return low.startsWith("@") && low.includes(wanted.slice(1));
  return low.startsWith(wanted) || (wanted.length > 2 && low.startsWith("@") && low.includes(wanted));
}

function show(found) {
  offered = found;
  chosen = -1;
  list.replaceChildren(...found.map(({ text, means }, number) => {
    const [item, code, says] = [document.createElement("li"), document.createElement("code"), document.createElement("span")];
    Object.assign(item, { id: `completion-${number}`, role: "option" });
    item.setAttribute("aria-selected", "false");
    code.textContent = text;
    says.textContent = means;
    item.append(code, says);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the box keeps the focus
      take(number);
    });
    return item;
  }));
  list.hidden = found.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.removeAttribute("aria-activedescendant");
}

function choose(number) {
  chosen = (number + offered.length) % offered.length;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  list.children[chosen].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", list.children[chosen].id);
}

function take(number) {
  const { text } = offered[number];
  const end = box.selectionStart;
  const gap = text.endsWith(":") ? "" : " ";
  box.setRangeText(text + gap, end - piece().length, end, "end");
  show([]);
  box.dispatchEvent(new Event("input"));
}

async function offer() {
  const written = piece();
  const known = written ? await load() : [];
  if (written === piece()) show(known.filter((one) => fits(one, written)).slice(0, MOST));
}

const keys = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen < 0 ? offered.length - 1 : chosen - 1),
  Escape: () => show([]),
  Enter: () => take(chosen),
  Tab: () => take(chosen),
};

box.addEventListener("keydown", (event) => {
  if (list.hidden || !Object.hasOwn(keys, event.key)) return;
  if (["Enter", "Tab"].includes(event.key) && chosen < 0) return;
  event.preventDefault();
  keys[event.key]();
});
box.addEventListener("blur", () => show([]));

// -- the reading

let waiting = 0;

async function read() {
  const query = box.value;
  if (!query.trim()) return say("", false);
  const address = `${box.dataset.reading}?${new URLSearchParams({ q: query })}`;
  const answer = await fetch(address).then((one) => one.json());
  if (query === box.value) say(answer.reading ?? answer.fault, !answer.reading);
}

function say(text, faulty) {
  reading.textContent = text;
  reading.classList.toggle("field-error", faulty);
  if (faulty) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

box.addEventListener("input", () => {
  offer();
  clearTimeout(waiting);
  waiting = setTimeout(read, 250);
});

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");

// -- the brush

for (const figure of document.querySelectorAll("[data-histogram]")) {
  const svg = figure.querySelector("svg");
  const bars = [...svg.querySelectorAll("a")];
  let [from, to] = [-1, -1];
  figure.classList.add("has-brush");

  const under = ({ clientX }) => {
    const { left, width } = svg.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)));
  };
  const paint = () => bars.forEach((bar, at) => bar.classList.toggle("brushed", from >= 0 && at >= Math.min(from, to) && at <= Math.max(from, to)));

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = to = under(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = under(event);
    paint();
  });
  svg.addEventListener("pointerup", () => {
    if (from < 0) return;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const address = new URL(bars[first].href.baseVal, location.href);
    address.searchParams.set("to", bars[last].dataset.until);
    location.assign(address);
  });
  svg.addEventListener("pointercancel", () => {
    from = -1;
    paint();
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}
