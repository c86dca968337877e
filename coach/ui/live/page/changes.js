// @ts-check
/** The buttons, each with its key, that change the sets to come. */

/** @typedef {import("./answers.js").Change} Change */

/** What the buttons that mean something else in the warm-up say there, and else. @type {Record<string, [string, string]>} */
const NAMES = { skip: ["Skip move", "Skip set"], skip_exercise: ["Skip warm-up", "Skip exercise"] };

export class Changes {
  /**
   * @param {HTMLElement} place with a button for each change
   * @param {(change: Change) => void} onChange
   */
  constructor(place, onChange) {
    this.place = place;
    this.buttons = /** @type {HTMLButtonElement[]} */ ([...place.querySelectorAll("button")]);
    for (const button of this.buttons) button.addEventListener("click", () => onChange(/** @type {Change} */ (button.dataset.change)));
  }

  /** @param {import("./answers.js").StageView} view */
  show({ stage, changes, offers_skip: offersSkip, coming }) {
    this.place.hidden = changes.length === 0;
    const isWarmUp = stage === "warm_up" || (coming?.figure.startsWith("warm_up/") ?? false);
    for (const button of this.buttons) {
      const change = /** @type {Change} */ (button.dataset.change);
      button.hidden = !changes.includes(change);
      const name = NAMES[change]?.[isWarmUp ? 0 : 1];
      const words = /** @type {HTMLElement} */ (button.querySelector("span"));
      if (name && words.textContent !== name) words.textContent = name;
      if (change === "skip") button.classList.toggle("offered", offersSkip);
    }
  }

  /**
   * @param {string} key that was pressed
   * @returns {boolean} whether it is that of a button that can be pressed now
   */
  press(key) {
    const button = this.buttons.find((one) => one.getAttribute("aria-keyshortcuts") === key.toUpperCase());
    if (!button || button.hidden || this.place.hidden) return false;
    button.click();
    return true;
  }
}
