/* Reading back what is recognised, while one types: the server's one parser, 150 ms after a key.
   data-readback="url"         on a field: POST its form, the answer is a row of chips
   data-readback-target="#id"  where the chips stand */
"use strict";

(() => {
  const asked = new WeakMap();

  const read = async (field) => {
    const place = document.querySelector(field.dataset.readbackTarget);
    asked.get(field)?.request?.abort();
    if (!place) return;
    if (!field.value.trim()) { place.replaceChildren(); return; }
    const request = new AbortController();
    asked.set(field, { request });
    const body = new URLSearchParams(new FormData(field.form));
    body.delete("csrfmiddlewaretoken");
    body.delete("receipt");
    const headers = { "X-CSRFToken": window.baken.token(), "HX-Request": "true" };
    try {
      const answer = await fetch(field.dataset.readback, { method: "POST", body, headers, credentials: "same-origin", signal: request.signal });
      if (answer.ok) place.innerHTML = (await answer.text()).trim();
    } catch { /* only help while typing: its absence needs no words */ }
  };

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-readback]")) return;
    clearTimeout(asked.get(field)?.timer);
    asked.set(field, { ...asked.get(field), timer: setTimeout(() => read(field), 150) });
  });

  /* the text went out: there is nothing to read back any more */
  document.addEventListener("baken:taken", (event) => {
    if (event.target.matches("[data-readback]")) read(event.target);
  });
})();
