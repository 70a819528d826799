// Ask before a page with unsent answers or writing is left.

/** `form`: warns when a text or a choice in it has been changed and the form has not been sent. */
export function keepWriting(form) {
  const texts = [...form.querySelectorAll("textarea")];
  const choices = [...form.querySelectorAll("input")];
  let sent = false;
  form.addEventListener("submit", () => (sent = true));
  form.addEventListener("carried", () => (sent = true)); // see carry.js
  window.addEventListener("pageshow", () => (sent = false));
  window.addEventListener("beforeunload", (event) => {
    const written = texts.some((field) => field.value !== field.defaultValue);
    const chosen = choices.some((field) => field.checked !== field.defaultChecked);
    if (!sent && (written || chosen)) event.preventDefault();
  });
}
