// @ts-check
/** Encodes the camera's newest picture for the coach, scaled down, one at a time. */

import { pictureMessage } from "./connection.js";

/** Pixels. In a wider picture the pose is found no better. */
const WIDTH = 640;
const QUALITY = 0.8;
/** Seconds by which a picture may come early, since a camera's intervals vary. */
const EARLY_S = 0.005;
/** Of the camera: no picture is left out when so many a second are wanted. */
const FULL_FPS = 30;

export class FrameEncoder {
  #canvas = new OffscreenCanvas(WIDTH, 480);
  #isEncoding = false;
  #lastSent = 0;
  /** When the newest picture was taken, in seconds since 1970; set whenever the video shows another one. */
  newest = 0;

  /**
   * Whether there is a picture that was not sent yet, and the next one may be sent.
   * @param {number} fps how many a second to send at most
   */
  isDue(fps) {
    const isTime = fps >= FULL_FPS || this.newest - this.#lastSent >= 1 / fps - EARLY_S;
    return !this.#isEncoding && this.newest > this.#lastSent && isTime;
  }

  /**
   * The newest picture as a message to the coach; null while the video shows none.
   * @param {HTMLVideoElement} video
   */
  async encode(video) {
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
      const stamp = (this.#lastSent = this.newest);
      const jpeg = await this.#canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
      return pictureMessage(stamp, await jpeg.arrayBuffer());
    } finally {
      this.#isEncoding = false;
    }
  }
}
