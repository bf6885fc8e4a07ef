/* Walking through a list with keys, and ticking more than one row.
   data-rows       on a table: every row of it that is no group's head is such a row, and a button
                   in it that posts shows its tick at once
   data-row        a row: J and K move the focus, X ticks, E edits, Enter opens
   a link in the last cell of a row opens its editor in place of the row
   data-row-tick   what X clicks;  data-row-edit  what E clicks;  data-row-open  what Enter clicks;
                   without them X clicks the row's button and Enter its first link
   data-bulk       a form whose [data-bulkbar] shows once a box in it is ticked
   data-bulk-all   a box that ticks them all;  data-bulk-count  where their number stands */
"use strict";

(() => {
  const ROW = "[data-row], [data-rows] tbody tr:not(.group-row)";
  const rows = () => [...document.querySelectorAll(ROW)].filter((row) => row.checkVisibility());

  const stand = (row) => { if (row) { row.tabIndex = -1; row.focus(); } };

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(document.activeElement?.closest(ROW));
    const next = all[now < 0 ? 0 : Math.min(Math.max(now + step, 0), all.length - 1)];
    stand(next);
    next.scrollIntoView({ block: "nearest" });
  };

  const EDIT = "[data-rows] td:last-child > a";
  const plain = { tick: "button", open: "a", edit: "td:last-child > a" };
  const inRow = (name) => {
    const row = document.activeElement?.closest(ROW);
    const found = row?.querySelector(`[data-row-${name}]`) || (plain[name] && row?.querySelector(plain[name]));
    found?.click();
  };

  document.addEventListener("keydown", (event) => {
    if (window.baken.keyScope(event) !== document) return;
    const deeds = { j: () => move(1), k: () => move(-1), x: () => inRow("tick"), e: () => inRow("edit") };
    const deed = deeds[event.key.toLowerCase()];
    if (deed) { event.preventDefault(); deed(); }
    if (event.key === "Enter" && event.target.matches?.(ROW)) inRow("open");
  });

  /* fifty links carry no attribute that their place can say */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(EDIT);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.dataset.editOpen = "";
    const told = { source: link, target: link.closest(ROW), swap: "outerHTML" };
    window.htmx.ajax("GET", link.href, told).catch(() => { /* told by htmx:sendError */ });
  });

  /* one form holds all rows, and htmx would lend a waiting tick the button clicked after it: each
     button sends its own */
  document.addEventListener("htmx:confirm", (event) => {
    const button = event.detail.triggeringEvent?.submitter;
    if (!button?.closest("[data-rows]") || button.closest("[data-editor]")) return;
    event.preventDefault();
    const told = { source: button, target: button.closest(ROW), swap: "outerHTML", values: { version: button.value } };
    window.htmx.ajax("POST", button.getAttribute("formaction"), told).catch(() => { /* told by htmx:sendError */ });
  });

  /* a tick shows at once; what is refused or cannot be sent turns back */
  const marked = new Map();
  const mark = (button, row, value, css) => {
    if (value === null) button.removeAttribute("aria-pressed");
    else button.setAttribute("aria-pressed", value);
    row.className = css;
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.detail.elt;
    const row = button.matches?.("[data-rows] button") && button.closest(ROW);
    if (!row) return;
    const [value, css] = [button.getAttribute("aria-pressed"), row.className];
    marked.set(event.detail.xhr, [button, row, value, css]);
    if (value === "true") mark(button, row, null, "");
    else mark(button, row, "true", "row--done");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const before = marked.get(event.detail.xhr);
    marked.delete(event.detail.xhr);
    if (before && !event.detail.successful) mark(...before);
  });

  /* a row that was ticked is replaced: the focus stays at its place in the list */
  let place = -1;
  document.addEventListener("htmx:beforeRequest", (event) => {
    place = rows().indexOf(event.detail.elt.closest?.(ROW));
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (place >= 0 && document.activeElement === document.body) stand(rows()[Math.min(place, rows().length - 1)]);
    place = -1;
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-bulk]");
    if (!form) return;
    const boxes = [...form.querySelectorAll("[data-row] input[type=checkbox]")];
    if (event.target.matches("[data-bulk-all]")) boxes.forEach((box) => { box.checked = event.target.checked; });
    const count = boxes.filter((box) => box.checked).length;
    form.querySelectorAll("[data-bulkbar]").forEach((bar) => { bar.hidden = count === 0; });
    form.querySelectorAll("[data-bulk-count]").forEach((number) => { number.textContent = String(count); });
  });
})();
