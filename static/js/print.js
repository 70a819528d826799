// Opens the browser's dialogue for printing.

/** `button`: hidden where there is nothing to print with. */
export function offerPrinting(button) {
  if (!button || !window.print) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
