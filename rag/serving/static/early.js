// Sets the reader's choice of theme and language before anything is drawn. A classic script in
// <head>: modules run too late, and the page would flash.
(() => {
  const root = document.documentElement;
  let kept = {};
  try {
    kept = { theme: localStorage.getItem("theme"), language: localStorage.getItem("language") };
  } catch {
    // Storage is turned off: the system's choice stands.
  }
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
  if (root.hasAttribute("data-follows-browser")) {
    const language = kept.language ?? navigator.language;
    root.lang = language.toLowerCase().startsWith("zh") ? "zh" : "en";
  }
})();
