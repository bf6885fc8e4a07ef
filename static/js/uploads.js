/* A file that is larger than what is taken is refused when it is chosen: sent along, the server
   would refuse the whole form unread, with what was typed in it.
   data-most       the most bytes, on input[type=file]
   data-too-large  the sentence that says so */
"use strict";

(() => {
  const said = (input) => input.parentElement.querySelector("[data-upload-error]");

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file][data-most]")) return;
    said(input)?.remove();
    input.removeAttribute("aria-invalid");
    if ([...input.files].every((file) => file.size <= Number(input.dataset.most))) return;
    input.value = "";
    input.setAttribute("aria-invalid", "true");
    const error = document.createElement("p");
    error.className = "field-error";
    error.setAttribute("role", "alert");
    error.dataset.uploadError = "";
    error.textContent = input.dataset.tooLarge;
    input.after(error);
  });
})();
