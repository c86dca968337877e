// @ts-check
/** The settings, as a form. */

import { Camera } from "./camera.js";
import { localVoice } from "./hearing.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {{key: string, name: string, positions: Record<string, string>}} Exercise the starting position in words, by side */

const NUMBERS = ["sets", "reps", "rest", "voiceVolume", "toneVolume"];

export class SettingsDialog {
  /** @type {Exercise[]} */
  #exercises = [];

  /**
   * @param {import("./display.js").Display} display
   * @param {Settings} settings changed in place
   * @param {{onChange: () => void, onTry: () => void}} told
   */
  constructor(display, settings, told) {
    this.settings = settings;
    this.told = told;
    this.dialog = /** @type {HTMLDialogElement} */ (display.part("dialog"));
    this.hint = display.part("voice-hint");
    this.form = /** @type {HTMLFormElement} */ (this.dialog.querySelector("form"));
    this.form.addEventListener("input", () => this.#read());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    display.part("try").addEventListener("click", () => told.onTry());
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => this.#offerVoices());
    this.#write();
  }

  /** @param {Exercise[]} exercises */
  offer(exercises) {
    this.#exercises = exercises;
    const free = this.#select("exercise").options[0];
    this.#select("exercise").replaceChildren(free, ...exercises.map((one) => new Option(one.name, one.key)));
    if (!exercises.some((one) => one.key === this.settings.exercise)) this.settings.exercise = "";
    this.#write();
  }

  async open() {
    this.#offerVoices();
    this.dialog.showModal();
    await this.#offerCameras();
  }

  /** What is chosen, in a line. */
  chosen() {
    const exercise = this.#exercises.find((one) => one.key === this.settings.exercise);
    if (!exercise) return "Free practice: the coach recognises the exercise and counts until you stop.";
    const { sides, sets, reps } = this.settings;
    const side = "both" in exercise.positions ? "both" : sides === "right" ? "right" : "left";
    const which = side === "both" ? "" : sides === "both" ? ", both sides in turn" : `, ${sides} side`;
    return `${exercise.name}: ${sets} × ${reps}${which}. ${exercise.positions[side]}.`;
  }

  #read() {
    const values = new FormData(this.form);
    const settings = /** @type {Record<string, any>} */ (this.settings);
    for (const name of ["exercise", "sides", "sound", "voice", "camera"]) settings[name] = values.get(name) ?? settings[name];
    for (const name of NUMBERS) {
      const field = /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
      if (field.value && field.checkValidity()) settings[name] = field.valueAsNumber;
    }
    settings.mirrored = values.has("mirrored");
    this.#showPlanned();
    this.told.onChange();
  }

  #write() {
    const settings = /** @type {Record<string, any>} */ (this.settings);
    for (const [name, value] of Object.entries(settings)) {
      const field = /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
      if (field.type === "checkbox") field.checked = value;
      else field.value = String(value);
    }
    this.#showPlanned();
  }

  #showPlanned() {
    for (const label of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-planned]"))) {
      label.hidden = !this.settings.exercise;
    }
  }

  #offerVoices() {
    const voices = globalThis.speechSynthesis?.getVoices() ?? [];
    const local = voices.filter((voice) => voice.localService);
    const [own] = this.#select("voice").options;
    this.#select("voice").replaceChildren(own, ...local.map((voice) => new Option(`${voice.name} (${voice.lang})`, voice.voiceURI)));
    this.#select("voice").value = this.settings.voice;
    this.hint.hidden = localVoice(voices, "") !== null;
  }

  async #offerCameras() {
    const cameras = await Camera.all();
    const [any] = this.#select("camera").options;
    const named = cameras.map((camera, index) => new Option(camera.label || `Camera ${index + 1}`, camera.deviceId));
    this.#select("camera").replaceChildren(any, ...named);
    this.#select("camera").value = this.settings.camera;
  }

  /** @param {string} name */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name));
  }
}
