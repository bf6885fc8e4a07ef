/* Saving while one types. "Saved" is said only after the server acknowledged that very text.
   data-autosave="url"         on a field: POST text, sequence, version; 200 {"sequence", "saved_at"}
   data-autosave-state="#id"   where the state is shown
   data-version                the version the text started from;  data-sequence  the last one known
   data-offline="no"           nothing is kept in the browser (classified dossiers)
   409 is a conflict: typing goes on, saving stops. 401 opens the login. Anything else is tried
   again by itself. */
"use strict";

(() => {
  const PAUSE = 2000;
  const LONGEST = 30000;
  const savers = new WeakMap();

  class Saver {
    constructor(field) {
      this.field = field;
      this.key = `baken:draft:${window.baken.user}:${field.dataset.autosave}`;
      this.sequence = Number(field.dataset.sequence || 0);
      this.acknowledged = field.value;
      this.wait = PAUSE;
      this.timer = 0;
      this.busy = false;
      this.stopped = false;
    }

    get keeps() { return this.field.dataset.offline !== "no"; }

    show(state, extra = "") {
      const place = document.querySelector(this.field.dataset.autosaveState || null);
      if (!place) return;
      const word = state === "offline" && !this.keeps ? "kept-page" : { saving: "saving", saved: "saved", offline: "kept", conflict: "conflict" }[state];
      place.dataset.state = state;
      place.textContent = extra ? `${window.baken.word(word)} ${extra}` : window.baken.word(word);
    }

    keep() {
      if (!this.keeps) return;
      window.baken.write(this.key, { text: this.field.value, version: this.field.dataset.version || "" });
    }

    forget() {
      window.baken.write(this.key, null);
      clearTimeout(this.timer);
    }

    recover() {
      const left = this.keeps ? window.baken.read(this.key, null) : null;
      if (!left || left.text === this.field.value) return;
      if (left.version === (this.field.dataset.version || "")) {
        this.field.value = left.text;
        this.typed();
      } else {
        this.offer(left.text);
      }
    }

    /* the line has changed since: the text that was left is shown beside it, never written over it */
    offer(text) {
      const part = document.createElement("div");
      const title = document.createElement("p");
      const body = document.createElement("p");
      title.className = "small";
      title.textContent = window.baken.word("recovered");
      body.className = "conflict-text";
      body.textContent = text;
      part.append(title, body);
      this.field.after(part);
      this.stopped = true;
      this.show("conflict");
    }

    typed() {
      this.keep();
      this.later(PAUSE);
    }

    later(pause) {
      clearTimeout(this.timer);
      if (!this.stopped) this.timer = setTimeout(() => this.save(), pause);
    }

    async save() {
      if (this.busy || this.stopped || !this.field.isConnected || this.field.value === this.acknowledged) return;
      this.busy = true;
      const sent = this.field.value;
      this.sequence += 1;
      this.show("saving");
      try {
        const answer = await this.post(sent);
        await this.answered(answer, sent);
      } catch {
        this.again();
      }
      this.busy = false;
      if (this.wait === PAUSE && this.field.value !== sent) this.later(PAUSE);
    }

    post(text) {
      const body = new URLSearchParams({ text, sequence: this.sequence, version: this.field.dataset.version || "" });
      const headers = { "X-CSRFToken": window.baken.token(), "HX-Request": "true", Accept: "application/json" };
      return fetch(this.field.dataset.autosave, { method: "POST", body, headers, credentials: "same-origin", signal: AbortSignal.timeout(15000) });
    }

    async answered(answer, sent) {
      if (answer.status === 401) { this.show("offline"); window.baken.login(); return; }
      if (answer.status === 409) { this.stopped = true; this.show("conflict"); return; }
      if (!answer.ok) { this.again(); return; }
      const known = await answer.json();
      if (known.sequence !== this.sequence) { this.sequence = Math.max(this.sequence, known.sequence); this.again(); return; }
      this.wait = PAUSE;
      this.acknowledged = sent;
      if (this.field.value === sent) this.forget();
      this.show("saved", known.saved_at);
    }

    again() {
      this.show("offline");
      this.wait = Math.min(this.wait * 2, LONGEST);
      this.later(this.wait);
    }
  }

  const saver = (field) => {
    if (!savers.has(field)) savers.set(field, new Saver(field));
    return savers.get(field);
  };
  const fields = () => [...document.querySelectorAll("[data-autosave]")];
  const start = () => fields().filter((field) => !savers.has(field)).forEach((field) => saver(field).recover());
  const hurry = () => fields().forEach((field) => { saver(field).wait = PAUSE; saver(field).save(); });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-autosave]")) saver(event.target).typed();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("[data-autosave]")) saver(event.target).save();
  });
  /* an editor that is left on purpose leaves nothing behind */
  document.addEventListener("click", (event) => {
    const editor = event.target.closest?.("[data-cancel]")?.closest("[data-editor]");
    editor?.querySelectorAll("[data-autosave]").forEach((field) => { saver(field).stopped = true; saver(field).forget(); });
  });
  document.addEventListener("baken:taken", (event) => {
    if (event.target.matches("[data-autosave]")) saver(event.target).keep();
  });
  /* the text itself was saved: the draft has done its work, unless the next one is being typed */
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, requestConfig } = event.detail;
    if (!successful || requestConfig.verb === "get" || !elt.matches?.("form")) return;
    elt.querySelectorAll("[data-autosave]").forEach((field) => {
      if (field.value && "quickadd" in elt.dataset) saver(field).typed();
      else saver(field).forget();
    });
  });
  document.addEventListener("htmx:afterSettle", start);
  document.addEventListener("baken:back", hurry);
  document.addEventListener("baken:signed-in", hurry);
  start();
})();
