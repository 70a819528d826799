// Moves the bar of work that goes on beside the page, and shows the next page when it is over.

const PAUSE = 1000; // milliseconds between two questions

/** `panel`: holds a <progress> and a [data-percent]; its data tell where to ask and what is going on now. */
export function followProgress(panel) {
  if (!panel) return;
  const bar = panel.querySelector("progress");
  const words = panel.querySelector("[data-percent]");

  const ask = async () => {
    try {
      const answer = await fetch(panel.dataset.progress, { headers: { Accept: "application/json" } });
      const { state, percent } = await answer.json();
      if (!answer.ok || state !== panel.dataset.state) return location.reload();
      bar.value = percent;
      words.textContent = percent;
    } catch {
      // the network is away for a moment: ask again
    }
    setTimeout(ask, PAUSE);
  };
  setTimeout(ask, PAUSE);
}
