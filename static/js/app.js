// What the pages do better with a script. Everything works without.
import { carryWriting } from "./carry.js";
import { keepWriting } from "./keep.js";
import { offerListening } from "./listen.js";
import { offerPrinting } from "./print.js";
import { followProgress } from "./progress.js";
import { offerCopying } from "./share.js";
import { walkStories } from "./story.js";

offerListening(document.querySelector("[data-listen]"), document.querySelector("[data-listen-root]"));
for (const form of document.querySelectorAll("form[data-keep]")) {
  if (form.matches(".lesson-form")) carryWriting(form, document.querySelectorAll("a[data-carry]"));
  keepWriting(form);
  walkStories(form);
}
offerPrinting(document.querySelector("[data-print]"));
offerCopying(document.querySelector("[data-share]"));
followProgress(document.querySelector("[data-progress]"));
