// Takes parts of a freshly rendered page over into this one. The server is the only renderer.

/** Loads <paramref>url</paramref> and replaces the elements that match, each found again by its id. Resolves to the status of the page. */
export async function swap(url, selector, signal) {
  const response = await fetch(url, { headers: { Accept: "text/html", "Cloud-Refresh": "1" }, signal, credentials: "same-origin" });
  // A refresh that finds nothing is no failed request: the answer is a 200 that says what the page's status would be.
  const status = Number(response.headers.get("Cloud-Page-Status") ?? response.status);
  if (status >= 400) return status;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll(selector)) {
    const next = fresh.getElementById(old.id);
    if (next && next.outerHTML !== old.outerHTML) replace(old, document.importNode(next, true));
  }
  return status;
}

// Keeps what the user has done to the part: focus, open details, chosen tabs, scroll.
function replace(old, next) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...old.querySelectorAll("details")].map(details => details.open);
  next.querySelectorAll("details").forEach((details, i) => { if (open[i] !== undefined) details.open = open[i]; });
  for (const radio of old.querySelectorAll("input[type=radio][id]:checked")) {
    const same = next.querySelector(`#${CSS.escape(radio.id)}`);
    if (same) same.checked = true;
  }
  const scrolls = [...old.querySelectorAll(".scroll")].map(box => box.scrollLeft);
  old.replaceWith(next);
  next.querySelectorAll(".scroll").forEach((box, i) => { box.scrollLeft = scrolls[i] ?? 0; });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
