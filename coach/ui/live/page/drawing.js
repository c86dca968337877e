// @ts-check
/** The skeleton over the picture. */

/** Pairs of landmarks joined by a line; MediaPipe's numbers. The same as `BONES` in coach/pose.py, which a test compares. */
const BONES = [
  [11, 12], [11, 23], [12, 24], [23, 24],
  [11, 13], [13, 15], [12, 14], [14, 16],
  [23, 25], [25, 27], [27, 29], [29, 31], [27, 31],
  [24, 26], [26, 28], [28, 30], [30, 32], [28, 32],
];
const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];
/** Below this a landmark is guessed rather than seen, and drawn faintly: `DRAWN_FROM` in coach/pose.py. */
const SEEN = 0.3;

/**
 * @param {HTMLCanvasElement} canvas with the shape of the picture
 * @param {number[][] | null} points x and y in fractions of the picture, visibility
 * @param {string} colour
 */
export function drawSkeleton(canvas, points, colour) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  if (!points) return;
  const thick = Math.max(3, width / 160);
  context.lineCap = "round";
  for (const [dark, grow] of /** @type {[boolean, number][]} */ ([[true, 2], [false, 0]])) {
    context.strokeStyle = dark ? "rgb(0 0 0 / 0.45)" : colour;
    context.lineWidth = thick + grow * 1.5;
    for (const [from, to] of BONES) {
      const [x1, y1, v1] = points[from];
      const [x2, y2, v2] = points[to];
      context.globalAlpha = Math.min(v1, v2) < SEEN ? 0.25 : 1;
      context.beginPath();
      context.moveTo(x1 * width, y1 * height);
      context.lineTo(x2 * width, y2 * height);
      context.stroke();
    }
  }
  context.fillStyle = "#fff";
  for (const joint of JOINTS) {
    const [x, y, seen] = points[joint];
    context.globalAlpha = seen < SEEN ? 0.25 : 1;
    context.beginPath();
    context.arc(x * width, y * height, thick * 0.8, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}
