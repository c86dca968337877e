// @ts-check
/** The dialog with the settings. */

import { Camera } from "./camera.js";
import { resetOutOfRange } from "./settings.js";
import { localVoice } from "./speaker.js";
import { plural } from "./words.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./answers.js").Exercise} Exercise */
/** @typedef {import("./answers.js").Person} Person */

const FREE = "Free practice: the coach recognises the exercise and counts until you stop.";
const NEW = "new";

const NUMBERS = ["sets", "reps", "rest", "voiceVolume", "toneVolume"];

export class SettingsDialog {
  /** @type {Exercise[]} */
  #exercises = [];
  /** @type {Person[]} */
  #people = [];
  /** The name of somebody who trains here for the first time, "" for those who are known. */
  newName = "";

  /**
   * @param {import("./display.js").Display} display
   * @param {Settings} settings changed in place
   * @param {{onChange: () => void, onTest: () => void}} handlers
   */
  constructor(display, settings, handlers) {
    this.settings = settings;
    this.handlers = handlers;
    this.dialog = /** @type {HTMLDialogElement} */ (display.part("dialog"));
    this.hint = display.part("voice-hint");
    this.newNameField = display.part("new-name");
    this.warmUpField = display.part("warm-up-choice");
    this.form = /** @type {HTMLFormElement} */ (this.dialog.querySelector("form"));
    this.form.addEventListener("input", () => this.#read());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    display.part("try").addEventListener("click", () => handlers.onTest());
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => this.#offerVoices());
    this.#write();
  }

  /** @param {import("./answers.js").Ready} ready with what there is to choose from */
  offer({ exercises, ranges, longest_name, first_person }) {
    this.#exercises = exercises;
    for (const [name, { least, most }] of Object.entries(ranges)) Object.assign(this.#field(name), { min: String(least), max: String(most) });
    Object.assign(this.#field("newName"), { maxLength: longest_name, placeholder: first_person });
    resetOutOfRange(this.settings, ranges);
    const [plan, free] = this.#select("exercise").options;
    this.#select("exercise").replaceChildren(plan, free, ...exercises.map((one) => new Option(one.name, one.key)));
    if (!["plan", "", ...exercises.map((one) => one.key)].includes(this.settings.exercise)) this.settings.exercise = "plan";
    this.#write();
  }

  /** @param {Person[]} people who train here; somebody new is among them once they have begun */
  setPeople(people) {
    this.#people = people;
    const known = people.find((one) => one.name === this.newName);
    if (known) {
      this.settings.person = String(known.id);
      this.newName = "";
    }
    const newcomer = /** @type {HTMLOptionElement} */ (this.#select("person").querySelector(`[value=${NEW}]`));
    this.#select("person").replaceChildren(...people.map((one) => new Option(one.name, String(one.id))), newcomer);
    this.#choose(String(this.#person?.id ?? ""));
    this.#write();
  }

  /** @param {string} person id of who trains; whether their tracks are kept is stored in the history */
  #choose(person) {
    this.settings.person = person;
    this.settings.tracks = this.#person?.tracks ?? true;
  }

  get #person() {
    return this.#people.find((one) => String(one.id) === this.settings.person) ?? this.#people[0];
  }

  /** The name of who trains, "" when there is only one person. */
  get who() {
    return this.newName || (this.#people.length > 1 ? (this.#person?.name ?? "") : "");
  }

  /** The sides of each exercise that the prescription of who trains allows; null without one. */
  get #allowed() {
    return this.newName ? null : (this.#person?.allowed ?? null);
  }

  get #free() {
    return this.#allowed ? `${FREE} It counts only what your prescription allows.` : FREE;
  }

  /** Whether the plan of who trains has to be asked for: of many people not all are sent. */
  get lacksPlan() {
    return !this.newName && this.#person?.plan === null;
  }

  async open() {
    this.#offerVoices();
    this.dialog.showModal();
    await this.#offerCameras();
  }

  /** What is chosen, in a line; "" until the exercises are known. */
  get choice() {
    if (this.#exercises.length === 0) return "";
    if (this.settings.exercise === "plan") {
      if (this.lacksPlan) return "";
      const plan = this.newName ? "" : this.#person?.plan;
      return plan || `${this.#free} On the page Plan you can have a plan made for you.`;
    }
    const exercise = this.#exercises.find((one) => one.key === this.settings.exercise);
    if (!exercise) return this.#free;
    const { sides, sets, reps } = this.settings;
    const allowed = this.#allowed?.[exercise.key] ?? ["left", "right"];
    const chosen = allowed.length === 1 ? allowed[0] : sides;
    const side = "both" in exercise.positions ? "both" : chosen === "right" ? "right" : "left";
    const which = side === "both" ? "" : chosen === "both" ? ", both sides in turn" : `, ${chosen} side`;
    return `${exercise.name}: ${plural(sets, "set")} of ${reps}${which}. ${exercise.positions[side]}.`;
  }

  #read() {
    const values = new FormData(this.form);
    const settings = /** @type {Record<string, any>} */ (this.settings);
    for (const name of ["exercise", "sides", "sound", "voice", "camera"]) settings[name] = values.get(name) ?? settings[name];
    for (const name of NUMBERS) {
      const field = this.#field(name);
      if (field.value && field.checkValidity()) settings[name] = field.valueAsNumber;
    }
    settings.mirrored = values.has("mirrored");
    settings.everyPicture = values.has("everyPicture");
    settings.warmUp = values.has("warmUp");
    const person = String(values.get("person"));
    this.newName = person === NEW ? String(values.get("newName")).trim() : "";
    if (person === NEW || person === settings.person) {
      settings.tracks = values.has("tracks");
      if (person !== NEW && this.#person) this.#person.tracks = settings.tracks;
    } else {
      this.#choose(person);
      this.#field("tracks").checked = settings.tracks;
    }
    this.#showPlanned();
    this.handlers.onChange();
  }

  #write() {
    const settings = /** @type {Record<string, any>} */ (this.settings);
    for (const [name, value] of Object.entries(settings)) {
      const field = this.#field(name);
      if (field.type === "checkbox") field.checked = value;
      else field.value = String(value);
    }
    if (this.#people.length === 0) this.#select("person").value = NEW;
    this.#showPlanned();
  }

  /** Mark the exercises that are not prescribed: they cannot be chosen. */
  #showAllowed() {
    const allowed = this.#allowed;
    for (const { key, name } of this.#exercises) {
      const option = [...this.#select("exercise").options].find((one) => one.value === key);
      if (!option) continue;
      option.disabled = allowed !== null && !(key in allowed);
      option.text = option.disabled ? `${name} (not in your prescription)` : name;
      if (option.disabled && option.selected) this.#select("exercise").value = this.settings.exercise = "plan";
    }
  }

  #showPlanned() {
    this.#showAllowed();
    for (const label of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-planned]"))) {
      label.hidden = ["", "plan"].includes(this.settings.exercise);
    }
    this.warmUpField.hidden = this.settings.exercise !== "plan";
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
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {string} name */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name));
  }
}
