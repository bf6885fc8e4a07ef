/* The palette on Ctrl K: search and commands in one list. Without script its openers are plain
   links to the search page.
   data-palette-open  opens it. Results are options (links) that htmx fetches into #palette-list. */
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

  const go = () => {
    waits = answered !== field.value;
    if (waits) window.htmx.trigger(field, "palette-open");
    else options()[chosen]?.click();
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
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

  field.addEventListener("input", () => { waits = false; });
  dialog.addEventListener("close", () => { waits = false; });

  /* an option on this very page (#...) leaves the dialog behind */
  list.addEventListener("click", (event) => {
    if (event.target.closest("[role=option]:not([aria-disabled])")) dialog.close();
  });

  list.addEventListener("htmx:afterSwap", (event) => {
    answered = event.detail.requestConfig.parameters.q;
    choose(0);
    if (waits) { go(); return; }
    if (field.value) window.baken.say(`${options().length} ${window.baken.word("results")}`);
  });
})();
