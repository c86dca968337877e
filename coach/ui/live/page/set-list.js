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
function article({ name, side, reps, verdicts, summary, why }) {
  const words = element("div", element("strong", `${name}, ${side}`), element("span", summary || `${plural(reps, "repetition")}: ${verdicts}`));
  if (why) words.append(element("details", element("summary", "Why?"), why));
  return element("article", element("b", String(reps)), words);
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
