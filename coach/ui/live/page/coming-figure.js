// @ts-check
/** The moving figure of what comes next: each is fetched once, and then moves by itself. */

export class ComingFigure {
  /** @type {Map<string, Promise<string>>} */
  #fetched = new Map();
  #shown = "";

  /**
   * @param {HTMLElement} place whose contents are replaced
   * @param {string} figures where the figures are
   */
  constructor(place, figures) {
    this.place = place;
    this.figures = figures;
  }

  /** @param {string} name of the figure */
  async show(name) {
    if (name === this.#shown) return;
    this.#shown = name;
    const svg = await this.#fetch(name);
    if (name === this.#shown) this.place.innerHTML = svg; // else another one was asked for meanwhile
  }

  /** @param {string} name */
  #fetch(name) {
    const fetched = this.#fetched.get(name) ?? this.#ask(name);
    this.#fetched.set(name, fetched);
    return fetched;
  }

  /** @param {string} name */
  async #ask(name) {
    try {
      const answer = await fetch(`${this.figures}/${name}`);
      return answer.ok ? await answer.text() : ""; // an exercise without a drawing has none
    } catch {
      this.#fetched.delete(name); // the coach is away: ask again when it comes up next
      return "";
    }
  }
}
