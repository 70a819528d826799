// Reads a page aloud, piece by piece, and shows which piece is being read.

const PIECES = "[data-read], .prose :is(h2, h3, h4, p, li, dt, dd, th, td, figcaption)";
const LONGEST = 200; // characters in one go: some browsers fall silent in long texts

/** Show the button when there is a voice in the page's language; a voice on the device goes first. */
export function offerListening(panel, root) {
  if (!panel || !root || !("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  const play = panel.querySelector("[data-listen-play]");
  const stop = panel.querySelector("[data-listen-stop]");
  const word = play.querySelector("span");
  const start = word.textContent;
  let voice = null;
  let state = "still"; // or "reading", "paused"
  let run = 0; // a new number for every start, so that what was cancelled says no more

  const show = (next) => {
    state = next;
    word.textContent = { still: start, reading: play.dataset.pause, paused: play.dataset.resume }[next];
    stop.hidden = next === "still";
    if (next === "still") mark(null);
  };

  const halt = () => {
    run += 1;
    speech.cancel();
    show("still");
  };

  const read = (queue, mine) => {
    if (mine !== run) return;
    const next = queue.shift();
    if (!next) return show("still");
    mark(next.piece);
    const words = new SpeechSynthesisUtterance(next.text);
    words.lang = voice.lang;
    words.voice = voice;
    words.onend = () => read(queue, mine);
    words.onerror = () => mine === run && halt();
    speech.speak(words);
  };

  play.addEventListener("click", () => {
    if (state === "reading") {
      speech.pause();
      return show("paused");
    }
    if (state === "paused") {
      speech.resume();
      return show("reading");
    }
    halt();
    show("reading");
    read(pieces(root), run);
  });
  stop.addEventListener("click", () => {
    halt();
    play.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state !== "still") {
      halt();
      play.focus();
    }
  });
  window.addEventListener("pagehide", halt);

  const find = () => {
    const language = document.documentElement.lang;
    const voices = speech.getVoices().filter((each) => each.lang.toLowerCase().startsWith(language));
    voice = voices.find((each) => each.localService) ?? voices[0] ?? null;
    panel.hidden = !voice;
  };
  speech.addEventListener?.("voiceschanged", find);
  find();
}

/** What is to be read, in reading order, in parts short enough to say. */
function pieces(root) {
  return [...root.querySelectorAll(PIECES)]
    .filter((piece) => piece.offsetParent && !piece.querySelector(PIECES))
    .flatMap((piece) => parts(piece.innerText).map((text) => ({ piece, text })));
}

function parts(text) {
  const sentences = text.replace(/\s+/g, " ").trim().match(/[^.!?]+[.!?]*\s*/g) ?? [];
  const joined = [];
  for (const sentence of sentences) {
    const last = joined.length - 1;
    if (last >= 0 && joined[last].length + sentence.length < LONGEST) joined[last] += sentence;
    else joined.push(sentence);
  }
  return joined;
}

function mark(piece) {
  document.querySelector(".being-read")?.classList.remove("being-read");
  piece?.classList.add("being-read");
  piece?.scrollIntoView({ block: "nearest" });
}
