// @ts-check
/** How far somebody moves, beside how far to move. */

/** Degrees that are too far where no exercise is known yet. */
const USUAL_LIMIT = 60;
/** Times what is too far: so much the whole gauge stands for. */
const WHOLE = 1.15;

export class RangeGauge {
  /** The farthest of the repetition so far, in degrees. */
  #peak = 0;
  #lastPhase = "rest";

  /** @param {HTMLElement} element drawn by the style sheet from its properties */
  constructor(element) {
    this.element = element;
  }

  /** @param {import("./answers.js").Feedback} answer */
  show({ value, target, most, phase, stage_view }) {
    if (phase === "concentric" && this.#lastPhase === "rest") this.#peak = 0;
    this.#lastPhase = phase;
    const moved = Math.max(value ?? 0, 0);
    this.#peak = Math.max(this.#peak, moved);
    const from = target[0] === null ? 0 : (stage_view.target ?? target[0]);
    const to = target[0] === null ? 0 : (target[1] ?? 0);
    const whole = (most ?? USUAL_LIMIT) * WHOLE;
    for (const [name, degrees] of Object.entries({ at: moved, peak: this.#peak, from, to })) {
      this.element.style.setProperty(`--${name}`, String(Math.min(Math.max(degrees / whole, 0), 1)));
    }
  }

  reset() {
    this.#peak = 0;
  }
}
