// @ts-check
/** Which of the coach's utterances are heard, and which of two first. */

/** @typedef {import("./answers.js").Utterance} Utterance */

/** Seconds after its cause from which it is too late to say something. */
export const TOO_LATE_S = 1.5;
/** The highest priority, which interrupts everything: `Priority.STOP` in coach/coaching/events.py. */
export const STOP = 5;

/**
 * @param {Utterance} utterance
 * @param {number} now seconds since 1970
 */
export function isTooLate(utterance, now) {
  return now - utterance.stamp > TOO_LATE_S;
}

/**
 * Of two things to say the one to say first: the higher priority, then the later one.
 * @param {Utterance | null} one
 * @param {Utterance} other
 */
export function preferred(one, other) {
  return one === null || (other.priority ?? 0) >= (one.priority ?? 0) ? other : one;
}

/** Lets each utterance pass once, unless it comes too late. */
export class UtteranceFilter {
  /** The id of the last utterance that came, 0 before any. */
  lastId = 0;

  /**
   * Those of `utterances` that are new and not too late.
   * @param {Utterance[]} utterances
   * @param {number} now seconds since 1970
   */
  pass(utterances, now) {
    const fresh = utterances.filter((one) => one.id > this.lastId);
    this.lastId = Math.max(this.lastId, ...fresh.map((one) => one.id));
    return fresh.filter((one) => !isTooLate(one, now));
  }

  /** Begin again: the ids of another session count from 1. */
  reset() {
    this.lastId = 0;
  }
}
