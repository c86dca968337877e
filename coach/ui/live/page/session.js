// @ts-check
/** A session as the page goes through it: Start, going on after a reload or when the coach was started anew, Stop, or its end by itself. */

import { listSets } from "./set-list.js";
import { TabSession } from "./tab-session.js";
import { WakeLock } from "./wake-lock.js";

/** @typedef {import("./answers.js").SetLine} SetLine */
/** @typedef {{sets: SetLine[], session: number | null}} Done what was done; `session` is its id in the history once it is over */

/**
 * @typedef {object} Parts
 * @property {import("./connection.js").Connection} connection
 * @property {import("./camera.js").Camera} camera
 * @property {import("./display.js").Display} display
 * @property {import("./audio-output.js").AudioOutput} audio
 * @property {import("./timings.js").Timings} timings
 * @property {() => object} wishes what to ask the coach for at the start
 * @property {(done: Done) => void} onDone told what was done
 */

export class Session {
  /** Whether somebody is being coached here. */
  isRunning = false;
  #stored = new TabSession();
  /** @type {Done | null} */
  #done = null;
  #wakeLock = new WakeLock();

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** By what the coach knows this session again. */
  get identity() {
    const { tab_id, kept } = this.#stored;
    return { tab_id, go_on_with: kept, heard: this.parts.audio.lastId };
  }

  /**
   * Start, or go on with what was going on before a reload. Must be called in a click: browsers allow sound only then.
   * @param {string} cameraId "" for any
   */
  async start(cameraId) {
    const { audio, camera, connection, display, timings } = this.parts;
    const pressedAt = performance.now();
    audio.unlock();
    display.showTrouble(null);
    display.allowStart(false);
    display.write("status", "Opening the camera …");
    const trouble = await camera.open(cameraId);
    display.allowStart(true);
    display.write("status", "");
    if (trouble) {
      display.showTrouble(trouble);
      camera.close();
      return;
    }
    timings.start(pressedAt);
    display.reset();
    if (this.#stored.isCoaching) connection.sendCommand("go");
    else this.#begin();
    this.isRunning = true;
    this.#stored.store({ isCoaching: true });
    display.part("summary").hidden = true;
    display.part("session").showPopover();
    display.write("camera", camera.name);
    display.banner("banner", "");
    this.#wakeLock.take();
  }

  /** Stop, or close the summary of a session that has ended by itself. */
  stop() {
    if (this.#stored.isCoaching) this.parts.connection.sendCommand("stop");
    this.#leave();
  }

  /** Another tab has taken the session over. */
  takenOver() {
    this.#leave();
    this.#stored.store({ tab_id: "" });
  }

  /** @param {import("./answers.js").Ready} answer of the coach to a new connection */
  ready({ tab_id, going_on, waits, events }) {
    const { audio, display } = this.parts;
    this.#stored.store({ tab_id });
    if (this.isRunning) {
      display.banner("banner", "");
      if (going_on) audio.play(events);
      else this.#begin(); // the coach was started anew: the session in the history goes on
    } else if (this.#stored.isCoaching) {
      if (!going_on) this.#stored.isCoaching = false; // Start begins one then, which goes on with the session in the history
      display.write("start", waits ? "Go on" : "Start");
      display.write("status", waits ? "Your session waits where you left it." : "");
    }
  }

  /** @param {import("./answers.js").Feedback} answer */
  feedback({ kept, sets, stage_view }) {
    if (kept !== this.#stored.kept) this.#stored.store({ kept });
    if (sets) {
      this.parts.onDone({ sets, session: null });
      listSets(this.parts.display.part("overlay-sets"), sets);
    }
    if (stage_view.stage === "done" && this.isRunning) this.#ended(sets ?? [], kept);
  }

  /**
   * @param {SetLine[]} sets
   * @param {number | null} kept id of the session in the history
   */
  summarise(sets, kept) {
    const { connection, display } = this.parts;
    this.#tellDone({ sets, session: kept });
    listSets(display.part("sets"), sets);
    display.part("summary").hidden = sets.length === 0;
    connection.sendCommand("kept"); // what was done last may be written a moment later
    connection.sendCommand("people"); // what comes next in their plans has changed
  }

  /**
   * The coach has kept what it could not keep at once.
   * @param {number | null} kept id of the session in the history
   */
  keptAs(kept) {
    if (this.#done && kept !== this.#done.session) this.#tellDone({ ...this.#done, session: kept });
  }

  /** @param {Done} done */
  #tellDone(done) {
    this.#done = done;
    this.parts.onDone(done);
  }

  /** The page is left. */
  close() {
    this.#wakeLock.close();
  }

  #begin() {
    const { audio, connection, wishes } = this.parts;
    audio.reset();
    connection.sendCommand("start", { ...wishes(), go_on_with: this.#stored.kept });
  }

  /**
   * The session has ended by itself: its summary stays on the screen until the user closes it.
   * @param {SetLine[]} sets
   * @param {number | null} kept
   */
  #ended(sets, kept) {
    this.#end();
    this.summarise(sets, kept);
    this.parts.display.write("stop", "Close");
  }

  #leave() {
    const { audio, display } = this.parts;
    this.#end();
    audio.stopSpeaking();
    display.part("session").hidePopover();
    display.write("start", "Start");
  }

  #end() {
    this.isRunning = false;
    this.#stored.store({ isCoaching: false, kept: null });
    this.parts.camera.close();
    this.#wakeLock.release();
  }
}
