// @ts-check
/** Sends the camera's pictures: the newest one whenever the coach has answered the last. */

import { FrameEncoder } from "./frame-encoder.js";

export class FrameSender {
  #encoder = new FrameEncoder();
  /** How many pictures to send a second at most. */
  fps = 30;

  /**
   * @param {HTMLVideoElement} video that shows the camera's pictures
   * @param {{maySend: () => boolean, send: (bytes: Uint8Array<ArrayBuffer>) => void, onShown: (frame: VideoFrameCallbackMetadata) => void}} handlers
   * `maySend` is asked before each picture, `onShown` told of each that the video shows
   */
  constructor(video, handlers) {
    this.video = video;
    this.handlers = handlers;
    this.#awaitFrame();
  }

  /** Send the newest picture, unless it was sent already or must not be sent now. */
  async sendNewest() {
    const { maySend, send } = this.handlers;
    if (!maySend() || !this.#encoder.isDue(this.fps)) return;
    const bytes = await this.#encoder.encode(this.video);
    if (bytes && maySend()) send(bytes);
  }

  #awaitFrame() {
    this.video.requestVideoFrameCallback((_, frame) => {
      this.#awaitFrame();
      this.#encoder.newest = (performance.timeOrigin + (frame.captureTime ?? frame.presentationTime)) / 1000;
      this.handlers.onShown(frame);
      void this.sendNewest();
    });
  }
}
