// @ts-check
/** Notices when the coach does not answer, and when it answers again. */

/** Milliseconds without an answer from which it is also said aloud. */
const SAY_AFTER_MS = 1500;
/** Milliseconds without an answer after which the connection is made anew. */
const RESTART_AFTER_MS = 15_000;

export class ConnectionWatch {
  #awaySince = 0;
  #isSaid = false;

  /**
   * @param {Pick<import("./connection.js").Connection, "isReady" | "isOverdue" | "restart">} connection
   * @param {(text: string) => void} say for somebody who does not look at the screen
   */
  constructor(connection, say) {
    this.connection = connection;
    this.say = say;
  }

  /**
   * Call this regularly during a session.
   * @param {number} now milliseconds
   * @returns {boolean} whether no answer comes
   */
  isAway(now) {
    const isAway = !this.connection.isReady || this.connection.isOverdue;
    if (isAway) this.#away(now);
    else this.#back();
    return isAway;
  }

  /** @param {number} now */
  #away(now) {
    this.#awaySince ||= now;
    const awayMs = now - this.#awaySince;
    if (awayMs > SAY_AFTER_MS && !this.#isSaid) {
      this.#isSaid = true;
      this.say("The coach does not answer. One moment.");
    }
    if (awayMs > RESTART_AFTER_MS && this.connection.isReady) {
      this.connection.restart();
      this.#awaySince = now;
    }
  }

  #back() {
    if (this.#isSaid) this.say("The coach is back.");
    this.#awaySince = 0;
    this.#isSaid = false;
  }
}
