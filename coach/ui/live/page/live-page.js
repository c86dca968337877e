// @ts-check
/** The live page: joins the camera, the connection to the coach, the session, the screen and the sound. */

import { AudioOutput, now } from "./audio-output.js";
import { Camera } from "./camera.js";
import { ConnectionWatch } from "./connection-watch.js";
import { Changes } from "./changes.js";
import { Connection } from "./connection.js";
import { Display } from "./display.js";
import { FrameSender } from "./frame-sender.js";
import { KeepingNotice } from "./keeping-notice.js";
import { Session } from "./session.js";
import { SettingsDialog } from "./settings-dialog.js";
import { loadSettings, saveSettings } from "./settings.js";
import { isDark } from "./theme.js";
import { Timings } from "./timings.js";
import { CAMERA_TROUBLE } from "./words.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {{token: string, socket: string, figures: string, person: number | null}} Data where to ask for a token and for figures and to connect, and who was chosen */
/** @typedef {{data: Data, parentElement: HTMLElement | ShadowRoot, setStateValue: (name: string, value: unknown) => void}} Component */

const CHECK_MS = 500;
const NO_ANSWER = "The coach does not answer. Trying again …";

export class LivePage {
  settings = loadSettings();
  timings = new Timings();
  #audio = new AudioOutput(this.timings);
  #warning = "";

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.root = /** @type {HTMLElement} */ (component.parentElement.querySelector(".coach"));
    this.display = new Display(this.root, new URL(component.data.figures, document.baseURI).href);
    const video = /** @type {HTMLVideoElement} */ (this.display.part("video"));
    this.camera = new Camera(video, (trouble) => this.#cameraChanged(trouble));
    if (component.data.person) this.settings.person = String(component.data.person);
    this.dialog = new SettingsDialog(this.display, this.settings, {
      onChange: () => this.#applySettings(),
      onTest: () => this.#audio.test(),
    });
    this.connection = this.#connection();
    this.keeping = new KeepingNotice({
      show: (text) => ["not-kept", "not-kept-after"].forEach((role) => this.display.banner(role, text)),
      say: (text) => this.#audio.say(text),
      ask: () => this.connection.sendCommand("kept"),
    });
    this.session = new Session({
      connection: this.connection,
      camera: this.camera,
      display: this.display,
      audio: this.#audio,
      timings: this.timings,
      wishes: () => this.#wishes(),
      onDone: (done) => this.component.setStateValue("done", done),
    });
    this.changes = new Changes(this.display.part("changes"), (change) => this.connection.sendCommand(change));
    this.watch = new ConnectionWatch(this.connection, (text) => this.#audio.say(text));
    this.#listen();
    this.sender = new FrameSender(video, {
      maySend: () => this.session.isRunning && this.connection.isFree,
      send: (bytes) => this.connection.sendPicture(bytes),
      onShown: (frame) => this.#shown(frame),
    });
    this.checking = setInterval(() => this.#check(), CHECK_MS);
    this.#applySettings();
    void this.connection.open();
  }

  /**
   * Streamlit has run the page again: take its new data and colours.
   * @param {Component} component
   */
  update(component) {
    this.component = component;
    this.root.classList.toggle("dark", isDark(this.root));
  }

  /** The page is left: end all that goes on. */
  close() {
    clearInterval(this.checking);
    document.removeEventListener("keydown", this.onKey);
    window.removeEventListener("pagehide", this.onLeave);
    this.camera.close();
    this.connection.close();
    this.keeping.close();
    this.session.close();
    this.#audio.close();
  }

  #listen() {
    document.addEventListener("keydown", this.onKey);
    window.addEventListener("pagehide", this.onLeave);
    const actions = {
      start: () => this.session.start(this.settings.camera),
      pause: () => this.#pauseOrGoOn(),
      stop: () => this.session.stop(),
      settings: () => this.dialog.open(),
    };
    for (const [role, act] of Object.entries(actions)) this.display.part(role).addEventListener("click", () => void act());
  }

  onLeave = () => this.camera.close();

  /** @param {KeyboardEvent} event */
  onKey = (event) => {
    if (!this.session.isRunning || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " ") this.#pauseOrGoOn();
    else if (event.key === "Escape") this.session.stop();
    else if (event.repeat || !this.changes.press(event.key)) return;
    event.preventDefault();
  };

  #pauseOrGoOn() {
    const isPaused = this.display.part("session").dataset.stage === "paused";
    this.connection.sendCommand(isPaused ? "go" : "pause");
  }

