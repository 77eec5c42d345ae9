// The reading page with JavaScript: links of an older form are led on, and a PDF is shown beside
// the text. Without it the text is all there.

const older = /^#c=([0-9]+)-([0-9]+)$/.exec(location.hash);
if (older) {
  const address = new URL(location.href);
  address.searchParams.set("c", `${older[1]}-${older[2]}`);
  address.hash = "c";
  location.replace(address);
}

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
