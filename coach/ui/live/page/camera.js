// @ts-check
/** The camera: opened, lost, found again, and always switched off in the end. */

import { cameraTrouble } from "./words.js";

/** @typedef {import("./words.js").CameraTrouble} CameraTrouble */

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  #isWanted = false;
  #isOpening = false;
  #chosen = "";

  /**
   * @param {HTMLVideoElement} video where the picture is shown
   * @param {(trouble: CameraTrouble | null) => void} onTrouble told when the camera is lost, and null when it is there again
   */
  constructor(video, onTrouble) {
    this.video = video;
    this.onTrouble = onTrouble;
    this.onDeviceChange = () => {
      if (this.#isWanted && !this.#stream) void this.#reopen();
    };
  }

  /** The name of the camera that is open, "" if none is. */
  get name() {
    return this.#stream?.getVideoTracks()[0]?.label ?? "";
  }

  get isOpen() {
    return this.#stream !== null;
  }

  /**
   * Open the camera with the id `chosen`, "" for any; another one if it is not there.
   * @param {string} chosen
   * @returns {Promise<CameraTrouble | null>} what is wrong, if anything
   */
  async open(chosen) {
    this.close();
    this.#isWanted = true;
    this.#chosen = chosen;
    navigator.mediaDevices?.addEventListener("devicechange", this.onDeviceChange);
    return this.#try();
  }

  /** Switch the camera off. */
  close() {
    this.#isWanted = false;
    navigator.mediaDevices?.removeEventListener("devicechange", this.onDeviceChange);
    this.#release();
  }

  /** @returns {Promise<MediaDeviceInfo[]>} */
  static async all() {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.filter((device) => device.kind === "videoinput");
  }

  /** @returns {Promise<CameraTrouble | null>} */
  async #try() {
    const where = { isSecure: window.isSecureContext, hasDevices: Boolean(navigator.mediaDevices?.getUserMedia) };
    if (!where.isSecure || !where.hasDevices) return "insecure";
    this.#isOpening = true;
    try {
      const wanted = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
      const device = this.#chosen ? { deviceId: { ideal: this.#chosen } } : { facingMode: "user" };
      const stream = await navigator.mediaDevices.getUserMedia({ video: { ...wanted, ...device }, audio: false });
      if (!this.#isWanted) {
        for (const track of stream.getTracks()) track.stop(); // it was stopped while the browser asked
        return null;
      }
      this.#stream = stream;
      stream.getVideoTracks()[0].addEventListener("ended", () => this.#lost(stream));
      this.video.srcObject = stream;
      await this.video.play().catch(() => undefined); // interrupted by a stop
      return null;
    } catch (error) {
      return cameraTrouble(error instanceof Error || error instanceof DOMException ? error.name : "", where);
    } finally {
      this.#isOpening = false;
    }
  }

  /** @param {MediaStream} stream */
  #lost(stream) {
    if (this.#stream !== stream) return;
    this.#release();
    if (!this.#isWanted) return;
    this.onTrouble("gone");
    void this.#reopen();
  }

  async #reopen() {
    if (this.#isOpening || (await Camera.all()).length === 0) return;
    const trouble = await this.#try();
    this.onTrouble(trouble && trouble !== "none" ? trouble : trouble ? "gone" : null);
  }

  #release() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }
}
