/* Choosing a person, and where asked an organisation or a post, while one types.
   data-chooser="url"  on a text field: GET url with ?q=, the answer is a row of options; the one
                       that is chosen puts its data-value into the field. Without script the field
                       takes the same value typed. */
"use strict";

(() => {
  const choosers = new WeakMap();
  let made = 0;

  class Chooser {
    constructor(field) {
      this.field = field;
      this.at = -1;
      made += 1;
      this.list = document.createElement("div");
      Object.assign(this.list, { id: `chooser-${made}`, className: "chooser", hidden: true });
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", window.baken.word("results"));
      field.after(this.list);
      field.removeAttribute("list");
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-controls", this.list.id);
      this.close();
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    }

    get options() { return [...this.list.querySelectorAll("[role=option]")]; }

    close() {
      clearTimeout(this.timer);
      this.request?.abort();
      this.list.hidden = true;
      this.at = -1;
      this.field.setAttribute("aria-expanded", "false");
      this.field.removeAttribute("aria-activedescendant");
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 150);
    }

    async ask() {
      this.request?.abort();
      const words = this.field.value.trim().replace(/^@/, "");
      if (words.length < 2) { this.close(); return; }
      this.request = new AbortController();
      const address = new URL(this.field.dataset.chooser, location.href);
      address.searchParams.set("q", words);
      try {
        const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", signal: this.request.signal });
        if (answer.ok) this.show(await answer.text());
      } catch { /* what is typed is as good: its absence needs no words */ }
    }

    show(options) {
      if (document.activeElement !== this.field) return;
      this.list.innerHTML = options.trim();
      const count = this.options.length;
      if (!count) { this.close(); return; }
      this.options.forEach((option, index) => { option.id = `${this.list.id}-${index}`; });
      this.at = -1;
      this.field.removeAttribute("aria-activedescendant");
      this.list.hidden = false;
      this.field.setAttribute("aria-expanded", "true");
      window.baken.say(`${count} ${window.baken.word("results")}`);
    }

    move(step) {
      const all = this.options;
      if (this.list.hidden || !all.length) { this.ask(); return; }
      this.at = this.at < 0 && step < 0 ? all.length - 1 : (this.at + step + all.length) % all.length;
      all.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
      this.field.setAttribute("aria-activedescendant", all[this.at].id);
      all[this.at].scrollIntoView({ block: "nearest" });
    }

    take(option) {
      if (!option) return;
      this.field.value = option.dataset.value;
      this.field.dispatchEvent(new Event("change", { bubbles: true }));
      this.close();
      window.baken.say(option.textContent.trim());
    }

    key(event) {
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves) {
        event.preventDefault();
        this.move(moves[event.key]);
      } else if (event.key === "Enter" && this.at >= 0) {
        event.preventDefault();
        this.take(this.options[this.at]);
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }
  }

  const of = (event) => {
    const field = event.target;
    if (!field.matches?.("[data-chooser]")) return null;
    if (!choosers.has(field)) choosers.set(field, new Chooser(field));
    return choosers.get(field);
  };

  document.addEventListener("focusin", (event) => { of(event); });
  document.addEventListener("focusout", (event) => { of(event)?.close(); });
  document.addEventListener("input", (event) => { of(event)?.later(); });
  document.addEventListener("keydown", (event) => { if (!event.isComposing) of(event)?.key(event); }, true);
})();
