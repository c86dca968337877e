// @ts-check
/** All that is heard: tones, and sentences by the computer's voice. */

import { Speaker } from "./speaker.js";
import { Tones } from "./tones.js";
import { STOP, UtteranceFilter } from "./utterances.js";

/** Seconds since 1970, as fine as the page's own clock. */
export const now = () => (performance.timeOrigin + performance.now()) / 1000;

export class AudioOutput {
  #filter = new UtteranceFilter();
  #tones = new Tones();
  #speaker = new Speaker(globalThis.speechSynthesis, now);

  /** @param {import("./timings.js").Timings} timings */
  constructor(timings) {
    this.timings = timings;
  }

  /** The id of the coach's last utterance. */
  get lastId() {
    return this.#filter.lastId;
  }

  /** @param {import("./settings.js").Settings} settings */
  set({ sound, voice, voiceVolume, toneVolume }) {
    Object.assign(this.#speaker, { isOn: sound === "voice", voice, volume: voiceVolume });
    Object.assign(this.#tones, { isOn: sound !== "silent", volume: toneVolume });
  }

  /** Must be called in a click or key press: browsers allow no sound before one. */
  unlock() {
    this.#tones.unlock();
  }

  /** Another session begins. */
  reset() {
    this.#filter.reset();
  }

  /**
   * Play what the coach says, each utterance once.
   * @param {import("./answers.js").Utterance[]} utterances
   */
  play(utterances) {
    for (const one of this.#filter.pass(utterances, now())) {
      if (one.tone) this.#tones.play(one.tone);
      if (one.text) {
        this.#speaker.say(one);
        this.timings.noteSpeech(one.stamp, now());
      }
    }
  }

  /** @param {string} text of the page's own, which nothing interrupts */
  say(text) {
    this.#speaker.say({ id: 0, stamp: now(), text, priority: STOP });
  }

  /** Let the user hear how it sounds. Must be called in a click. */
  test() {
    this.unlock();
    this.#tones.play("go");
    this.stopSpeaking();
    this.say("Sound is on");
  }

  stopSpeaking() {
    this.#speaker.stop();
  }

  close() {
    this.#speaker.stop();
    this.#tones.close();
  }
}