  #connection() {
    const { data } = this.component;
    const address = new URL(data.socket, document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const hello = async () => {
      const given = await fetch(new URL(data.token, document.baseURI), { method: "POST" });
      if (!given.ok) throw new Error(`The coach gave no token: ${given.status}.`);
      return { token: await given.text(), person: Number(this.settings.person), every_picture: this.settings.everyPicture, ...this.session.identity };
    };
    return new Connection(address.href, hello, { onAnswer: (answer) => this.#answered(answer), onLost: (why) => this.#lost(why) });
  }

  #wishes() {
    const { exercise, sides, sets, reps, rest, warmUp, tracks, person, everyPicture } = this.settings;
    const name = this.dialog.newName;
    return { person: Number(person), name, exercise, sides, sets, reps, rest, warm_up: warmUp, tracks, every_picture: everyPicture };
  }

  /** @param {Answer} answer */
  #answered(answer) {
    switch (answer.kind) {
      case "progress":
        this.display.write("status", `${answer.text} … ${Math.round(100 * answer.share)} %`);
        break;
      case "failed":
        this.display.write("status", answer.why);
        break;
      case "ready":
        this.#ready(answer);
        break;
      case "feedback":
        this.#feedback(answer);
        break;
      case "done":
        if (answer.what === "start") this.#warning = answer.warning ?? "";
        if (answer.people) this.#setPeople(answer.people);
        break;
      case "people":
        this.#setPeople(answer.people);
        break;
      case "stopped":
        this.session.summarise(answer.sets, answer.kept);
        this.keeping.follow(answer.not_kept);
        break;
      case "kept":
        this.session.keptAs(answer.kept);
        this.keeping.follow(answer.not_kept);
        break;
    }
  }

  /** @param {import("./answers.js").Ready} answer */
  #ready(answer) {
    this.display.prepare(answer);
    this.dialog.offer(answer);
    this.#setPeople(answer.people);
    this.display.write("status", "");
    this.display.allowStart(true);
    this.session.ready(answer);
    this.keeping.follow(answer.not_kept);
  }

  /** @param {import("./answers.js").Feedback} answer */
  #feedback(answer) {
    this.#audio.play(answer.events);
    this.display.show(answer, performance.now());
    this.changes.show(answer.stage_view);
    this.timings.noteAnswer(answer.stamp, now(), answer.took_ms);
    this.sender.fps = answer.rate.fps;
    this.display.write("note", [this.#warning, answer.rate.note].filter(Boolean).join(" "));
    this.session.feedback(answer);
    this.keeping.tell(answer.not_kept);
    void this.sender.sendNewest();
  }

  /** @param {import("./answers.js").Person[]} people */
  #setPeople(people) {
    this.dialog.setPeople(people);
    this.#applySettings();
  }

  /** @param {VideoFrameCallbackMetadata} frame */
  #shown(frame) {
    this.display.fit(frame.width, frame.height);
    this.timings.noteShown();
  }

  /** @param {"lost" | "elsewhere"} why */
  #lost(why) {
    if (why === "elsewhere") {
      this.session.takenOver();
      this.display.write("status", "The session goes on in another tab. Reload this page to begin one here.");
      return;
    }
    this.display.allowStart(false);
    this.display.write("status", NO_ANSWER);
  }

  /** During a session: do answers come, and pictures? */
  #check() {
    const { isRunning } = this.session;
    this.display.write("rate", isRunning ? this.timings.summary() : "");
    if (!isRunning) return;
    const isAway = this.watch.isAway(performance.now());
    if (isAway || !this.camera.isOpen) this.display.showNobody();
    if (this.camera.isOpen) this.display.banner("banner", isAway ? NO_ANSWER : "");
    void this.sender.sendNewest();
  }

  /** @param {import("./words.js").CameraTrouble | null} trouble */
  #cameraChanged(trouble) {
    if (!this.session.isRunning) return;
    this.display.banner("banner", trouble ? `${CAMERA_TROUBLE[trouble].title}. ${CAMERA_TROUBLE[trouble].help}` : "");
    if (trouble) this.#audio.say(CAMERA_TROUBLE[trouble].title);
    else this.display.write("camera", this.camera.name);
  }

  /** Store the settings, and let all that depends on them follow. */
  #applySettings() {
    const { person, mirrored } = this.settings;
    saveSettings(this.settings);
    this.#audio.set(this.settings);
    for (const role of ["frame", "coming-figure"]) this.display.part(role).classList.toggle("mirrored", mirrored);
    this.display.write("choice", this.dialog.choice);
    this.display.banner("who", this.dialog.who);
    if (this.dialog.lacksPlan && this.connection.isReady) this.connection.sendCommand("people", { person: Number(person) });
    if (person && Number(person) !== this.component.data.person) this.component.setStateValue("person", Number(person));
    this.root.classList.toggle("dark", isDark(this.root));
  }
}
