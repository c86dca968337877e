// @ts-check
/** The skeleton over the picture. It moves smoothly, though fewer pictures are analysed than the camera shows. */

/** @typedef {import("./answers.js").Skeleton} Skeleton */

/** How opaque that is which the pose model guesses rather than sees. */
const FAINT = 0.25;
/** Milliseconds in which two thirds of the way to the newest pose are gone: half of what lies between two answers. */
const EASING_MS = 30;
/** Milliseconds of the first step, which is drawn at once. */
const FIRST_MS = 16;
/** Share of the picture: nearer than this a landmark has arrived. */
const ARRIVED = 0.0005;
/** Share of the picture: further than this nobody moves within a moment, so it is somebody else, or was seen wrongly. */
const JUMP = 0.15;

/** @param {HTMLCanvasElement} canvas */
export function clearSkeleton(canvas) {
  canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
}

/**
 * Draw in the canvas' own text colour, which the style sheet sets.
 * @param {HTMLCanvasElement} canvas with the shape of the picture
 * @param {number[][]} points x and y in fractions of the picture, visibility
 * @param {Skeleton} skeleton
 */
export function drawSkeleton(canvas, points, { bones, drawn_from }) {
  clearSkeleton(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  const colour = getComputedStyle(canvas).color;
  const thick = Math.max(3, width / 160);
  context.lineCap = "round";
  for (const [dark, grow] of /** @type {[boolean, number][]} */ ([[true, 2], [false, 0]])) {
    context.strokeStyle = dark ? "rgb(0 0 0 / 0.45)" : colour;
    context.lineWidth = thick + grow * 1.5;
    for (const [from, to] of bones) {
      const [x1, y1, v1] = points[from];
      const [x2, y2, v2] = points[to];
      context.globalAlpha = Math.min(v1, v2) < drawn_from ? FAINT : 1;
      context.beginPath();
      context.moveTo(x1 * width, y1 * height);
      context.lineTo(x2 * width, y2 * height);
      context.stroke();
    }
  }
  context.fillStyle = "#fff";
  for (const joint of new Set(bones.flat())) {
    const [x, y, visibility] = points[joint];
    context.globalAlpha = visibility < drawn_from ? FAINT : 1;
    context.beginPath();
    context.arc(x * width, y * height, thick * 0.8, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

/**
 * The points on the way to `target` a moment later.
 * @param {number[][]} points x, y and visibility of each landmark
 * @param {number[][]} target likewise
 * @param {number} ms milliseconds that have passed
 */
export function eased(points, target, ms) {
  const share = 1 - Math.exp(-ms / EASING_MS);
  return target.map(([x, y, visibility], at) => {
    const [oldX, oldY] = points[at];
    const away = Math.max(Math.abs(x - oldX), Math.abs(y - oldY));
    if (away > JUMP || away < ARRIVED) return [x, y, visibility];
    return [oldX + share * (x - oldX), oldY + share * (y - oldY), visibility];
  });
}

/** Draws the newest pose, and how it gets there from the last one. */
export class MovingSkeleton {
  /** @type {number[][] | null} */
  #points = null;
  /** @type {number[][] | null} */
  #target = null;
  #drawnAt = 0;
  #isMoving = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Skeleton} skeleton
   */
  constructor(canvas, skeleton) {
    this.canvas = canvas;
    this.skeleton = skeleton;
  }

  /**
   * @param {number[][] | null} target of the newest pose; null where nobody is seen
   * @param {number} now milliseconds
   */
  show(target, now) {
    this.#target = target;
    if (!target) {
      this.#points = null;
      clearSkeleton(this.canvas);
      return;
    }
    this.#points ??= target;
    if (!this.#isMoving) this.#step(now, now - FIRST_MS);
  }

  /**
   * @param {number} now
   * @param {number} [before] when the last step was drawn
   */
  #step(now, before = this.#drawnAt) {
    this.#isMoving = false;
    if (!this.#points || !this.#target) return;
    this.#points = eased(this.#points, this.#target, now - before);
    drawSkeleton(this.canvas, this.#points, this.skeleton);
    this.#drawnAt = now;
    const target = this.#target;
    if (this.#points.every(([x, y], at) => x === target[at][0] && y === target[at][1])) return;
    this.#isMoving = true;
    requestAnimationFrame((time) => this.#step(Math.max(time, now)));
  }
}
