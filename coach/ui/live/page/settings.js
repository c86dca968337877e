// @ts-check
/** What a person chose, remembered in this browser. */

const KEY = "form-coach.live";

/**
 * @typedef {object} Settings
 * @property {string} person id of who trains, "" for the first one
 * @property {string} exercise "plan" for the person's own plan, "" for free practice
 * @property {"both" | "left" | "right"} sides
 * @property {number} sets
 * @property {number} reps
 * @property {number} rest seconds
 * @property {string} camera device id, "" for the browser's choice
 * @property {boolean} mirrored
 * @property {boolean} tracks whether the stick figure of each set is kept for its replay
 * @property {"voice" | "sounds" | "silent"} sound
 * @property {string} voice its URI, "" for the browser's choice
 * @property {number} voiceVolume 0 to 1
 * @property {number} toneVolume 0 to 1
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  person: "",
  exercise: "plan",
  sides: "both",
  sets: 2,
  reps: 12,
  rest: 60,
  camera: "",
  mirrored: true,
  tracks: true,
  sound: "voice",
  voice: "",
  voiceVolume: 1,
  toneVolume: 0.6,
});

/** @type {Record<string, readonly unknown[]>} */
const CHOICES = { sides: ["both", "left", "right"], sound: ["voice", "sounds", "silent"] };
/** @type {Record<string, [number, number]>} */
const RANGES = { sets: [1, 6], reps: [3, 30], rest: [5, 180], voiceVolume: [0, 1], toneVolume: [0, 1] };

/**
 * Settings made of whatever was stored: what is missing, of another kind or out of range is the default's.
 * @param {unknown} stored
 * @returns {Settings}
 */
export function understood(stored) {
  /** @type {Record<string, any>} */
  const known = { ...DEFAULTS };
  if (typeof stored !== "object" || stored === null) return /** @type {Settings} */ (known);
  for (const [name, value] of Object.entries(stored)) {
    if (!(name in known) || typeof value !== typeof known[name]) continue;
    if (name in CHOICES && !CHOICES[name].includes(value)) continue;
    if (name in RANGES) {
      const [least, most] = RANGES[name];
      if (!(value >= least && value <= most)) continue;
    }
    known[name] = value;
  }
  return /** @type {Settings} */ (known);
}

/** @returns {Settings} */
export function loadSettings() {
  try {
    return understood(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return understood(null); // stored by something else, or storage is switched off
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
