/* The toast: what was done, with its undo. It stays until it is dismissed or something else is
   done. Comes rendered in the page after a redirect, or by the header
   HX-Trigger: {"toast": {"text": "...", "undo_url": "...", "undo_label": "..."}}.
   data-toast, data-undo (the button that undoes, also Z), data-toast-close. */
"use strict";

(() => {
  const model = document.getElementById("toast-template");
  /* Z does nothing where one types, nor for who wants no keys */
  const singleKeys = () => document.documentElement.dataset.shortcuts !== "off"
    && !document.body.hasAttribute("data-no-single-keys");
  const clear = () => document.querySelectorAll("[data-toast]").forEach((toast) => toast.remove());

  const ready = (toast) => {
    toast.querySelector("[data-toast-close]").hidden = false;
    const undo = toast.querySelector("form");
    undo?.addEventListener("submit", (event) => {
      event.preventDefault();
      toast.remove();
      window.htmx.ajax("POST", undo.getAttribute("action"), {
        source: document.getElementById("main"),
        target: "#main",
        select: "#main",
        swap: "outerHTML show:none",
        values: { next: location.pathname + location.search },
      }).catch(() => { /* told by htmx:sendError */ });
    });
  };

  const show = ({ text, undo_url: url, undo_label: label }) => {
    if (!model || !text) return;
    clear();
    const toast = model.content.firstElementChild.cloneNode(true);
    toast.removeAttribute("role");
    toast.querySelector("span").textContent = text;
    if (url) toast.querySelector("form").setAttribute("action", url);
    else toast.querySelector("form").remove();
    if (url && label) toast.querySelector("[data-undo]").firstChild.textContent = `${label} `;
    document.body.append(toast);
    ready(toast);
    const undo = toast.querySelector("[data-undo]")?.firstChild.textContent.trim();
    const how = singleKeys() ? `${undo}: Z` : `${window.baken.word("button")}: ${undo}`;
    window.baken.say(url ? `${text}. ${how}` : text);
  };

  document.addEventListener("toast", (event) => show(event.detail));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-toast-close]")) clear();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("[data-toast]")) clear();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") clear();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    event.target.querySelectorAll("[data-toast]").forEach(ready);
  });
  document.querySelectorAll("[data-toast]").forEach(ready);
})();
