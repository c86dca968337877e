// @ts-check
/** The camera's newest picture, made small enough to be sent, one at a time. */

import { message } from "./link.js";

/** The widest picture that is sent: a larger one finds the pose no better. */
const WIDTH = 640;
const QUALITY = 0.8;
/** Seconds that a picture may be early: cameras are not as regular as their rate. */
const EARLY_S = 0.005;
const FULL_FPS = 30;

export class Pictures {
  #canvas = new OffscreenCanvas(WIDTH, 480);
  #isEncoding = false;
  #sent = 0;
  /** When the newest picture was taken, in seconds since 1970. */
  newest = 0;

  /**
   * Whether there is a picture that was not sent yet, and it is time for one.
   * @param {number} fps at most so many a second
   */
  isDue(fps) {
    const isTime = fps >= FULL_FPS || this.newest - this.#sent >= 1 / fps - EARLY_S;
    return !this.#isEncoding && this.newest > this.#sent && isTime;
  }

  /**
   * The newest picture as a message for the coach; null while the video shows none.
   * @param {HTMLVideoElement} video
   */
  async encoded(video) {
    const { videoWidth, videoHeight } = video;
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!videoWidth || !context) return null;
    this.#isEncoding = true;
    try {
      const scale = Math.min(1, WIDTH / videoWidth);
      const width = Math.round(videoWidth * scale);
      const height = Math.round(videoHeight * scale);
      if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
      context.drawImage(video, 0, 0, width, height);
      const stamp = (this.#sent = this.newest);
      const jpeg = await this.#canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
      return message(stamp, await jpeg.arrayBuffer());
    } finally {
      this.#isEncoding = false;
    }
  }
}
