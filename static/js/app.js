/* What all scripts share, and the small things of every page.
   Needs: <template id="words"> with the texts, <body hx-headers> with the token, #spoken.
   data-focus       takes the focus when it arrives (error summaries)
   data-menu        a <details> that closes on Escape and on a click elsewhere
   data-dialog="id" a link or button that opens the <dialog id>; without script the link works
   data-keep        a field (with id) whose text and cursor outlive a swap of the main part
   data-js          a part that only makes sense with script: its hidden attribute is taken away */
"use strict";

window.baken = (() => {
  const words = document.getElementById("words");

  return {
    user: document.documentElement.dataset.user || "",

    word(name) {
      return words?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? name;
    },

    /* read out by a screen reader, shown nowhere */
    say(text) {
      const region = document.getElementById("spoken");
      if (!region) return;
      region.textContent = "";
      requestAnimationFrame(() => { region.textContent = text; });
    },

    /* what a button or a link is called: by itself, or as the list of keys calls it */
    nameOf(element) {
      if (element.dataset.shortcutLabel) return element.dataset.shortcutLabel;
      const copy = element.cloneNode(true);
      copy.querySelectorAll("kbd, .count, .key").forEach((part) => part.remove());
      const name = copy.textContent.trim() || element.getAttribute("aria-label") || element.title || element.value || "";
      return name.replace(/\s+/g, " ");
    },

    newKey() {
      return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    },

    token() {
      return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
    },

    setToken(token) {
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    },

    tell(name, detail = {}) {
      document.dispatchEvent(new CustomEvent(`baken:${name}`, { detail }));
    },

    isField(element) {
      return element instanceof Element
        && Boolean(element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
    },

    /* storage that may be full or forbidden: then the text stays on the page only */
    read(key, fallback) {
      try { return JSON.parse(localStorage.getItem(key)) ?? fallback; } catch { return fallback; }
    },
    write(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch { return false; }
    },
  };
})();

(() => {
  const kept = new Map();

  /* the header on <body> carries the token; the field is there for pages without script */
  document.addEventListener("spoken", (event) => window.baken.say(event.detail.text));
  document.addEventListener("htmx:configRequest", (event) => {
    delete event.detail.parameters.csrfmiddlewaretoken;
  });

  /* a form that stays on the page is a new one after it was sent: it gets a new receipt */
  document.addEventListener("htmx:afterRequest", (event) => {
    const receipt = event.detail.successful && event.detail.elt.querySelector?.(":scope > input[name=receipt]");
    if (receipt && event.detail.requestConfig.verb !== "get") receipt.value = window.baken.newKey();
  });

  const arrived = (root) => {
    document.querySelectorAll("[data-js][hidden]").forEach((part) => { part.hidden = false; });
    root.querySelector("[data-focus]")?.focus();
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const sent = event.detail.isError ? null : event.detail.requestConfig.elt;
    kept.clear();
    document.querySelectorAll("[data-keep][id]").forEach((field) => {
      if (field.value && !sent?.matches?.("form:has(#" + CSS.escape(field.id) + ")")) kept.set(field.id, [field, field === document.activeElement, field.selectionStart]);
    });
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    kept.forEach(([before, focused, at], id) => {
      const field = document.getElementById(id);
      if (!field || field === before) return;
      kept.delete(id);
      field.value = before.value;
      if (focused) { field.focus(); field.setSelectionRange?.(at, at); }
    });
    arrived(event.target);
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  /* on a phone the ribbon scrolls: today stands first */
  const today = document.querySelector(".ribbon-day[aria-current]");
  if (today) today.closest(".ribbon").scrollLeft = today.offsetLeft - today.closest(".ribbon").offsetLeft - 16;

  arrived(document);
})();
