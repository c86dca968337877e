// @ts-check
/** What is heard: events once each, never late, one utterance at a time. */

/**
 * @typedef {object} HeardEvent
 * @property {number} id rises within a session
 * @property {number} stamp when its cause was seen, in seconds since 1970 by this computer's clock
 * @property {string} [text]
 * @property {number} [priority]
 * @property {string} [tone]
 */

/** Seconds after its cause from which something is too late to be said. */
export const TOO_LATE_S = 1.5;
/** Milliseconds between cancelling one utterance and beginning the next: without it some browsers stay silent. */
const AFTER_CANCEL_MS = 50;
/** Milliseconds after which an utterance of so many characters that never ended is taken for ended. */
const longestMs = (/** @type {number} */ characters) => 4000 + 120 * characters;
/** Milliseconds that an utterance of so many characters usually takes. */
const usualMs = (/** @type {number} */ characters) => 400 + 70 * characters;
/** So near to its end an utterance is left to end. */
const LAST_WORD_MS = 700;
const STOP = 5;

/** Lets every event through once, and none that is too old. */
export class Sieve {
  /** The id of the last event that came. */
  last = 0;

  /**
   * Those of `events` that are new and not late at `now`, seconds since 1970.
   * @param {HeardEvent[]} events
   * @param {number} now
   */
  fresh(events, now) {
    const fresh = events.filter((event) => event.id > this.last);
    for (const event of fresh) this.last = Math.max(this.last, event.id);
    return fresh.filter((event) => now - event.stamp <= TOO_LATE_S);
  }

  /** Forget: another session begins, which counts from 1. */
  reset() {
    this.last = 0;
  }
}

/**
 * Of two things to say the one to say first: the higher priority, then the later one.
 * @param {HeardEvent | null} one
 * @param {HeardEvent} other
 */
export function preferred(one, other) {
  return one === null || (other.priority ?? 0) >= (one.priority ?? 0) ? other : one;
}

/**
 * The voice to speak with: the chosen one, else one that speaks the page's language, of those that work on this computer. Others would
 * send the text away.
 * @template {{voiceURI: string, lang: string, localService: boolean, default: boolean}} V
 * @param {V[]} voices
 * @param {string} chosen
 * @param {string} [language]
 * @returns {V | null}
 */
export function localVoice(voices, chosen, language = "en") {
  const local = voices.filter((voice) => voice.localService);
  const speaking = local.filter((voice) => voice.lang.toLowerCase().startsWith(language));
  return local.find((voice) => voice.voiceURI === chosen) ?? speaking.find((voice) => voice.default) ?? speaking[0] ?? null;
}

/** Speaks one utterance at a time; a higher priority cuts a lower one short, the best of the others waits, and goes when it is too late. */
export class Speaker {
  /** @type {HeardEvent | null} */
  #speaking = null;
  /** @type {HeardEvent | null} */
  #waiting = null;
  /** @type {SpeechSynthesisUtterance | null} kept, or some browsers collect it before its end is told */
  #utterance = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #begun = 0;
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

  /** @param {HeardEvent} event */
  say(event) {
    if (!this.isOn || !this.synthesis || !event.text) return;
    if (this.#speaking && (event.priority ?? 0) > (this.#speaking.priority ?? 0) && !this.#isAlmostOver(event)) {
      this.#waiting = preferred(this.#waiting, event);
      this.synthesis.cancel();
      this.#ended();
    } else if (this.#speaking) {
      this.#waiting = preferred(this.#waiting, event);
    } else {
      this.#speak(event);
    }
  }

  /** @param {HeardEvent} event */
  #isAlmostOver(event) {
    const left = this.#begun + usualMs(this.#speaking?.text?.length ?? 0) / 1000 - this.now();
    return event.priority !== STOP && Math.abs(left) < LAST_WORD_MS / 1000;
  }

  /** Be silent at once. */
  stop() {
    this.#waiting = null;
    clearTimeout(this.#timer);
    this.synthesis?.cancel();
    this.#speaking = null;
  }

  /** @param {HeardEvent} event */
  #speak(event) {
    const synthesis = /** @type {SpeechSynthesis} */ (this.synthesis);
    const voices = synthesis.getVoices();
    const voice = localVoice(voices, this.voice);
    if (voices.length && !voice) return; // every voice would send the text away
    const utterance = new SpeechSynthesisUtterance(event.text);
    utterance.voice = voice;
    utterance.lang = voice?.lang ?? "en-US";
    utterance.volume = this.volume;
    utterance.rate = 1.05;
    const over = () => {
      if (this.#utterance === utterance) this.#ended();
    };
    utterance.onend = over;
    utterance.onerror = over;
    this.#speaking = event;
    this.#begun = this.now();
    this.#utterance = utterance;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(over, longestMs(utterance.text.length));
    synthesis.speak(utterance);
  }

  #ended() {
    clearTimeout(this.#timer);
    this.#speaking = null;
    this.#utterance = null;
    const next = this.#waiting;
    this.#waiting = null;
    if (!next) return;
    this.#speaking = next; // so that what comes meanwhile waits its turn
    this.#timer = setTimeout(() => {
      this.#speaking = null;
      if (this.now() - next.stamp <= TOO_LATE_S) this.#speak(next);
    }, AFTER_CANCEL_MS);
  }
}
