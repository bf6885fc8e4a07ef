/* The palette on Ctrl K: search and commands in one list. Without script its openers are plain
   links to the search page.
   data-palette-open  opens it. Results are options (links) that htmx fetches into #palette-list;
                      before them stands what can be done on this page (verbs.js). */
"use strict";

(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  let chosen = 0;
  let answered = null; /* the words that the list answers */
  let waits = false; /* Enter was pressed before their answer stood there */

  const choose = (index) => {
    const all = options();
    all.forEach((option) => option.setAttribute("aria-selected", "false"));
    field.removeAttribute("aria-activedescendant");
    if (!all.length) return;
    chosen = (index + all.length) % all.length;
    const option = all[chosen];
    option.id ||= `palette-option-${chosen}`;
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  /* of an empty question the deeds of the page, without those of each of its rows */
  const MOST = 12;
  const HERE = "palette-here";
  const verbsHere = () => {
    const words = field.value;
    const found = window.baken.verbs(words).filter((verb) => words || !verb.row).slice(0, MOST);
    document.getElementById(HERE)?.remove();
    if (!found.length) return;
    const group = document.createElement("div");
    group.id = HERE;
    const head = document.createElement("div");
    const label = window.baken.word("on-this-page");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    Object.assign(head, { className: "palette-group", ariaHidden: "true", textContent: label });
    group.append(head, ...found.map((verb, place) => {
      const option = document.createElement("div");
      const name = document.createElement("span");
      const where = document.createElement("span");
      Object.assign(option, { className: "palette-option", role: "option", id: `${HERE}-${place}`, ariaSelected: "false" });
      Object.assign(where, { className: "muted", textContent: verb.where });
      name.append(verb.name, " ", where);
      if (verb.icon) option.append(verb.icon.cloneNode(true));
      option.append(name);
      option.addEventListener("click", () => { dialog.close(); verb.perform(); });
      return option;
    }));
    list.querySelector(".palette-empty")?.remove();
    list.prepend(group);
  };

  /* they stand there at once; what the server finds follows below them */
  const here = () => { verbsHere(); choose(0); };

  const go = () => {
    const option = options()[chosen];
    waits = answered !== field.value && !option?.id.startsWith(HERE);
    if (waits) window.htmx.trigger(field, "palette-open");
    else option?.click();
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    here();
    window.htmx.trigger(field, "palette-open");
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette-open]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    }
    if (event.target === dialog) dialog.close();
  });

  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 };
    if (event.key in moves) { event.preventDefault(); waits = false; choose(moves[event.key]); }
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); go(); }
  });

  field.addEventListener("input", () => { waits = false; here(); });
  dialog.addEventListener("close", () => { waits = false; });

  /* an option on this very page (#...) leaves the dialog behind */
  list.addEventListener("click", (event) => {
    if (event.target.closest("[role=option]:not([aria-disabled])")) dialog.close();
  });

  list.addEventListener("htmx:afterSwap", (event) => {
    answered = event.detail.requestConfig.parameters.q;
    here();
    if (waits) { go(); return; }
    if (field.value) window.baken.say(`${options().length} ${window.baken.word("results")}`);
  });
})();
