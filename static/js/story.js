// Walks a situation without leaving the page, so that answers and writing beside it stay.

/** `form`: holds sections with [data-situation], whose links lead to the same page with another way in the address. */
export function walkStories(form) {
  if (!form.querySelector("[data-situation]")) return;

  const show = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error("another page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of form.querySelectorAll("[data-situation]")) {
      const scene = page.getElementById(old.id);
      if (!scene) throw new Error("another lesson");
      if (scene.innerHTML !== old.innerHTML) old.replaceWith(document.adoptNode(scene));
    }
    for (const old of document.querySelectorAll("a[data-carry]")) {
      const link = [...page.querySelectorAll("a[data-carry]")].find((each) => each.text === old.text);
      if (link) old.href = link.getAttribute("href");
    }
  };

  form.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-situation] a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await show(link.href);
      history.pushState(null, "", link.href);
      const scene = document.getElementById(new URL(link.href).hash.slice(1));
      scene.focus({ preventScroll: true });
      scene.scrollIntoView({ block: "start" });
    } catch {
      location.assign(link.href); // asks first if something is written
    }
  });
  window.addEventListener("popstate", () => show(location.href).catch(() => location.reload()));
}
