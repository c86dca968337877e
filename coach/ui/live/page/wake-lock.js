// @ts-check
/** Keeps the screen on. */

export class WakeLock {
  /** @type {WakeLockSentinel | null} */
  #sentinel = null;
  #isWanted = false;

  constructor() {
    this.onVisible = () => void this.#request(); // browsers release the lock whenever the page is hidden
    document.addEventListener("visibilitychange", this.onVisible);
  }

  take() {
    this.#isWanted = true;
    void this.#request();
  }

  release() {
    this.#isWanted = false;
    void this.#sentinel?.release();
    this.#sentinel = null;
  }

  close() {
    document.removeEventListener("visibilitychange", this.onVisible);
    this.release();
  }

  async #request() {
    if (!this.#isWanted || document.visibilityState !== "visible") return;
    this.#sentinel = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (!this.#isWanted) this.release();
  }
}
