// j and k walk through the headlines, / goes to the search box. Without this module Tab does the same.
const headlines = () => [...document.querySelectorAll(".row-headline a")];

function step(by) {
  const all = headlines();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("#words")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});

// Keep the address short: leave out what was not filled in.
document.querySelector("form.filters")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
