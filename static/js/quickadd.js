/* The line one types in: Enter takes the text out of the field at once, so that the next line can
   be typed while this one is on its way. What was taken goes out in order, one after the other,
   each with its own Idempotency-Key, so never twice; what does not leave soon stands in a visible
   list until it does. A text that is refused comes back into the field.
   data-quickadd        the form (htmx posts it); its text field is [name=text] with data-keep
   data-offline="no"    on the form: the list is kept on this page only (classified dossiers)
   data-paste="#form"   on the field: more than one pasted line goes to that form's preview
   data-after-lines     on a link that must not overtake them: it is followed once all are there */
"use strict";

(() => {
  const BUSY = [429, 502, 503, 504];
  const SOON = 700;
  const lines = new WeakMap();
  let awaited = null;
  /* what goes out, whole: a second try must be the same body under the same key */
  const filled = (form) => {
    const beside = document.querySelector(form.getAttribute("hx-include") || null);
    const all = Object.fromEntries([form, beside].filter(Boolean).flatMap((part) => [...new FormData(part)]));
    delete all.receipt;
    delete all.csrfmiddlewaretoken;
    return all;
  };

  class Line {
    constructor(form) {
      this.form = form;
      this.field = form.querySelector("[name=text]");
      this.address = form.getAttribute("hx-post") || form.action;
      this.store = `baken:unsent:${window.baken.user}:${this.address}`;
      this.unsent = this.keeps ? window.baken.read(this.store, []) : [];
      this.sending = null;
      this.timer = 0;
      this.draw();
      if (this.unsent.length) this.flush();
    }

    get keeps() { return this.form.dataset.offline !== "no"; }

    /* Enter: the text leaves the field, kept before anything is sent */
    enter() {
      if (!this.field.value.trim()) return;
      this.unsent.push({ key: window.baken.newKey(), values: filled(this.form) });
      this.keep();
      this.field.value = "";
      this.field.dispatchEvent(new Event("baken:taken", { bubbles: true }));
      if (this.drawn) this.draw();
      else setTimeout(() => this.draw(), SOON);
      this.flush();
    }

    keep() {
      if (this.keeps) window.baken.write(this.store, this.unsent.length ? this.unsent : null);
    }

    changed() {
      this.keep();
      this.draw();
    }

    get drawn() { return Boolean(this.form.previousElementSibling?.matches("[data-unsent]")); }

    draw() {
      let place = this.form.previousElementSibling;
      if (!place?.matches("[data-unsent]")) {
        if (!this.unsent.length) return;
        place = document.createElement("div");
        place.dataset.unsent = "";
        place.className = "unsent";
        this.form.before(place);
      }
      if (!this.unsent.length) { place.remove(); return; }
      const title = document.createElement("h3");
      const list = document.createElement("ul");
      title.textContent = `${window.baken.word(awaited ? "lines-first" : "not-sent")} (${this.unsent.length})`;
      list.append(...this.unsent.map((item) => this.drawItem(item)));
      place.replaceChildren(title, list);
    }

    drawItem(item) {
      const row = document.createElement("li");
      row.textContent = item.values.text;
      if (item.refused) {
        const back = document.createElement("button");
        back.type = "button";
        back.className = "link-button";
        back.textContent = window.baken.word("edit");
        back.addEventListener("click", () => this.takeBack(item));
        row.append(" ", back);
      }
      return row;
    }

    takeBack(item) {
      this.unsent = this.unsent.filter((one) => one !== item);
      this.field.value = [item.values.text, this.field.value].filter(Boolean).join("\n");
      this.changed();
      this.field.focus();
    }

    flush() {
      const item = this.unsent.find((one) => !one.refused);
      if (this.sending || !item) return;
      this.sending = item;
      window.htmx.ajax("POST", this.address, {
        source: this.form,
        target: this.form.getAttribute("hx-target") || undefined,
        swap: this.form.getAttribute("hx-swap") || undefined,
        values: item.values,
        headers: { "Idempotency-Key": item.key },
      }).catch(() => { /* told by htmx:sendError */ });
    }

    answered(status, done) {
      const item = this.sending;
      this.sending = null;
      if (!item) return;
      if (done || (status >= 200 && status < 300)) {
        this.unsent = this.unsent.filter((one) => one !== item);
        this.keep();
        if (this.drawn) this.draw();
        this.flush();
        if (awaited && !unsent().length) window.location.assign(awaited.href);
      } else if (status === 0 || BUSY.includes(status)) {
        this.draw();
        this.later();
      } else if (status === 401) {
        this.draw();
      } else {
        this.refuse(item);
      }
    }

    /* back into the field, unless something else was typed there meanwhile */
    refuse(item) {
      item.refused = true;
      awaited = null;
      if (this.field.value.trim()) this.changed();
      else this.takeBack(item);
      this.flush();
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), 5000);
    }
  }

  const line = (form) => {
    if (!lines.has(form)) lines.set(form, new Line(form));
    return lines.get(form);
  };
  const forms = () => [...document.querySelectorAll("form[data-quickadd]")];
  const of = (event) => {
    const form = event.detail.elt.closest?.("form[data-quickadd]");
    return form ? line(form) : null;
  };
  const unsent = () => forms().map(line).filter((one) => one.unsent.length);
  const start = () => forms().forEach(line);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches?.("[data-quickadd] textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  document.addEventListener("paste", (event) => {
    const target = event.target.closest?.("[data-paste]");
    const form = target && document.querySelector(target.dataset.paste);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!form || text.split("\n").filter((one) => one.trim()).length < 2) return;
    event.preventDefault();
    form.querySelector("[name=text]").value = text;
    form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-after-lines]");
    awaited = link && unsent().length ? link : null;
    if (!awaited) return;
    event.preventDefault();
    window.baken.say(window.baken.word("lines-first"));
    unsent().forEach((one) => { one.draw(); one.flush(); });
  });
  document.addEventListener("baken:lost", () => { awaited = null; });
  /* the form itself never goes out by htmx: flush sends what was taken, one at a time */
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.elt.matches?.("form[data-quickadd]") || !event.detail.triggeringEvent) return;
    event.preventDefault();
    of(event).enter();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.headers["Idempotency-Key"]) delete event.detail.parameters.receipt;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get" && event.detail.elt.matches?.("form[data-quickadd]")) {
      const { xhr } = event.detail;
      /* 409, but the deed was done: its first answer was lost, and the next poll brings the line */
      of(event).answered(xhr.status, xhr.getResponseHeader("Idempotency-Replayed") !== null);
    }
  });
  document.addEventListener("htmx:afterSettle", start);
  document.addEventListener("baken:back", () => forms().forEach((form) => line(form).flush()));
  document.addEventListener("baken:signed-in", () => forms().forEach((form) => line(form).flush()));
  start();
})();
