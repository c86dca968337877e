// @ts-check
/** Shows on the screen what the coach answers. */

import { ComingFigure } from "./coming-figure.js";
import { RangeGauge } from "./range-gauge.js";
import { listSets } from "./set-list.js";
import { MovingSkeleton } from "./skeleton.js";
import { CAMERA_TROUBLE, SEEN, clock } from "./words.js";

/** @typedef {import("./answers.js").Feedback} Feedback */

/** Milliseconds for which a cue and the verdict on the last repetition stay. */
const CUE_MS = 6000;
const COUNTED_MS = 4000;
/** The titles of the stages in which something covers the picture; in the warm-up it is the move. @type {Record<string, string>} */
const OVERLAY_TITLES = { warm_up: "", countdown: "", rest: "Rest", paused: "Paused", done: "Done" };
/** The stages whose time is shown as a clock shows it. */
const CLOCKED = ["rest", "warm_up"];
/** What stands in place of the phase before a set. @type {Record<string, string>} */
const BEFORE_SET = { find: "Get ready", still: "Hold still" };
/** What stands in its place between two repetitions. */
const READY = "Ready";
/** The phases for which the tempo gives seconds, in its order. */
const PLANNED_PHASES = ["concentric", "hold", "eccentric"];
/** Letters from which a sentence is too long for the large type of a cue. */
const LONG = 44;
/** Times its planned length from which a phase is shown as late. */
const LATE = 1.35;

export class Display {
  /** @type {Map<string, HTMLElement>} */
  #parts = new Map();
  #gauge;
  #coming;
  /** @type {MovingSkeleton | null} */
  #skeleton = null;
  /** @type {Record<string, string>} */
  #phases = {};
  #cueUntil = 0;
  #countedUntil = 0;

