// Shows what a form would do while it is filled in: the same page, asked with the form's values, gives the panels.
import { swap } from "./swap.js";

const WAIT_MS = 300;

/** Wires the page's preview form, if it has one. */
export function preview() {
  const form = document.querySelector("form[data-preview]");
  if (!form || form.previewed) return;
  form.previewed = true;
  let timer, request;
  form.addEventListener("input", event => {
    clearTimeout(timer);
    const choices = event.target.name === "kind" ? "#choices, " : "";
    timer = setTimeout(async () => {
      request?.abort();
      request = new AbortController();
      const values = new FormData(form);
      const query = new URLSearchParams([...values].filter(([name, value]) => value && name !== "key" && !name.startsWith("_")));
      const url = `${form.action.split("?")[0]}?${query}`;
      history.replaceState(history.state, "", url);
      await swap(url, `${choices}#outcome, #same-call`, request.signal).catch(() => {});
    }, event.target.type === "text" ? WAIT_MS : 0);
  });
}
