// @ts-check
/** The live page: joins camera, connection, display and sound. */

import { Camera } from "./camera.js";
import { Display } from "./display.js";
import { Sieve, Speaker } from "./hearing.js";
import { Link } from "./link.js";
import { Memory } from "./memory.js";
import { Pictures } from "./pictures.js";
import { SettingsDialog } from "./settings-dialog.js";
import { loadSettings, saveSettings } from "./settings.js";
import { Stats } from "./stats.js";
import { isDark } from "./theme.js";
import { Tones } from "./tones.js";
import { CAMERA_TROUBLE } from "./words.js";

/** @typedef {import("./link.js").Answer} Answer */
/** @typedef {import("./words.js").CameraTrouble} CameraTrouble */
/** @typedef {{token: string, socket: string, person: number | null}} Data where to ask for a token and to connect, and who was chosen */
/** @typedef {{data: Data, parentElement: HTMLElement | ShadowRoot, setStateValue: (name: string, value: unknown) => void}} Component */

const WATCH_MS = 500;
/** Milliseconds of silence after which the connection is made anew. */
const GIVE_UP_MS = 15_000;
/** Milliseconds without a connection, or after an answer was overdue, from which it is also said. */
const TELL_AFTER_MS = 1500;

/** Seconds since 1970, as fine as the page's own clock. */
const now = () => (performance.timeOrigin + performance.now()) / 1000;

