// @ts-check
/** Says which repetitions are not in the history, on the screen and aloud, until they are. */

import { plural } from "./words.js";

/** @typedef {import("./answers.js").NotKept} NotKept */

/** Milliseconds after which the coach is asked again, once the session is over and no answers come by themselves. */
const ASK_AFTER_MS = 2000;

/**
 * @param {NotKept | null} notKept
 * @returns {string} "" when all is kept
 */
export function notKeptWords(notKept) {
  if (!notKept) return "";
  const { waiting, lost, why } = notKept;
  const lines = [];
  if (waiting) lines.push(`${plural(waiting, "repetition")} not in your history yet. ${why} The coach keeps trying.`);
  if (lost) lines.push(`${plural(lost, "repetition")} could not be kept. ${waiting ? "" : why}`.trim());
  return lines.join(" ");
}

export class KeepingNotice {
  #isSaid = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {{show: (text: string) => void, say: (text: string) => void, ask: () => void}} ways `ask` has the coach tell how far it is */
  constructor(ways) {
    this.ways = ways;
  }

  /** @param {NotKept | null} notKept */
  tell(notKept) {
    this.ways.show(notKeptWords(notKept));
    if (notKept && !this.#isSaid) this.ways.say("Your repetitions cannot be kept right now. Go on: I keep trying.");
    else if (!notKept && this.#isSaid) this.ways.say("All your repetitions are kept.");
    this.#isSaid = notKept !== null;
  }

  /**
   * Tell, and ask again until nothing waits any more.
   * @param {NotKept | null} notKept
   */
  follow(notKept) {
    this.tell(notKept);
    clearTimeout(this.#timer);
    if (notKept?.waiting) this.#timer = setTimeout(this.ways.ask, ASK_AFTER_MS);
  }

  close() {
    clearTimeout(this.#timer);
  }
}
