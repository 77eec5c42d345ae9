// Sets the reader's choice of light or dark before anything is drawn. A classic script in <head>: a
// module runs too late, and the page would flash.
(() => {
  try {
    const theme = JSON.parse(localStorage.getItem("theme"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is turned off: the system's choice stands.
  }
})();
