/* Editing in place. The read view (.editable) is a link that htmx turns into a form; without
   script it leads to a page with the same form.
   data-edit-open    the link that opens an editor
   data-editor       the form; Ctrl Enter saves, Escape leaves; one is open at a time;
                    with .conflict (two texts) it is left by choosing only
   data-single-line  on that form: Enter saves too (Shift Enter makes a new line)
   data-cancel       the link inside that brings the read view back */
"use strict";

(() => {
  const TEXT = "textarea, input[type=text]";
  const FIELD = "textarea, select, input:not([type=hidden])";
  const first = (editor) => editor.querySelector(TEXT) ?? editor.querySelector(FIELD);
  const touched = (field) => (field.options
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue);
  const changed = (editor) => [...editor.elements].some((field) => field.matches(FIELD) && touched(field));

  const leave = (editor) => editor.querySelector("[data-cancel]")?.click();

  /* opening a second one saves the first, or closes it where nothing was changed */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-edit-open]")) return;
    document.querySelectorAll("[data-editor]:not(.conflict)").forEach((editor) => {
      if (changed(editor)) editor.requestSubmit();
      else leave(editor);
    });
  });

  document.addEventListener("keydown", (event) => {
    const editor = event.target.closest?.("[data-editor]");
    if (!editor || event.defaultPrevented) return;
    const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    const saves = enter && event.target.matches("textarea, input, select")
      && (event.ctrlKey || event.metaKey || "singleLine" in editor.dataset);
    if (saves) { event.preventDefault(); editor.requestSubmit(); }
    if (event.key === "Escape" && !editor.matches(".conflict")) { event.preventDefault(); leave(editor); }
  });

  const arrive = (part) => {
    const editor = part.matches("[data-editor]") ? part : part.querySelector("[data-editor]");
    const field = editor && first(editor);
    if (field) {
      field.focus();
      if (field.matches(TEXT)) field.setSelectionRange(field.value.length, field.value.length);
    }
    return Boolean(field);
  };

  /* back from an editor, the focus returns to the line that was edited; in a list rows.js sees to it */
  let from = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return;
    const held = event.detail.target.contains(document.activeElement);
    const line = event.detail.target.matches?.("tr") ? null : event.detail.target.closest?.("[id]");
    from = held && line ? line.id : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = (from && document.getElementById(from)) || event.target;
    if (arrive(part) || !from) return;
    if (document.activeElement === document.body) part.querySelector("[data-edit-open]")?.focus();
    from = "";
  });
})();
