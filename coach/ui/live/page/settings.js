// @ts-check
/** What a person has chosen, stored in this browser. */

/** @typedef {import("./answers.js").Range} Range */

const KEY = "form-coach.live";

/**
 * @typedef {object} Settings
 * @property {string} person id of who trains, "" for the first one
 * @property {string} exercise "plan" for the person's own plan, "" for free practice
 * @property {"both" | "left" | "right"} sides
 * @property {number} sets a side
 * @property {number} reps a set
 * @property {number} rest seconds
 * @property {boolean} warmUp whether a plan begins with its warm-up
 * @property {string} camera device id, "" for the browser's choice
 * @property {boolean} mirrored
 * @property {boolean} tracks whether the stick figure of each set is kept for its replay
 * @property {boolean} everyPicture whether the coach looks at every picture of the camera, not only at as many as counting needs
 * @property {"voice" | "sounds" | "silent"} sound
 * @property {string} voice its URI, "" for the browser's choice
 * @property {number} voiceVolume 0 to 1
 * @property {number} toneVolume 0 to 1
 */

/** Before the coach has told its own defaults the numbers of sets, repetitions and seconds are 0. @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  person: "",
  exercise: "plan",
  sides: "both",
  sets: 0,
  reps: 0,
  rest: 0,
  warmUp: true,
  camera: "",
  mirrored: true,
  tracks: true,
  everyPicture: false,
  sound: "voice",
  voice: "",
  voiceVolume: 1,
  toneVolume: 0.6,
});

/** @type {Record<string, readonly unknown[]>} */
const CHOICES = { sides: ["both", "left", "right"], sound: ["voice", "sounds", "silent"] };
/** @type {Record<string, Range>} */
const VOLUMES = { voiceVolume: { least: 0, most: 1, default: DEFAULTS.voiceVolume }, toneVolume: { least: 0, most: 1, default: DEFAULTS.toneVolume } };

/**
 * Settings made of whatever was stored. What is missing or of another kind, and a volume out of range, is replaced by the default.
 * @param {unknown} stored
 * @returns {Settings}
 */
export function validSettings(stored) {
  /** @type {Record<string, any>} */
  const known = { ...DEFAULTS };
  if (typeof stored !== "object" || stored === null) return /** @type {Settings} */ (known);
  for (const [name, value] of Object.entries(stored)) {
    if (!(name in known) || typeof value !== typeof known[name]) continue;
    if (name in CHOICES && !CHOICES[name].includes(value)) continue;
    known[name] = value;
  }
  resetOutOfRange(/** @type {Settings} */ (known), VOLUMES);
  return /** @type {Settings} */ (known);
}

/**
 * Replace what is out of range by the range's default.
 * @param {Settings} settings changed in place
 * @param {Record<string, Range>} ranges of settings, by name
 */
export function resetOutOfRange(settings, ranges) {
  const values = /** @type {Record<string, any>} */ (settings);
  for (const [name, range] of Object.entries(ranges)) {
    if (!(values[name] >= range.least && values[name] <= range.most)) values[name] = range.default;
  }
}

/** @returns {Settings} */
export function loadSettings() {
  try {
    return validSettings(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return validSettings(null); // storage is switched off, or something else has written there
  }
}

/** @param {Settings} settings */
export function saveSettings(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // storage is full or switched off: the settings hold until the page is left
  }
}
