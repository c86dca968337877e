// @ts-check
/** The skeleton over the picture. */

/** How opaque that is which the pose model guesses rather than sees. */
const FAINT = 0.25;

/** @param {HTMLCanvasElement} canvas */
export function clearSkeleton(canvas) {
  canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
}

/**
 * Draw in the canvas' own text colour, which the style sheet sets.
 * @param {HTMLCanvasElement} canvas with the shape of the picture
 * @param {number[][]} points x and y in fractions of the picture, visibility
 * @param {import("./answers.js").Skeleton} skeleton
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
