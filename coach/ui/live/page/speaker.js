// @ts-check
/** Speaks, with a voice of this computer only. */

import { STOP, isTooLate, preferred } from "./utterances.js";

/** @typedef {import("./answers.js").Utterance} Utterance */

/** Milliseconds between cancelling one utterance and beginning the next: without it some browsers stay silent. */
const AFTER_CANCEL_MS = 50;
/** Milliseconds after which an utterance of so many characters counts as ended: some browsers do not tell its end. */
const longestMs = (/** @type {number} */ characters) => 4000 + 120 * characters;
/** Milliseconds that an utterance of so many characters usually takes. */
const usualMs = (/** @type {number} */ characters) => 400 + 70 * characters;
/** An utterance that ends within so many milliseconds is not interrupted. */
const LAST_WORD_MS = 700;

/**
 * The voice to speak with: the chosen one, else one of the page's language, of those that work on this computer. Others send the text
 * to a server.
 * @template {{voiceURI: string, lang: string, localService: boolean, default: boolean}} V
 * @param {V[]} voices
 * @param {string} chosen
 * @param {string} [language]
 * @returns {V | null}
 */
export function localVoice(voices, chosen, language = "en") {
  const local = voices.filter((voice) => voice.localService);
  const ofLanguage = local.filter((voice) => voice.lang.toLowerCase().startsWith(language));
  return local.find((voice) => voice.voiceURI === chosen) ?? ofLanguage.find((voice) => voice.default) ?? ofLanguage[0] ?? null;
}

/**
 * Speaks one utterance at a time. A higher priority interrupts a lower one; of the others the preferred one waits, and is dropped when it
 * is too late.
 */
export class Speaker {
  /** @type {Utterance | null} */
  #speaking = null;
  /** @type {Utterance | null} */
  #waiting = null;
  /** @type {SpeechSynthesisUtterance | null} kept: without a reference some browsers collect it before they tell its end */
  #synthesised = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #startedAt = 0;
  volume = 1;
  voice = "";
  isOn = true;

  /**
   * @param {SpeechSynthesis | undefined} synthesis
   * @param {() => number} now seconds since 1970
   */
  constructor(synthesis, now) {
    this.synthesis = synthesis;
    this.now = now;
  }

  /** @param {Utterance} utterance */
  say(utterance) {
    if (!this.isOn || !this.synthesis || !utterance.text) return;
    if (this.#speaking && (utterance.priority ?? 0) > (this.#speaking.priority ?? 0) && !this.#isAlmostFinished(utterance)) {
      this.#waiting = preferred(this.#waiting, utterance);
      this.synthesis.cancel();
      this.#ended();
    } else if (this.#speaking) {
      this.#waiting = preferred(this.#waiting, utterance);
    } else {
      this.#speak(utterance);
    }
  }

  /** @param {Utterance} utterance */
  #isAlmostFinished(utterance) {
    const left = this.#startedAt + usualMs(this.#speaking?.text?.length ?? 0) / 1000 - this.now();
    return utterance.priority !== STOP && Math.abs(left) < LAST_WORD_MS / 1000;
  }

  /** Be silent at once. */
  stop() {
    this.#waiting = null;
    clearTimeout(this.#timer);
    this.synthesis?.cancel();
    this.#speaking = null;
  }

  /** @param {Utterance} utterance */
  #speak(utterance) {
    const synthesis = /** @type {SpeechSynthesis} */ (this.synthesis);
    const voices = synthesis.getVoices();
    const voice = localVoice(voices, this.voice);
    if (voices.length && !voice) return; // every voice would send the text to a server
    const synthesised = new SpeechSynthesisUtterance(utterance.text);
    synthesised.voice = voice;
    synthesised.lang = voice?.lang ?? "en-US";
    synthesised.volume = this.volume;
    synthesised.rate = 1.05;
    const onEnd = () => {
      if (this.#synthesised === synthesised) this.#ended();
    };
    synthesised.onend = onEnd;
    synthesised.onerror = onEnd;
    this.#speaking = utterance;
    this.#startedAt = this.now();
    this.#synthesised = synthesised;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(onEnd, longestMs(synthesised.text.length));
    synthesis.speak(synthesised);
  }

  #ended() {
    clearTimeout(this.#timer);
    this.#speaking = null;
    this.#synthesised = null;
    const next = this.#waiting;
    this.#waiting = null;
    if (!next) return;
    this.#speaking = next; // so that other utterances wait until it is spoken
    this.#timer = setTimeout(() => {
      this.#speaking = null;
      if (!isTooLate(next, this.now())) this.#speak(next);
    }, AFTER_CANCEL_MS);
  }
}
