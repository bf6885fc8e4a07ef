/* An ended session: signing in beside the text, which stays where it is.
   Needs <dialog id="login-dialog" data-login-url> with [data-login-form] inside.
   A 401 to htmx opens it; what could not be sent goes out again after signing in, but never in
   somebody else's name. Tells "baken:signed-in" to the queues of autosave.js and quickadd.js.
   A whole form that came too late, [data-resend] with the address of signing in, goes out with the
   token of the new session. */
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.resend || form.dataset.fresh) return;
  event.preventDefault();
  form.dataset.fresh = "yes";
  fetch(form.dataset.resend, { credentials: "same-origin" })
    .then((answer) => answer.text())
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      const token = JSON.parse(page.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
      if (token) form.elements.csrfmiddlewaretoken.value = token;
    })
    .catch(() => { /* the page that answers says what is wrong */ })
    .finally(() => form.submit());
});

(() => {
  const dialog = document.getElementById("login-dialog");
  if (!dialog) return;
  const place = dialog.querySelector("[data-login-form]");
  let waiting = [];
  let asking = false;

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const signedIn = (page) => page.documentElement.dataset.user || "";

  const show = (page) => {
    const form = page.querySelector(".bare-card form[method=post]") || page.querySelector("form[method=post]");
    if (!form) return false;
    place.replaceChildren(document.importNode(form, true));
    if (!dialog.open) dialog.showModal();
    place.querySelector("[autofocus], input:not([type=hidden])")?.focus();
    return true;
  };

  const resend = ({ elt, requestConfig, target }) => {
    if (!elt.isConnected) return;
    const values = Object.fromEntries([...requestConfig.formData.entries()]);
    window.htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target, values })
      .catch(() => { /* told by htmx:sendError */ });
  };

  const welcome = (page) => {
    dialog.close();
    asking = false;
    if (signedIn(page) !== window.baken.user) { window.location.reload(); return; }
    window.baken.setToken(JSON.parse(page.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"]);
    const again = waiting;
    waiting = [];
    again.forEach(resend);
    window.baken.tell("signed-in");
  };

  const fetchPage = async (address, options) => {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    const page = parse(await answer.text());
    if (signedIn(page)) welcome(page);
    else if (!show(page)) asking = false;
  };

  window.baken.login = () => {
    if (asking) return;
    asking = true;
    fetchPage(dialog.dataset.loginUrl).catch(() => { asking = false; window.baken.lost("offline"); });
  };

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    fetchPage(form.getAttribute("action") || dialog.dataset.loginUrl, { method: "POST", body: data })
      .catch(() => window.baken.lost("offline"));
  });

  dialog.addEventListener("close", () => { asking = false; });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 401) return;
    event.detail.shouldSwap = false;
    const { elt, requestConfig, target } = event.detail;
    if (requestConfig.elt?.matches?.("[data-quiet]")) return;
    const own = requestConfig.elt?.closest?.("[data-quickadd]");
    if (requestConfig.verb !== "get" && !own) waiting.push({ elt: requestConfig.elt || elt, requestConfig, target });
    window.baken.login();
  });
})();
