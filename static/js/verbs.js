/* What can be done on this page, gathered from the page itself: its buttons, the links that look
   like buttons, what opens a form or a menu, and what has a key. So it is what this user may do,
   and nothing has to be listed twice.
   baken.verbs(words)  those of which every word begins a word of their name or of where they stand:
                       { name, where, icon, perform } in the order of the page */
"use strict";

(() => {
  const FOUND = "button, summary, a.button, a.icon-button, a.menu-item, a[data-edit-open], a[data-shortcut], input[type=submit]";
  const PART = "tr, li, article, fieldset, section, form";
  const HEAD = "h1, h2, h3, legend, a:not(.button, .icon-button)";
  const NOT = "[disabled], [hidden], [data-palette-open], [data-shortcut-help], [role=option]";

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* what stands in a closed menu is offered: opening it takes no rights */
  const menuOf = (element) => element.closest("details[data-menu]:not([open])");
  const offered = (element) => !element.matches(NOT)
    && (element.checkVisibility() || (element.matches(".menu-item, .menu-sheet *") && menuOf(element)?.checkVisibility()));

  /* one of many alike is told apart by the head of the part it stands in */
  const whereOf = (element, name) => {
    for (let part = element.closest(PART); part; part = part.parentElement.closest(PART)) {
      const head = [...part.querySelectorAll(HEAD)].find((one) => one !== element && !one.contains(element));
      const text = head && window.baken.nameOf(head);
      if (text && !name.includes(text)) return text;
    }
    return "";
  };

  const missing = (element) => element.matches("button, input") && element.form
    && [...element.form.elements].find((field) => field.required && !field.value && field.checkVisibility());

  const perform = (element) => {
    const menu = menuOf(element);
    if (menu && !element.matches("summary")) menu.open = true;
    const empty = missing(element);
    if (empty) { empty.focus(); return; }
    if (!element.matches("summary")) { element.click(); return; }
    element.parentElement.open = true;
    const first = element.parentElement.querySelector("input:not([type=hidden]), textarea, select, a, button");
    (first || element).focus();
  };

  window.baken.verbs = (words) => {
    const asked = wordsOf(words);
    const known = new Set();
    /* what every page offers comes last, and only where it is asked for */
    const places = asked.length ? ["main", ".topbar"] : ["main"];
    const all = places.flatMap((place) => [...document.querySelector(place)?.querySelectorAll(FOUND) ?? []]);
    return all.filter(offered).flatMap((element) => {
      const name = window.baken.nameOf(element);
      const where = whereOf(element, name);
      const said = wordsOf(`${name} ${where}`);
      const fits = name && asked.every((word) => said.some((one) => one.startsWith(word)));
      if (!fits || known.has(`${name} ${where}`)) return [];
      known.add(`${name} ${where}`);
      const row = Boolean(element.closest("tr, [data-row]"));
      return [{ name, where, row, icon: element.querySelector("svg"), perform: () => perform(element) }];
    });
  };
})();
