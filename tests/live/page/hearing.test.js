// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Sieve, Speaker, TOO_LATE_S, localVoice } from "../../../coach/ui/live/page/hearing.js";

/** A voice that speaks until it is told to stop, and remembers what it was given. */
class Voice {
  /** @type {any[]} */
  spoken = [];
  /** @type {any[]} */
  voices = [{ voiceURI: "own", lang: "en-GB", localService: true, default: true }];
  cancelled = 0;
  getVoices() {
    return this.voices;
  }
  /** @param {any} utterance */
  speak(utterance) {
    this.spoken.push(utterance);
  }
  cancel() {
    this.cancelled += 1;
  }
  get texts() {
    return this.spoken.map((one) => one.text);
  }
  end() {
    this.spoken.at(-1).onend();
  }
}

globalThis.SpeechSynthesisUtterance = /** @type {any} */ (
  class {
    /** @param {string} text */
    constructor(text) {
      this.text = text;
    }
  }
);

const pause = () => new Promise((resolve) => setTimeout(resolve, 80));

/** @param {number} [now] */
function speaking(now = 100) {
  const voice = new Voice();
  const clock = { now };
  return { voice, clock, speaker: new Speaker(/** @type {any} */ (voice), () => clock.now) };
}

let id = 0;
/**
 * @param {string} text
 * @param {number} priority
 */
const event = (text, priority, stamp = 100) => ({ id: ++id, stamp, text, priority });

test("every event is heard once, however often it comes", () => {
  const sieve = new Sieve();
  const [one, two] = [event("one", 1), event("two", 1)];

  assert.deepEqual(sieve.fresh([one], 100), [one]);
  assert.deepEqual(sieve.fresh([one, two], 100), [two]);
  assert.deepEqual(sieve.fresh([one, two], 100), []);
});

test("what is too late is never heard, not even later", () => {
  const sieve = new Sieve();
  const late = event("late", 1, 100);

  assert.deepEqual(sieve.fresh([late], 100 + TOO_LATE_S + 0.1), []);
  assert.deepEqual(sieve.fresh([late], 100), []);
});

test("a new session counts its events from 1 again", () => {
  const sieve = new Sieve();
  sieve.fresh([{ id: 9, stamp: 100 }], 100);

  sieve.reset();

  assert.equal(sieve.fresh([{ id: 1, stamp: 100 }], 100).length, 1);
});

test("one utterance at a time, the next when the first has ended", async () => {
  const { voice, speaker } = speaking();
  speaker.say(event("three", 4));
  speaker.say(event("four", 4));
  assert.deepEqual(voice.texts, ["three"]);

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["three", "four"]);
  speaker.stop();
});

test("a higher priority cuts a lower one short", async () => {
  const { voice, speaker } = speaking();
  speaker.say(event("Good", 1));
  speaker.say(event("Stop now", 5));

  await pause();

  assert.equal(voice.cancelled, 1);
  assert.deepEqual(voice.texts, ["Good", "Stop now"]);
  speaker.stop();
});

test("a sentence that is at its last word is left to end, but not for a stop", async () => {
  const { voice, clock, speaker } = speaking();
  speaker.say(event("Good. Hold still.", 3));
  clock.now += 1.5;
  speaker.say(event("3", 4));
  await pause();
  assert.deepEqual([voice.cancelled, voice.texts], [0, ["Good. Hold still."]]);

  speaker.say(event("Paused", 5));
  await pause();

  assert.deepEqual([voice.cancelled, voice.texts], [1, ["Good. Hold still.", "Paused"]]);
  speaker.stop();
});

test("of those that wait the highest priority is spoken, and the others are left out", async () => {
  const { voice, speaker } = speaking();
  speaker.say(event("three", 4));
  speaker.say(event("Good", 1));
  speaker.say(event("Hips stacked", 2));
  speaker.say(event("Nice", 1));

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["three", "Hips stacked"]);
  speaker.stop();
});

test("what has waited too long is not spoken", async () => {
  const { voice, clock, speaker } = speaking();
  speaker.say(event("a long sentence", 4));
  speaker.say(event("late", 4));
  clock.now += TOO_LATE_S + 0.1;

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["a long sentence"]);
});

test("nothing is spoken in silence", () => {
  const { voice, speaker } = speaking();
  speaker.isOn = false;

  speaker.say(event("one", 4));

  assert.deepEqual(voice.texts, []);
});

test("no voice that would send the text away is used, even if there is no other", () => {
  const away = { voiceURI: "away", lang: "en-US", localService: false, default: true };
  const german = { voiceURI: "german", lang: "de-DE", localService: true, default: false };
  const english = { voiceURI: "english", lang: "en-US", localService: true, default: false };

  assert.equal(localVoice([away], "away"), null);
  assert.equal(localVoice([away, german, english], "away"), english);
  assert.equal(localVoice([away, german, english], "german"), german);

  const { voice, speaker } = speaking();
  voice.voices = [away];
  speaker.say(event("one", 4));
  assert.deepEqual(voice.texts, []);
});
