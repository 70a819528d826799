// Takes what is typed along to the same page in other words, and comes back to the same place on it.

const key = () => `carried ${location.pathname}`; // in this tab only, and only until the next page has it
const filled = (form) => [...form.querySelectorAll("textarea, input:not([type=hidden])")];
const isBox = (field) => field.matches("[type=radio], [type=checkbox]");

/** `form`: the lesson's; `links`: lead to the same page in another language or in easy Swedish. */
export function carryWriting(form, links) {
  for (const link of links) {
    link.addEventListener("click", () => {
      const fields = filled(form).filter((field) => (isBox(field) ? field.checked : field.value));
      link.hash = place(form);
      try {
        sessionStorage.setItem(key(), JSON.stringify(fields.map(({ name, value }) => [name, value])));
        form.dispatchEvent(new Event("carried"));
      } catch {
        // no room to carry in: the page asks before it is left
      }
    });
  }
  const carried = sessionStorage.getItem(key());
  sessionStorage.removeItem(key());
  if (!carried) return;
  const pairs = JSON.parse(carried);
  for (const field of filled(form)) {
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isBox(field)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

/** The id of what the reader looks at: the last part that begins above the middle of the screen. */
function place(form) {
  const parts = [...form.querySelectorAll("fieldset[id], section[id], .reflection textarea[id]")];
  const above = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 2);
  const last = above.at(-1);
  return last && scrollY > 0 ? last.id : "";
}
