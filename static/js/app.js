// What the pages do better with a script. Everything works without.
import { keepWriting } from "./keep.js";
import { offerListening } from "./listen.js";
import { followProgress } from "./progress.js";

offerListening(document.querySelector("[data-listen]"), document.querySelector("[data-listen-root]"));
document.querySelectorAll("form[data-keep]").forEach(keepWriting);
followProgress(document.querySelector("[data-progress]"));
