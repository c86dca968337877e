// @ts-check
/** How quick it all is: shown small on the page, and read by the benchmark. */

/** How many of the latest figures are kept. */
const KEPT = 2000;

export class Stats {
  /** Seconds from the camera's picture to its answer on the screen. @type {number[]} */
  delays = [];
  /** Milliseconds that the coach took for a picture. @type {number[]} */
  took = [];
  /** Seconds from the cause of an utterance to its being given to the voice. @type {number[]} */
  spokenAfter = [];
  /** Milliseconds from the press on Start to the first answer; NaN before it. */
  firstAfter = NaN;
  /** How many pictures were answered, and how many the camera showed. */
  analysed = 0;
  shown = 0;
  #begun = NaN;
  /** @type {number[]} */
  #times = [];

  /** @param {number} begun milliseconds, when Start was pressed */
  begin(begun) {
    this.#begun = begun;
    this.firstAfter = NaN;
  }

  seen() {
    this.shown += 1;
  }

  /**
   * @param {number} stamp when the camera took the picture
   * @param {number} now
   * @param {number} tookMs
   */
  drawn(stamp, now, tookMs) {
    if (Number.isNaN(this.firstAfter)) this.firstAfter = performance.now() - this.#begun;
    this.analysed += 1;
    keep(this.delays, now - stamp);
    keep(this.took, tookMs);
    this.#times.push(now);
    while (this.#times[0] < now - 2) this.#times.shift();
  }

  /**
   * @param {number} stamp
   * @param {number} now
   */
  spoken(stamp, now) {
    keep(this.spokenAfter, now - stamp);
  }

  /** The rate and the delay, for people. */
  rates() {
    if (this.#times.length < 2) return "";
    const fps = (this.#times.length - 1) / (this.#times[this.#times.length - 1] - this.#times[0]);
    return `${Math.round(fps)} pictures a second, ${Math.round(1000 * this.delays[this.delays.length - 1])} ms behind`;
  }
}

/**
 * @param {number[]} list
 * @param {number} figure
 */
function keep(list, figure) {
  list.push(figure);
  if (list.length > KEPT) list.shift();
}
