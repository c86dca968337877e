// @ts-check
/** The sets of the session, as a list. */

import { plural } from "./words.js";

/** @typedef {import("./answers.js").SetLine} SetLine */

/**
 * @param {Element} place whose contents are replaced
 * @param {SetLine[]} sets
 */
export function listSets(place, sets) {
  place.replaceChildren(...sets.map(article));
}

/** @param {SetLine} set */
function article({ name, side, reps, verdicts, summary, why, hip_share: hipShare, from_hip: fromHip }) {
  const words = element("div", element("strong", `${name}, ${side}`), element("span", summary || `${plural(reps, "repetition")}: ${verdicts}`));
  if (hipShare !== null) words.append(element("span", gauge(hipShare), ` ${fromHip}`));
  if (why) words.append(element("details", element("summary", "Why?"), why));
  return element("article", element("b", String(reps)), words);
}

/** @param {number} share 0 to 1 */
function gauge(share) {
  const made = document.createElement("progress");
  made.value = share;
  made.setAttribute("aria-hidden", "true"); // the words beside it say the same
  return made;
}

/**
 * @param {string} name
 * @param {(Node | string)[]} contents
 */
function element(name, ...contents) {
  const made = document.createElement(name);
  made.append(...contents);
  return made;
}
