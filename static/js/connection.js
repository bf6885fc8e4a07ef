/* The banner of a lost connection. It comes when a request cannot be sent or is not answered,
   and goes as soon as the server answers again; until then it asks every five seconds.
   Tells "baken:lost" and "baken:back", to which the queues listen. */
"use strict";

(() => {
  const banner = document.getElementById("connection");
  const probe = document.querySelector("link[rel=icon]")?.href;
  let timer = 0;
  /* an answer that was under way when the line went says nothing of the line */
  let sent = new WeakSet();

  const back = () => {
    clearInterval(timer);
    timer = 0;
    if (banner) banner.hidden = true;
    window.baken.tell("back");
  };

  const ask = async () => {
    try {
      const answer = await fetch(probe, { method: "HEAD", cache: "no-store" });
      if (answer.ok) back();
    } catch { /* still away: the next round asks again */ }
  };

  const lost = (word) => {
    if (banner) {
      banner.querySelector("span").textContent = window.baken.word(word);
      banner.hidden = false;
    }
    if (!timer) {
      sent = new WeakSet();
      timer = setInterval(ask, 5000);
      window.baken.tell("lost");
    }
  };

  window.baken.lost = lost;
  document.addEventListener("htmx:sendError", () => lost("offline"));
  document.addEventListener("htmx:timeout", () => lost("slow"));
  document.addEventListener("htmx:beforeRequest", (event) => { if (timer) sent.add(event.detail.xhr); });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (timer && navigator.onLine && sent.has(event.detail.xhr) && event.detail.xhr.status) back();
    if (event.detail.successful && event.detail.requestConfig.verb !== "get") document.getElementById("problem")?.replaceChildren();
  });
  window.addEventListener("offline", () => lost("offline"));
  window.addEventListener("online", ask);
})();
