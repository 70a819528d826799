// Ask before a page with unsaved writing is left.

/** `form`: warns when one of its text fields has been changed and the form has not been sent. */
export function keepWriting(form) {
  const fields = [...form.querySelectorAll("textarea")];
  let sent = false;
  form.addEventListener("submit", () => (sent = true));
  window.addEventListener("pageshow", () => (sent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && fields.some((field) => field.value !== field.defaultValue)) event.preventDefault();
  });
}
