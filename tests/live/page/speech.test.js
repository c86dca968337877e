// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Speaker, localVoice } from "../../../coach/ui/live/page/speaker.js";
import { TOO_LATE_S, UtteranceFilter } from "../../../coach/ui/live/page/utterances.js";

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
const utterance = (text, priority, stamp = 100) => ({ id: ++id, stamp, text, priority });

test("every utterance is heard once, however often it comes", () => {
  const filter = new UtteranceFilter();
  const [one, two] = [utterance("one", 1), utterance("two", 1)];

  assert.deepEqual(filter.pass([one], 100), [one]);
  assert.deepEqual(filter.pass([one, two], 100), [two]);
  assert.deepEqual(filter.pass([one, two], 100), []);
});

test("what is too late is never heard, not even later", () => {
  const filter = new UtteranceFilter();
  const late = utterance("late", 1, 100);

  assert.deepEqual(filter.pass([late], 100 + TOO_LATE_S + 0.1), []);
  assert.deepEqual(filter.pass([late], 100), []);
});

test("a new session counts its utterances from 1 again", () => {
  const filter = new UtteranceFilter();
  filter.pass([{ id: 9, stamp: 100 }], 100);

  filter.reset();

  assert.equal(filter.pass([{ id: 1, stamp: 100 }], 100).length, 1);
});

test("one utterance at a time, the next when the first has ended", async () => {
  const { voice, speaker } = speaking();
  speaker.say(utterance("three", 4));
  speaker.say(utterance("four", 4));
  assert.deepEqual(voice.texts, ["three"]);

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["three", "four"]);
  speaker.stop();
});

test("a higher priority cuts a lower one short", async () => {
  const { voice, speaker } = speaking();
  speaker.say(utterance("Good", 1));
  speaker.say(utterance("Stop now", 5));

  await pause();

  assert.equal(voice.cancelled, 1);
  assert.deepEqual(voice.texts, ["Good", "Stop now"]);
  speaker.stop();
});

test("a sentence that is at its last word is left to end, but not for a stop", async () => {
  const { voice, clock, speaker } = speaking();
  speaker.say(utterance("Good. Hold still.", 3));
  clock.now += 1.5;
  speaker.say(utterance("3", 4));
  await pause();
  assert.deepEqual([voice.cancelled, voice.texts], [0, ["Good. Hold still."]]);

  speaker.say(utterance("Paused", 5));
  await pause();

  assert.deepEqual([voice.cancelled, voice.texts], [1, ["Good. Hold still.", "Paused"]]);
  speaker.stop();
});

test("of those that wait the highest priority is spoken, and the others are left out", async () => {
  const { voice, speaker } = speaking();
  speaker.say(utterance("three", 4));
  speaker.say(utterance("Good", 1));
  speaker.say(utterance("Hips stacked", 2));
  speaker.say(utterance("Nice", 1));

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["three", "Hips stacked"]);
  speaker.stop();
});

test("what has waited too long is not spoken", async () => {
  const { voice, clock, speaker } = speaking();
  speaker.say(utterance("a long sentence", 4));
  speaker.say(utterance("late", 4));
  clock.now += TOO_LATE_S + 0.1;

  voice.end();
  await pause();

  assert.deepEqual(voice.texts, ["a long sentence"]);
});

test("nothing is spoken in silence", () => {
  const { voice, speaker } = speaking();
  speaker.isOn = false;

  speaker.say(utterance("one", 4));

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
  speaker.say(utterance("one", 4));
  assert.deepEqual(voice.texts, []);
});
