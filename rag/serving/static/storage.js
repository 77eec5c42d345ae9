// What this browser keeps for its reader: nothing of it is sent, and a browser that keeps nothing
// is no error.

/** The value kept under a name, or null; `where` is localStorage, or sessionStorage until the tab
 * is closed. */
export function kept(name, where = "localStorage") {
  try {
    return JSON.parse(window[where].getItem(name));
  } catch {
    return null;
  }
}

/** Keeps a value; null forgets it. */
export function keep(name, value, where = "localStorage") {
  try {
    if (value === null) window[where].removeItem(name);
    else window[where].setItem(name, JSON.stringify(value));
  } catch {
    // Storage is turned off or full.
  }
}

const MOST = 200;

/** The questions asked here, the newest first: {view, question, address, at}. */
export function asked() {
  const list = kept("history");
  return Array.isArray(list) ? list.filter((entry) => typeof entry?.address === "string") : [];
}

/** Puts a question in front of the history. */
export function remember(entry) {
  const others = asked().filter((other) => other.address !== entry.address);
  keep("history", [entry, ...others].slice(0, MOST));
}

/** Forgets every question. */
export function forget() {
  keep("history", null);
}