class LivePage {
  settings = loadSettings();
  display;
  stats = new Stats();
  #sieve = new Sieve();
  #tones = new Tones();
  #speaker = new Speaker(globalThis.speechSynthesis, now);
  #isCoaching = false;
  #pictures = new Pictures();
  #fps = 30;
  #warning = "";
  /** @type {WakeLockSentinel | null} */
  #awake = null;
  #silentSince = 0;
  #isAwayTold = false;
  #memory = new Memory();

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    const root = /** @type {HTMLElement} */ (component.parentElement.querySelector(".coach"));
    this.root = root;
    this.display = new Display(root);
    this.video = /** @type {HTMLVideoElement} */ (this.display.part("video"));
    this.camera = new Camera(this.video, (trouble) => this.#cameraChanged(trouble));
    if (component.data.person) this.settings.person = String(component.data.person);
    this.link = this.#connect();
    this.dialog = new SettingsDialog(this.display, this.settings, {
      onChange: () => this.#settle(),
      onTry: () => this.#trySound(),
    });
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    this.onVisible = () => void this.#stayAwake();
    this.onLeave = () => this.camera.close();
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("visibilitychange", this.onVisible);
    window.addEventListener("pagehide", this.onLeave);
    this.#click("start", () => void this.start());
    this.#click("pause", () => this.#pauseOrGo());
    this.#click("stop", () => this.stop());
    this.#click("settings", () => void this.dialog.open());
    this.watch = setInterval(() => this.#look(), WATCH_MS);
    this.video.requestVideoFrameCallback((_, frame) => this.#frame(frame));
    this.#settle();
  }

  /**
   * The page was run again: take what may be new.
   * @param {Component} component
   */
  update(component) {
    this.component = component;
    this.root.classList.toggle("dark", isDark(this.root));
  }

  /** The page is left: nothing may go on. */
  close() {
    clearInterval(this.watch);
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.removeEventListener("pagehide", this.onLeave);
    this.camera.close();
    this.link.close();
    this.#speaker.stop();
    this.#tones.close();
    void this.#awake?.release();
  }

  /** Start, or go on with what was going on before a reload. Must be called in a click: browsers allow sound only then. */
  async start() {
    const begun = performance.now();
    this.#tones.wake();
    this.#trouble(null);
    const start = /** @type {HTMLButtonElement} */ (this.display.part("start"));
    start.disabled = true;
    this.display.write("status", "Opening the camera …");
    const trouble = await this.camera.open(this.settings.camera);
    start.disabled = false;
    this.display.write("status", "");
    if (trouble) {
      this.#trouble(trouble);
      this.camera.close();
      return;
    }
    this.stats.begin(begun);
    this.display.reset();
    if (this.#memory.isCoaching) this.link.ask("go");
    else this.#begin();
    this.#isCoaching = true;
    this.#memory.keep({ isCoaching: true });
    this.display.part("summary").hidden = true;
    this.display.part("stage").showPopover();
    this.display.write("camera", this.camera.name);
    this.display.banner("banner", "");
    void this.#stayAwake();
  }

  stop() {
    if (this.#memory.isCoaching) this.link.ask("stop");
    this.#finish();
  }

  #begin() {
    const { exercise, sides, sets, reps, rest, tracks, person } = this.settings;
    this.#sieve.reset();
    const who = { person: Number(person), name: this.dialog.newName };
    this.link.ask("start", { ...who, exercise, sides, sets, reps, rest, tracks, go_on_with: this.#memory.kept });
  }

  #finish() {
    this.#isCoaching = false;
    this.#memory.keep({ isCoaching: false, kept: null });
    this.camera.close();
    this.#speaker.stop();
    void this.#awake?.release();
    this.display.part("stage").hidePopover();
    this.display.write("start", "Start");
  }

  #connect() {
    const { data } = this.component;
    const address = new URL(data.socket, document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const hello = async () => {
      const given = await fetch(new URL(data.token, document.baseURI), { method: "POST" });
      if (!given.ok) throw new Error(`The coach gave no token: ${given.status}.`);
      const { seat, kept } = this.#memory;
      return { token: await given.text(), seat, heard: this.#sieve.last, go_on_with: kept };
    };
    const link = new Link(address.href, hello, { onAnswer: (answer) => this.#answered(answer), onLost: (why) => this.#lost(why) });
    void link.open();
    return link;
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
        if (answer.what === "start") this.#warning = answer.warning;
        if (answer.people) this.#know(answer.people);
        break;
      case "people":
        this.#know(answer.people);
        break;
      case "stopped":
        this.#summary(answer.sets, answer.kept);
        break;
    }
  }

  /** @param {Answer} answer */
  #ready(answer) {
    this.#memory.keep({ seat: answer.seat });
    this.dialog.offer(answer.exercises);
    this.#know(answer.people);
    this.display.write("status", "");
    const start = /** @type {HTMLButtonElement} */ (this.display.part("start"));
    start.disabled = false;
    if (this.#isCoaching) {
      this.display.banner("banner", "");
      if (answer.going_on) this.#hear(answer.events);
      else this.#begin(); // the coach was started anew: what is kept goes on
    } else if (this.#memory.isCoaching) {
      if (!answer.going_on) this.#memory.isCoaching = false; // then it is begun, from what the history has of it
      this.display.write("start", answer.waits ? "Go on" : "Start");
      this.display.write("status", answer.waits ? "Your session waits where you left it." : "");
    }
  }

  /** @param {Answer} answer */
  #feedback(answer) {
    this.#hear(answer.events);
    this.display.show(answer, performance.now());
    this.stats.drawn(answer.stamp, now(), answer.took_ms);
    this.#fps = answer.pace.fps;
    this.display.write("note", [this.#warning, answer.pace.note].filter(Boolean).join(" "));
    if (answer.kept !== undefined && answer.kept !== this.#memory.kept) this.#memory.keep({ kept: answer.kept });
    if (answer.sets) {
      this.component.setStateValue("done", { sets: answer.sets, session: null });
      this.display.list("over-sets", answer.sets);
    }
    if (answer.scene.stage === "done") this.#over(answer);
    else this.#next();
  }

  /** @param {Answer} answer the session has ended by itself: the summary stays until the page is closed */
  #over(answer) {
    if (!this.#isCoaching) return;
    this.#isCoaching = false;
    this.#memory.keep({ isCoaching: false, kept: null });
    this.camera.close();
    void this.#awake?.release();
    this.#summary(answer.sets ?? [], answer.kept);
    this.display.write("stop", "Close");
  }

  /**
   * @param {any[]} sets
   * @param {number | null} kept id of the session in the history
   */
  #summary(sets, kept) {
    this.component.setStateValue("done", { sets, session: kept });
    this.display.list("sets", sets);
    this.display.part("summary").hidden = sets.length === 0;
    this.link.ask("people"); // what the plan says next is another thing now
  }

  /** @param {import("./settings-dialog.js").Person[]} people */
  #know(people) {
    this.dialog.know(people);
    this.#settle();
  }

  /** @param {import("./hearing.js").HeardEvent[]} events */
  #hear(events) {
    for (const event of this.#sieve.fresh(events, now())) {
      if (event.tone) this.#tones.play(event.tone);
      if (event.text) {
        this.#speaker.say(event);
        this.stats.spoken(event.stamp, now());
      }
    }
  }

  /** @param {VideoFrameCallbackMetadata} frame */
  #frame(frame) {
    this.video.requestVideoFrameCallback((_, next) => this.#frame(next));
    this.#pictures.newest = (performance.timeOrigin + (frame.captureTime ?? frame.presentationTime)) / 1000;
    this.display.fit(frame.width, frame.height);
    this.stats.seen();
    this.#next();
  }

  /** Send the newest picture, if there is one that was not sent and the last one was answered. */
  #next() {
    if (this.#isCoaching && this.link.isFree && this.#pictures.isDue(this.#fps)) void this.#send();
  }

  async #send() {
    const bytes = await this.#pictures.encoded(this.video);
    if (bytes && this.#isCoaching && this.link.isFree) this.link.show(bytes);
  }

  /** @param {"lost" | "elsewhere"} why */
  #lost(why) {
    if (why === "elsewhere") {
      this.#finish();
      this.#memory.keep({ seat: "" });
      this.display.write("status", "The session goes on in another tab. Reload this page to begin one here.");
      return;
    }
    /** @type {HTMLButtonElement} */ (this.display.part("start")).disabled = true;
    this.display.write("status", "The coach does not answer. Trying again …");
  }

  /** Every half second: is there an answer, is there a picture? */
  #look() {
    this.display.write("rate", this.#isCoaching ? this.stats.rates() : "");
    if (!this.#isCoaching) return;
    const isAway = !this.link.isReady || this.link.isSilent;
    if (isAway || !this.camera.isOpen) this.display.blind();
    this.#tellAway(isAway);
    if (isAway && performance.now() - this.#silentSince > GIVE_UP_MS && this.link.isReady) {
      this.link.close();
      this.link = this.#connect();
      this.#silentSince = performance.now();
    }
    if (this.camera.isOpen) this.display.banner("banner", isAway ? "The coach does not answer. Trying again …" : "");
    this.#next();
  }

  /** @param {boolean} isAway whether no answer comes; who does not look at the screen hears it */
  #tellAway(isAway) {
    if (isAway) this.#silentSince ||= performance.now();
    const isLong = isAway && performance.now() - this.#silentSince > TELL_AFTER_MS;
    if (isLong && !this.#isAwayTold) this.#speak("The coach does not answer. One moment.");
    if (!isAway && this.#isAwayTold) this.#speak("The coach is back.");
    this.#isAwayTold = isAway && (isLong || this.#isAwayTold);
    if (!isAway) this.#silentSince = 0;
  }

  /** @param {string} text of the page's own, which nothing interrupts */
  #speak(text) {
    this.#speaker.say({ id: 0, stamp: now(), text, priority: 5 });
  }

  /** @param {CameraTrouble | null} trouble */
  #cameraChanged(trouble) {
    if (!this.#isCoaching) return;
    this.display.banner("banner", trouble ? `${CAMERA_TROUBLE[trouble].title}. ${CAMERA_TROUBLE[trouble].help}` : "");
    if (trouble) this.#speak(CAMERA_TROUBLE[trouble].title);
    else this.display.write("camera", this.camera.name);
  }

  /** @param {CameraTrouble | null} trouble */
  #trouble(trouble) {
    this.display.part("trouble").hidden = trouble === null;
    if (!trouble) return;
    this.display.write("trouble-title", CAMERA_TROUBLE[trouble].title);
    this.display.write("trouble-help", CAMERA_TROUBLE[trouble].help);
  }

  #pauseOrGo() {
    const isPaused = this.display.part("stage").dataset.stage === "paused";
    this.link.ask(isPaused ? "go" : "pause");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#isCoaching || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " ") this.#pauseOrGo();
    else if (event.key === "Escape") this.stop();
    else return;
    event.preventDefault();
  }

  #settle() {
    saveSettings(this.settings);
    const { sound, voice, voiceVolume, toneVolume, mirrored } = this.settings;
    Object.assign(this.#speaker, { isOn: sound === "voice", voice, volume: voiceVolume });
    Object.assign(this.#tones, { isOn: sound !== "silent", volume: toneVolume });
    this.display.part("frame").classList.toggle("mirrored", mirrored);
    this.display.write("choice", this.dialog?.chosen() ?? "");
    this.display.banner("who", this.dialog?.who ?? "");
    if (this.settings.person && Number(this.settings.person) !== this.component.data.person) {
      this.component.setStateValue("person", Number(this.settings.person));
    }
    this.root.classList.toggle("dark", isDark(this.root));
  }

  #trySound() {
    this.#tones.wake();
    this.#tones.play("go");
    this.#speaker.stop();
    this.#speak("Sound is on");
  }

  /** Keep the screen on while coaching; browsers let go of it whenever the page is hidden. */
  async #stayAwake() {
    if (!this.#isCoaching || document.visibilityState !== "visible") return;
    this.#awake = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  }

  /**
   * @param {string} role
   * @param {() => void} act
   */
  #click(role, act) {
    this.display.part(role).addEventListener("click", act);
  }
}

/** @type {WeakMap<Node, LivePage>} */
const pages = new WeakMap();

/**
 * Streamlit calls this when the component appears and again whenever its data may have changed; what it gives back, when it is gone.
 * @param {Component} component
 */
export function mount(component) {
  const place = component.parentElement;
  let page = pages.get(place);
  if (page) {
    page.update(component);
  } else {
    page = new LivePage(component);
    pages.set(place, page);
    Object.assign(page.root, { live: page });
  }
  return () => {
    pages.get(place)?.close();
    pages.delete(place);
  };
}