  /**
   * @param {ParentNode} root
   * @param {string} figures where the moving figures are
   */
  constructor(root, figures) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-role]"))) {
      this.#parts.set(part.dataset.role ?? "", part);
    }
    this.#gauge = new RangeGauge(this.part("gauge"));
    this.#coming = new ComingFigure(this.part("coming-figure"), figures);
  }

  /** @param {string} role */
  part(role) {
    const part = this.#parts.get(role);
    if (!part) throw new Error(`The page has no part called ${role}.`);
    return part;
  }

  get canvas() {
    return /** @type {HTMLCanvasElement} */ (this.part("skeleton"));
  }

  /** @param {import("./answers.js").Ready} ready with the skeleton to draw and the names of the phases */
  prepare({ skeleton, phases }) {
    this.#skeleton?.show(null, 0); // another connection has begun
    this.#skeleton = new MovingSkeleton(this.canvas, skeleton);
    this.#phases = phases;
    for (const bar of this.#bars) /** @type {HTMLElement} */ (bar.querySelector("span")).textContent = phases[bar.dataset.phase ?? ""];
  }

  get #bars() {
    return /** @type {HTMLCollectionOf<HTMLElement>} */ (this.part("bars").children);
  }

  /**
   * @param {string} role
   * @param {string} text
   */
  write(role, text) {
    const part = this.part(role);
    if (part.textContent !== text) part.textContent = text;
  }

  /**
   * @param {string} role
   * @param {string} text hidden when there is none
   */
  banner(role, text) {
    this.write(role, text);
    this.part(role).hidden = !text;
  }

  /** @param {boolean} isAllowed */
  allowStart(isAllowed) {
    /** @type {HTMLButtonElement} */ (this.part("start")).disabled = !isAllowed;
  }

  /** @param {import("./words.js").CameraTrouble | null} trouble why the session could not start */
  showTrouble(trouble) {
    this.part("trouble").hidden = trouble === null;
    if (!trouble) return;
    this.write("trouble-title", CAMERA_TROUBLE[trouble].title);
    this.write("trouble-help", CAMERA_TROUBLE[trouble].help);
  }

  /**
   * @param {Feedback} answer
   * @param {number} now milliseconds
   */
  show(answer, now) {
    const { stage_view: view } = answer;
    const { dataset } = this.part("session");
    dataset.stage = view.stage;
    dataset.seen = answer.seen;
    this.write("title", view.title);
    this.write("detail", view.detail);
    this.write("seen", SEEN[answer.seen]);
    this.write("count", String(view.count));
    this.write("goal", view.goal ? `/${view.goal}` : "");
    this.write("pause", view.stage === "paused" ? "Go on" : "Pause");
    this.#showOverlay(view);
    this.#showComing(view);
    this.#showPhase(answer);
    this.#gauge.show(answer);
    this.write("value", answer.value === null ? "–" : `${Math.round(Math.max(answer.value, 0))}°`);
    this.#showCue(answer, now);
    this.#skeleton?.show(answer.points, now);
  }

  /**
   * Give the skeleton the shape of the picture.
   * @param {number} width
   * @param {number} height
   */
  fit(width, height) {
    const { canvas } = this;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  }

  /** No answer or no picture comes: show nobody, rather than where somebody was. */
  showNobody() {
    this.part("session").dataset.seen = "red";
    this.write("seen", SEEN.red);
    this.#skeleton?.show(null, 0);
  }

  /** @param {Feedback["stage_view"]} view */
  #showComing({ coming }) {
    this.part("coming").hidden = coming === null;
    if (!coming) return;
    this.write("coming-name", coming.name);
    this.write("coming-dose", coming.dose);
    void this.#coming.show(coming.figure);
  }

  /** @param {Feedback["stage_view"]} view */
  #showOverlay({ stage, message, explanation, tier, left_s: left, coming }) {
    this.banner("advice", stage in BEFORE_SET ? message : "");
    this.part("tiers").hidden = tier === null;
    for (const [index, line] of [...this.part("tiers").children].entries()) line.classList.toggle("right", index < (tier ?? 0));
    this.part("overlay").hidden = !(stage in OVERLAY_TITLES);
    if (!(stage in OVERLAY_TITLES)) return;
    this.write("overlay-number", left === null ? "" : CLOCKED.includes(stage) ? clock(left) : String(Math.max(1, Math.ceil(left))));
    const isWarmUp = stage === "warm_up";
    this.write("overlay-title", isWarmUp ? (coming?.name ?? "") : OVERLAY_TITLES[stage]);
    this.write("overlay-text", isWarmUp ? message : explanation);
  }

  /** @param {Feedback} answer */
  #showPhase({ phase, phase_s: elapsed, tempo, stage_view: view }) {
    const isSet = view.stage === "set";
    this.write("phase", isSet ? (phase === "rest" ? READY : this.#phases[phase]) : (BEFORE_SET[view.stage] ?? ""));
    const at = PLANNED_PHASES.indexOf(phase);
    for (const bar of this.#bars) {
      const index = PLANNED_PHASES.indexOf(bar.dataset.phase ?? "");
      const planned = tempo?.[index] ?? 1;
      const done = !isSet || at < 0 ? 0 : index < at ? 1 : index === at ? elapsed / planned : 0;
      bar.style.setProperty("--share", String(planned));
      bar.style.setProperty("--done", done.toFixed(3));
      bar.classList.toggle("late", done > LATE);
    }
  }

  /**
   * @param {Feedback} answer
   * @param {number} now
   */
  #showCue({ cue, rep, stage_view: view }, now) {
    const line = this.part("cue");
    const count = this.part("count-box");
    if (rep) {
      count.dataset.verdict = rep.verdict;
      this.write("verdict", [rep.words, ...rep.findings].join(" · "));
      if (line.classList.contains("praise")) this.#cueUntil = 0; // it was for the repetition before
      this.#countedUntil = now + COUNTED_MS;
    } else if (now > this.#countedUntil) {
      delete count.dataset.verdict;
      this.write("verdict", "");
    }
    if (cue) {
      this.write("cue", cue.text);
      line.classList.toggle("say", !cue.praise);
      line.classList.toggle("praise", cue.praise);
      this.#cueUntil = now + CUE_MS;
    } else if (now > this.#cueUntil || view.stage !== "set") {
      this.write("cue", view.stage === "set" ? view.message : "");
      line.classList.toggle("say", line.textContent !== "");
      line.classList.remove("praise");
    }
    line.classList.toggle("long", (line.textContent ?? "").length > LONG);
  }

  /** Back to how it was before the first answer. */
  reset() {
    this.#cueUntil = 0;
    this.#countedUntil = 0;
    this.#gauge.reset();
    for (const role of ["title", "detail", "cue", "verdict", "note", "overlay-number", "overlay-title", "overlay-text"]) this.write(role, "");
    this.banner("advice", "");
    this.write("count", "0");
    delete this.part("count-box").dataset.verdict;
    this.write("goal", "");
    this.write("stop", "Stop");
    this.part("overlay").hidden = true;
    this.part("coming").hidden = true;
    this.part("changes").hidden = true;
    this.part("session").dataset.seen = "red";
    listSets(this.part("overlay-sets"), []);
    this.#skeleton?.show(null, 0);
  }
}
