// A page of a PDF as it was published, with the quotation marked on it. The text layer of pdf.js
// lies over the picture of the page; the quotation is found in it without white space.

const plain = (text) => text.normalize("NFKC").replace(/\s+/gu, "");

// Characters of an element's text, each as it is compared, with its place.
function charactersOf(element, number) {
  const found = [];
  const text = element.textContent;
  let at = 0;
  for (const character of text) {
    for (const compared of plain(character)) {
      found.push({ compared, number, start: at, end: at + character.length });
    }
    at += character.length;
  }
  return found;
}

// Where the words stand among the characters: all of them, or their part on this page.
function placeOf(words, characters) {
  const text = characters.map((one) => one.compared).join("");
  const ends = Math.min(words.length, 10);
  const whole = text.indexOf(words);
  if (whole >= 0) return [whole, whole + words.length];
  const head = text.indexOf(words.slice(0, ends));
  const tail = text.indexOf(words.slice(-ends), Math.max(head, 0));
  if (head >= 0) return [head, tail >= 0 ? tail + ends : text.length];
  return tail >= 0 ? [Math.max(0, tail + ends - words.length), tail + ends] : null;
}

// Wraps the characters [start, end) of an element's text in a mark.
function mark(element, start, end) {
  const text = element.textContent;
  const marked = document.createElement("mark");
  marked.textContent = text.slice(start, end);
  element.replaceChildren(text.slice(0, start), marked, text.slice(end));
}

function markWords(words, elements) {
  const characters = elements.flatMap(charactersOf);
  const found = words && placeOf(words, characters);
  if (!found) return false;
  const spans = new Map();
  for (const { number, start, end } of characters.slice(...found)) {
    const span = spans.get(number) ?? [start, end];
    spans.set(number, [Math.min(span[0], start), Math.max(span[1], end)]);
  }
  for (const [number, span] of spans) mark(elements[number], ...span);
  return true;
}

async function draw(library, pdf, number, frame) {
  const page = await pdf.getPage(number);
  const width = frame.clientWidth;
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
  const sharpness = Math.min(devicePixelRatio || 1, 2);
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(viewport.width * sharpness);
  canvas.height = Math.floor(viewport.height * sharpness);
  const layer = document.createElement("div");
  layer.className = "pdf-text";
  frame.style.setProperty("--total-scale-factor", String(viewport.scale));
  await page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] }).promise;
  const text = new library.TextLayer({
    textContentSource: await page.getTextContent(),
    container: layer,
    viewport,
  });
  await text.render();
  frame.replaceChildren(canvas, layer);
  return text.textDivs;
}

// Brings the mark into sight within the panel, and leaves the speech where it stands.
function scrollToMark(place) {
  const marked = place.querySelector("mark");
  const top = marked ? marked.getBoundingClientRect().top - place.getBoundingClientRect().top : 0;
  place.scrollTop += top - place.clientHeight / 3;
}

// Shows the PDF that `place` names by its data attributes.
export async function showPdf(place) {
  const { file, page, words, root } = place.dataset;
  const say = (name) => { place.querySelector(`[data-says="${name}"]`).hidden = false; };
  try {
    const library = await import("./pdfjs/pdf.min.mjs");
    library.GlobalWorkerOptions.workerSrc = new URL("./pdfjs/pdf.worker.min.mjs", import.meta.url).href;
    const pdf = await library.getDocument({
      url: file,
      cMapUrl: `${root}pdfjs/cmaps/`,
      cMapPacked: true,
      wasmUrl: `${root}pdfjs/wasm/`,
      isEvalSupported: false,
      enableXfa: false,
      disableRange: true,
      disableStream: true,
    }).promise;
    const frame = place.querySelector(".pdf-page");
    const [back, on] = place.querySelectorAll("button");
    const count = place.querySelector(".pdf-number");
    const quoted = Number(page);
    let shown = quoted;
    const show = async () => {
      const elements = await draw(library, pdf, shown, frame);
      count.textContent = `${shown} / ${pdf.numPages}`;
      back.disabled = shown === 1;
      on.disabled = shown === pdf.numPages;
      const near = shown === quoted || shown === quoted + 1;
      if (!markWords(near ? plain(words) : "", elements) && shown === quoted && words) {
        say("unmarked");
      }
      scrollToMark(place);
      place.dataset.shown = String(shown);
    };
    back.addEventListener("click", () => { shown = Math.max(1, shown - 1); show(); });
    on.addEventListener("click", () => { shown = Math.min(pdf.numPages, shown + 1); show(); });
    await show();
  } catch (error) {
    console.warn("the PDF cannot be shown:", error);
    say("failed");
  }
}
