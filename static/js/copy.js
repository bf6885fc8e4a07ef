/* Copies what stands in a field: data-copy (its id), data-copied (what is said then). The button
   shows itself only where the browser can; without it the field is selected by hand. */
"use strict";

(() => {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const field = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard || !field) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied } }));
      } catch {
        field.focus();
        field.select();
      }
    });
  });
})();
