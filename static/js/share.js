// Copies an address that is shown to be shared.

/** `line`: holds an input with the address and a hidden button that copies it. */
export function offerCopying(line) {
  if (!line || !navigator.clipboard) return;
  const field = line.querySelector("input");
  const button = line.querySelector("[data-share-copy]");
  const word = button.querySelector("span");
  const start = word.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      word.textContent = button.dataset.copied;
      setTimeout(() => (word.textContent = start), 4000);
    } catch {
      field.select(); // may not copy: it is then one key away
    }
  });
  field.addEventListener("focus", () => field.select());
}
