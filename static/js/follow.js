/* Keeps open minutes up to date: lines of others come and go without a reload.
   The answer of a poll or a post lands in #changes; from there
   [data-place="list id"]  a line that belongs in that list, behind [data-behind] or first
   [data-gone="line id"]   a line that was removed
   [data-typing="item id"] who is typing under which item
   A line that is being edited here is left alone by all but its own editor: saving it shows both
   texts. */
"use strict";

(() => {
  const changes = document.getElementById("changes");
  if (!changes) return;

  const listOf = (holder) => document.getElementById(
    holder.dataset.phase ? `${holder.dataset.place}-${holder.dataset.phase}` : holder.dataset.place,
  ) || document.querySelector(`[id^="${holder.dataset.place}"]`);

  const place = (holder, asker) => {
    const line = holder.querySelector("[data-line]");
    const there = document.querySelector(`.lines #${line.id}`);
    if (there?.hasAttribute("data-being-edited") && !there.contains(asker)) return;
    if (there && Number(there.dataset.sequence) > Number(line.dataset.sequence)) return;
    const list = listOf(holder);
    if (!list) return;
    const behind = holder.dataset.behind && list.querySelector(`#${holder.dataset.behind}`);
    const held = there?.contains(document.activeElement);
    there?.remove();
    if (behind) behind.after(line);
    else list.prepend(line);
    line.classList.add("line--new");
    /* it left #changes before htmx looked there for what it should listen to */
    window.htmx.process(line);
    if (held) line.querySelector("[data-edit-open]")?.focus();
  };

  const typing = () => {
    const marks = [...changes.querySelectorAll("[data-typing]")];
    document.querySelectorAll("[data-typing-at]").forEach((place) => {
      const mark = marks.find((one) => one.dataset.typing === place.dataset.typingAt);
      place.replaceChildren(...(mark ? mark.childNodes : []));
    });
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    /* told once for each part that was swapped, also those beside #changes: the first does it all */
    if (event.detail.target !== changes || !changes.hasChildNodes()) return;
    changes.querySelectorAll("[data-gone]").forEach((gone) => document.getElementById(gone.dataset.gone)?.remove());
    const asker = event.detail.requestConfig.elt;
    changes.querySelectorAll("[data-place]").forEach((holder) => place(holder, asker));
    if (asker.matches("[data-poll]")) typing();
    changes.replaceChildren();
  });

  /* where I am typing goes along with the next poll */
  document.addEventListener("focusin", (event) => {
    const here = event.target.closest?.(".quickadd, .editor")?.closest("[data-item]");
    document.getElementById("follow-at").value = here ? here.id.replace("item-", "") : "";
  });

  /* split at the cursor; told on the way down, before htmx sends the form */
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-split]");
    const form = button?.closest("form");
    if (form) form.querySelector("[data-cut]").value = form.querySelector("textarea").selectionStart;
  }, { capture: true });
})();
