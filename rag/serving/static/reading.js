// The reading page with JavaScript: links of an older form are led on, and a PDF is shown beside
// the text. Without it the text is all there.

const older = /^#c=([0-9]+)-([0-9]+)$/.exec(location.hash);
if (older) {
  const address = new URL(location.href);
  address.searchParams.set("c", `${older[1]}-${older[2]}`);
  address.hash = "c";
  location.replace(address);
}

// Open WebUI puts words to search for behind our fragment: the first and the last of a quotation, of
// Chinese only the digits (`#c#:~:text=30`). They stand elsewhere too; the mark is what was quoted.
if (location.hash === "#c#") location.hash = "c";

const place = document.getElementById("pdf");
if (place) {
  // Only when it comes into sight: the library has two megabytes.
  const watcher = new IntersectionObserver(async (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    const { showPdf } = await import("./pdf-page.js");
    await showPdf(place);
  });
  place.hidden = false;
  watcher.observe(place);
}

// With the keyboard all figures are one stop of Tab, and the arrow keys lead from one to the next:
// without this script each is a stop of its own.
const figures = [...document.querySelectorAll(".speech .figure")];
const note = document.querySelector("[data-with-keys]");
if (note) note.textContent = note.dataset.withKeys;
for (const figure of figures.slice(1)) figure.tabIndex = -1;
let stop = figures[0];
document.addEventListener("focusin", ({ target }) => {
  if (!target.classList.contains("figure")) return;
  stop.tabIndex = -1;
  stop = target;
  stop.tabIndex = 0;
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || event.target !== stop || event.ctrlKey || event.altKey || event.metaKey) return;
  const next = figures[figures.indexOf(stop) + step];
  if (next) next.focus();
  event.preventDefault();
});
