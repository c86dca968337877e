// @ts-check
/** Puts on the screen what the coach answered. */

import { drawSkeleton } from "./drawing.js";
import { PHASES, SEEN, clock, plural } from "./words.js";

/** @typedef {import("./link.js").Answer} Answer */

const COLOURS = { green: "#3ddc97", amber: "#ffb340", red: "#ff6b61" };
/** Milliseconds for which a cue and the colour of the last repetition stay. */
const CUE_MS = 6000;
const COUNTED_MS = 1500;
/** What covers the picture, by stage. @type {Record<string, string>} */
const OVER = { countdown: "", rest: "Rest", paused: "Paused", done: "Well done" };
const PLANNED_PHASES = ["concentric", "hold", "eccentric"];

export class Display {
  /** @type {Map<string, HTMLElement>} */
  #parts = new Map();
  #cueUntil = 0;
  #countedUntil = 0;
  #top = 0;
  #lastPhase = "rest";

  /** @param {ParentNode} root */
  constructor(root) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-role]"))) {
      this.#parts.set(part.dataset.role ?? "", part);
    }
  }

  /** @param {string} role */
  part(role) {
    const part = this.#parts.get(role);
    if (!part) throw new Error(`The page has no part called ${role}.`);
    return part;
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

  /**
   * @param {Answer} answer
   * @param {number} now milliseconds
   */
  show(answer, now) {
    const { scene } = answer;
    const stage = this.part("stage");
    stage.dataset.stage = scene.stage;
    stage.dataset.seen = answer.seen;
    this.write("title", scene.title);
    this.write("detail", scene.detail);
    this.write("seen", SEEN[answer.seen]);
    this.write("count", String(scene.count));
    this.write("goal", scene.goal ? `/${scene.goal}` : "");
    this.write("pause", scene.stage === "paused" ? "Go on" : "Pause");
    this.#showOver(scene);
    this.#showPace(answer);
    this.#showRange(answer);
    this.#showCue(answer, now);
    drawSkeleton(/** @type {HTMLCanvasElement} */ (this.part("skeleton")), answer.points, COLOURS[/** @type {"green"} */ (answer.seen)]);
  }

  /**
   * Give the skeleton the shape of the picture.
   * @param {number} width
   * @param {number} height
   */
  fit(width, height) {
    const skeleton = /** @type {HTMLCanvasElement} */ (this.part("skeleton"));
    if (skeleton.width !== width || skeleton.height !== height) Object.assign(skeleton, { width, height });
  }

  /** No answer or no picture comes: what was seen last says nothing about now. */
  blind() {
    this.part("stage").dataset.seen = "red";
    this.write("seen", SEEN.red);
    drawSkeleton(/** @type {HTMLCanvasElement} */ (this.part("skeleton")), null, "");
  }

  /** @param {Record<string, any>} scene */
  #showOver(scene) {
    const stage = scene.stage;
    const left = scene.left_s;
    const isOver = stage in OVER;
    this.banner("advice", stage === "find" || stage === "still" ? scene.message : "");
    this.part("tiers").hidden = scene.tier === null;
    for (const [index, tier] of [...this.part("tiers").children].entries()) tier.classList.toggle("right", index < (scene.tier ?? 0));
    this.part("over").hidden = !isOver;
    if (!isOver) return;
    this.write("over-number", left === null ? "" : stage === "rest" ? clock(left) : String(Math.max(1, Math.ceil(left))));
    this.write("over-title", OVER[stage]);
    this.write("over-text", stage === "countdown" ? "" : stage === "done" ? scene.message.replace(" Well done.", "") : afterFirst(scene.message));
  }

  /** @param {Answer} answer */
  #showPace({ phase, phase_s: elapsed, tempo, scene }) {
    const isSet = scene.stage === "set";
    this.write("phase", isSet ? PHASES[phase] : scene.stage === "find" ? "Get ready" : scene.stage === "still" ? "Hold still" : "");
    const at = PLANNED_PHASES.indexOf(phase);
    for (const bar of /** @type {HTMLCollectionOf<HTMLElement>} */ (this.part("bars").children)) {
      const index = PLANNED_PHASES.indexOf(bar.dataset.phase ?? "");
      const planned = tempo?.[index] ?? 1;
      const done = !isSet || at < 0 ? 0 : index < at ? 1 : index === at ? elapsed / planned : 0;
      bar.style.setProperty("--share", String(planned));
      bar.style.setProperty("--done", done.toFixed(3));
      bar.classList.toggle("late", done > 1.35);
    }
  }

  /** @param {Answer} answer */
  #showRange({ value, target, most, phase, scene }) {
    const gauge = this.part("gauge");
    const whole = (most ?? 60) * 1.15;
    const share = (/** @type {number} */ number) => String(Math.min(Math.max(number / whole, 0), 1));
    if (phase === "concentric" && this.#lastPhase === "rest") this.#top = 0;
    this.#lastPhase = phase;
    const moved = value === null ? 0 : Math.max(value, 0);
    this.#top = Math.max(this.#top, moved);
    const [from, to] = target[0] === null ? [0, 0] : [scene.target ?? target[0], target[1]];
    for (const [name, number] of /** @type {[string, number][]} */ ([["--at", moved], ["--top", this.#top], ["--from", from], ["--to", to]])) {
      gauge.style.setProperty(name, share(number));
    }
    this.write("value", value === null ? "–" : `${Math.round(moved)}°`);
  }

  /**
   * @param {Answer} answer
   * @param {number} now
   */
  #showCue({ cue, rep, scene }, now) {
    const line = this.part("cue");
    const count = this.part("count-box");
    if (rep) {
      count.classList.toggle("good", rep.good);
      count.classList.toggle("poor", !rep.good);
      this.#countedUntil = now + COUNTED_MS;
    } else if (now > this.#countedUntil) {
      count.classList.remove("good", "poor");
    }
    if (cue) {
      this.write("cue", cue.text);
      line.classList.toggle("say", !cue.praise);
      line.classList.toggle("praise", cue.praise);
      this.#cueUntil = now + CUE_MS;
    } else if (now > this.#cueUntil || scene.stage !== "set") {
      this.write("cue", scene.stage === "set" ? scene.message : "");
      line.classList.toggle("say", line.textContent !== "");
      line.classList.remove("praise");
    }
  }

  /**
   * @param {"sets" | "over-sets"} role
   * @param {{name: string, side: string, reps: number, good: number, summary: string, why: string}[]} sets
   */
  list(role, sets) {
    this.part(role).replaceChildren(
      ...sets.map((one) => {
        const article = document.createElement("article");
        const count = document.createElement("b");
        count.textContent = String(one.reps);
        const words = document.createElement("div");
        const name = document.createElement("strong");
        name.textContent = `${one.name}, ${one.side}`;
        const said = document.createElement("span");
        said.textContent = one.summary || `${plural(one.reps, "repetition")}, ${one.good} of them good`;
        words.append(name, said);
        if (one.why) {
          const why = document.createElement("details");
          const ask = document.createElement("summary");
          ask.textContent = "Why?";
          why.append(ask, one.why);
          words.append(why);
        }
        article.append(count, words);
        return article;
      }),
    );
  }

  /** Back to how it was before the first answer. */
  reset() {
    this.#cueUntil = 0;
    this.#countedUntil = 0;
    this.#top = 0;
    for (const role of ["title", "detail", "cue", "note", "over-number", "over-title", "over-text"]) this.write(role, "");
    this.banner("advice", "");
    this.write("count", "0");
    this.write("goal", "");
    this.write("stop", "Stop");
    this.part("over").hidden = true;
    this.part("stage").dataset.seen = "red";
    this.list("over-sets", []);
    drawSkeleton(/** @type {HTMLCanvasElement} */ (this.part("skeleton")), null, "");
  }
}

/**
 * What comes after the first sentence: "Rest. Next: right side" is shown as a title and a text.
 * @param {string} message
 */
export function afterFirst(message) {
  const [, ...rest] = message.split(/(?<=\.) /);
  return rest.join(" ");
}
