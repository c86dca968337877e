// @ts-check
/** The settings, as a form. */

import { Camera } from "./camera.js";
import { localVoice } from "./hearing.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {{key: string, name: string, positions: Record<string, string>}} Exercise the starting position in words, by side */
/** @typedef {{id: number, name: string, plan: string, tracks: boolean}} Person with what their plan says, "" where there is none */

const FREE = "Free practice: the coach recognises the exercise and counts until you stop.";
const NEW = "new";

const NUMBERS = ["sets", "reps", "rest", "voiceVolume", "toneVolume"];

export class SettingsDialog {
  /** @type {Exercise[]} */
  #exercises = [];
  /** @type {Person[]} */
  #people = [];
  /** Of somebody who trains here for the first time, "" for those who are known. */
  newName = "";

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
    this.newNameField = display.part("new-name");
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
    const [plan, free] = this.#select("exercise").options;
    this.#select("exercise").replaceChildren(plan, free, ...exercises.map((one) => new Option(one.name, one.key)));
    if (!["plan", "", ...exercises.map((one) => one.key)].includes(this.settings.exercise)) this.settings.exercise = "plan";
    this.#write();
  }

  /** @param {Person[]} people who train here; somebody new is among them once they have begun */
  know(people) {
    this.#people = people;
    const known = people.find((one) => one.name === this.newName);
    if (known) {
      this.settings.person = String(known.id);
      this.newName = "";
    }
    const fresh = /** @type {HTMLOptionElement} */ (this.#select("person").querySelector(`[value=${NEW}]`));
    this.#select("person").replaceChildren(...people.map((one) => new Option(one.name, String(one.id))), fresh);
    this.#choose(String(this.#person?.id ?? ""));
    this.#write();
  }

  /** @param {string} person id of who trains; what they wish is the history's to remember */
  #choose(person) {
    this.settings.person = person;
    this.settings.tracks = this.#person?.tracks ?? true;
  }

  get #person() {
    return this.#people.find((one) => String(one.id) === this.settings.person) ?? this.#people[0];
  }

  /** Who trains, "" when there is only one who could. */
  get who() {
    return this.newName || (this.#people.length > 1 ? (this.#person?.name ?? "") : "");
  }

  async open() {
    this.#offerVoices();
    this.dialog.showModal();
    await this.#offerCameras();
  }

  /** What is chosen, in a line; "" until the exercises are known. */
  chosen() {
    if (this.#exercises.length === 0) return "";
    if (this.settings.exercise === "plan") {
      const plan = this.newName ? "" : this.#person?.plan;
      return plan || `${FREE} On the page Plan you can have a plan made for you.`;
    }
    const exercise = this.#exercises.find((one) => one.key === this.settings.exercise);
    if (!exercise) return FREE;
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
    const person = String(values.get("person"));
    this.newName = person === NEW ? String(values.get("newName")).trim() : "";
    if (person === NEW || person === settings.person) {
      settings.tracks = values.has("tracks");
      if (person !== NEW && this.#person) this.#person.tracks = settings.tracks;
    } else {
      this.#choose(person);
      /** @type {HTMLInputElement} */ (this.form.elements.namedItem("tracks")).checked = settings.tracks;
    }
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
    if (this.#people.length === 0) this.#select("person").value = NEW;
    this.#showPlanned();
  }

  #showPlanned() {
    for (const label of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-planned]"))) {
      label.hidden = ["", "plan"].includes(this.settings.exercise);
    }
    this.newNameField.hidden = this.#select("person").value !== NEW;
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
