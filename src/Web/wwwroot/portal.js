// What pages need beyond HTML: theme, copy, dialogs, menus, live data, previews. Every page works without this file, only not live.
import { charts } from "./charts.js";
import { follow } from "./live.js";
import { preview } from "./preview.js";

const YEAR = 365 * 24 * 3600;

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("[data-theme-form]")) return;
  event.preventDefault();
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `cloud-theme=${root.dataset.theme}; path=/; max-age=${YEAR}; samesite=lax`;
});

document.addEventListener("click", async event => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent);
    say("Copied.");
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("change", event => event.target.closest("form[data-autosubmit]")?.requestSubmit());

/** Says something once, to eyes and to screen readers. */
export function say(text) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  document.getElementById("status")?.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

function modal() {
  const dialog = document.querySelector("dialog[data-modal][open]:not(:modal)");
  if (!dialog) return;
  dialog.close();
  dialog.showModal();
  dialog.addEventListener("cancel", event => {
    event.preventDefault();
    dialog.querySelector(`a[href]`).click();
  });
}

function start() {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
  modal();
  preview();
  follow(say);
  charts();
}

start();
window.Blazor?.addEventListener("enhancedload", start);
