/* Keys for those who want them. Outside text fields only, off with html[data-shortcuts=off];
   on a page with body[data-no-single-keys] only inside a focused [data-single-keys].
   data-shortcut="c" or "g o"  the key, or the keys one after the other, that click or focus it
   data-shortcut-label         its text in the list on "?", else the text of the element
   data-shortcut-help          a button that opens that list */
"use strict";

(() => {
  const help = document.getElementById("shortcut-help");
  let first = "";
  let forget = 0;

  /* where keys count for this event: the document, one focused part, or nowhere */
  const scope = (event) => {
    if (document.documentElement.dataset.shortcuts === "off") return null;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
    if (window.baken.isField(event.target) || document.querySelector("dialog[open]")) return null;
    if (!document.body.hasAttribute("data-no-single-keys")) return document;
    return event.target.closest?.("[data-single-keys]") ?? null;
  };
  window.baken.keyScope = scope;

  const row = (keys, text) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const key = document.createElement("kbd");
    name.textContent = text;
    key.className = "key";
    key.textContent = keys.length > 3 ? keys : keys.toUpperCase();
    item.append(name, key);
    return item;
  };

  const list = () => {
    const known = new Map([["?", "help"], ["z", "undo"]].map(([key, name]) => [key, window.baken.word(name)]));
    if (document.querySelector("[data-filter]")) known.set("/", window.baken.word("filter"));
    if (document.querySelector("[data-row]")) {
      for (const [key, name] of [["j", "next-row"], ["k", "previous-row"], ["x", "tick"], ["e", "edit"]]) known.set(key, window.baken.word(name));
    }
    document.querySelectorAll("[data-shortcut]").forEach((element) => {
      if (!known.has(element.dataset.shortcut)) known.set(element.dataset.shortcut, window.baken.nameOf(element));
    });
    const rows = [row("Ctrl K", window.baken.word("palette"))];
    known.forEach((text, key) => rows.push(row(key, text)));
    help.querySelector("ul").replaceChildren(...rows);
    help.showModal();
  };

  const perform = (element) => {
    if (window.baken.isField(element)) element.focus();
    else element.click();
  };

  const press = (where, keys) => {
    const found = [...where.querySelectorAll("[data-shortcut]")].filter((one) => one.dataset.shortcut === keys);
    const element = found.find((one) => one.checkVisibility()) || found.find((one) => one.matches("a[href]"));
    if (element) perform(element);
    return Boolean(element);
  };

  document.addEventListener("keydown", (event) => {
    const where = scope(event);
    if (!where || event.key.length !== 1) return;
    const key = event.key.toLowerCase();
    const both = `${first} ${key}`.trim();
    first = "";
    clearTimeout(forget);
    const builtIn = { "?": list, z: () => document.querySelector("[data-undo]")?.click(), "/": () => document.querySelector("[data-filter]")?.focus() };
    if (press(where, both)) event.preventDefault();
    else if (where === document && builtIn[both]) { event.preventDefault(); builtIn[both](); }
    else if (where.querySelector(`[data-shortcut^="${CSS.escape(key)} "]`)) {
      first = key;
      forget = setTimeout(() => { first = ""; }, 1200);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-shortcut-help]")) list();
  });
  if (document.documentElement.dataset.shortcuts !== "off") {
    document.querySelectorAll("[data-shortcut-help]").forEach((button) => { button.hidden = false; });
  }
})();
