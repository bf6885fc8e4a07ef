/* The line one types in: Enter saves and the cursor stays. What cannot be sent waits in a visible list and goes out in order, each with its own
   Idempotency-Key, so never twice.
   data-quickadd        the form (htmx posts it); its text field is [name=text] with data-keep
   data-offline="no"    on the form: the list is kept on this page only (classified dossiers)
   data-paste="#form"   on the field: more than one pasted line goes to that form's preview */
"use strict";

(() => {
  const BUSY = [429, 502, 503, 504];
  const lines = new WeakMap();
  /* what goes out, whole: a second try must be the same body under the same key */
  const sent = (event) => {
    const all = Object.fromEntries(event.detail.parameters);
    delete all.receipt;
    return all;
  };

  class Line {
    constructor(form) {
      this.form = form;
      this.field = form.querySelector("[name=text]");
      this.address = form.getAttribute("hx-post") || form.action;
      this.store = `baken:unsent:${window.baken.user}:${this.address}`;
      this.unsent = this.keeps ? window.baken.read(this.store, []) : [];
      this.key = "";
      this.keyText = null;
      this.sending = null;
      this.timer = 0;
      this.draw();
      if (this.unsent.length) this.flush();
    }

    get keeps() { return this.form.dataset.offline !== "no"; }

    /* the same text keeps its key, so that a second Enter cannot make a second line */
    keyFor(text) {
      if (text !== this.keyText) { this.key = window.baken.newKey(); this.keyText = text; }
      return this.key;
    }

    take(text) {
      if (this.field.value.startsWith(text)) this.field.value = this.field.value.slice(text.length).replace(/^\n/, "");
      this.keyText = null;
      this.field.dispatchEvent(new Event("baken:taken", { bubbles: true }));
    }

    queue(item) {
      if (!this.unsent.some((one) => one.key === item.key)) this.unsent.push(item);
      this.changed();
      this.take(item.values.text);
    }

    changed() {
      if (this.keeps) window.baken.write(this.store, this.unsent.length ? this.unsent : null);
      this.draw();
    }

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
      title.textContent = `${window.baken.word("not-sent")} (${this.unsent.length})`;
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

    /* the form is about to be sent by htmx, by Enter or by flush */
    sendingNow(event) {
      if (event.detail.headers["Idempotency-Key"]) return;
      const values = sent(event);
      if (!values.text?.trim()) { event.preventDefault(); return; }
      const item = { key: this.keyFor(values.text), values };
      if (this.unsent.some((one) => !one.refused)) {
        event.preventDefault();
        this.queue(item);
        this.flush();
        return;
      }
      this.sending = item;
      event.detail.headers["Idempotency-Key"] = item.key;
    }

    answered(status) {
      const item = this.sending;
      this.sending = null;
      if (!item) return;
      const queued = this.unsent.includes(item);
      if (status >= 200 && status < 300) {
        if (queued) { this.unsent = this.unsent.filter((one) => one !== item); this.changed(); this.flush(); }
        else this.take(item.values.text);
      } else if (status === 0 || BUSY.includes(status)) {
        if (!queued) this.queue(item);
        this.later();
      } else if (queued && status !== 401) {
        item.refused = true;
        this.changed();
        this.flush();
      }
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), 5000);
    }

    signedIn() {
      if (this.unsent.length) this.flush();
      else if (this.field.value === this.keyText) this.form.requestSubmit();
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
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get" && event.detail.elt.matches?.("form[data-quickadd]")) of(event).sendingNow(event);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get" && event.detail.elt.matches?.("form[data-quickadd]")) of(event).answered(event.detail.xhr.status);
  });
  document.addEventListener("htmx:afterSettle", start);
  document.addEventListener("baken:back", () => forms().forEach((form) => line(form).flush()));
  document.addEventListener("baken:signed-in", () => forms().forEach((form) => line(form).signedIn()));
  start();
})();
