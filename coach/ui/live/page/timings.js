// @ts-check
/** How fast pictures are answered and utterances spoken: shown small on the page, and read by benchmarks/live.py. */

/** How many of the latest figures are kept. */
const KEPT = 2000;

export class Timings {
  /** Seconds from the camera's picture to its answer on the screen. @type {number[]} */
  delays = [];
  /** Milliseconds that the coach took for each picture. @type {number[]} */
  analysisTimes = [];
  /** Seconds from the cause of an utterance until the voice was given it. @type {number[]} */
  speechDelays = [];
  /** Milliseconds from the press on Start to the first answer; NaN before it. */
  firstAnswerAfter = NaN;
  /** How many pictures the coach has answered, and how many the camera has shown. */
  analysed = 0;
  shown = 0;
  #startedAt = NaN;
  /** @type {number[]} */
  #answeredAt = [];

  /** @param {number} pressedAt milliseconds, when Start was pressed */
  start(pressedAt) {
    this.#startedAt = pressedAt;
    this.firstAnswerAfter = NaN;
  }

  /** The camera has shown another picture. */
  noteShown() {
    this.shown += 1;
  }

  /**
   * An answer is on the screen.
   * @param {number} stamp when the camera took the picture
   * @param {number} now
   * @param {number} tookMs by the coach
   */
  noteAnswer(stamp, now, tookMs) {
    if (Number.isNaN(this.firstAnswerAfter)) this.firstAnswerAfter = performance.now() - this.#startedAt;
    this.analysed += 1;
    keep(this.delays, now - stamp);
    keep(this.analysisTimes, tookMs);
    this.#answeredAt.push(now);
    while (this.#answeredAt[0] < now - 2) this.#answeredAt.shift();
  }

  /**
   * The voice was given an utterance.
   * @param {number} stamp of its cause
   * @param {number} now
   */
  noteSpeech(stamp, now) {
    keep(this.speechDelays, now - stamp);
  }

  /** The rate and the delay of the last two seconds as a text, "" before there are any. */
  summary() {
    if (this.#answeredAt.length < 2) return "";
    const fps = (this.#answeredAt.length - 1) / (this.#answeredAt[this.#answeredAt.length - 1] - this.#answeredAt[0]);
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
