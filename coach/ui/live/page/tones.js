// @ts-check
/** Short tones, synthesised: there is no file that could load too late. */

/**
 * Each tone as notes: hertz, the second at which it begins, and how long it sounds.
 * @type {Record<string, [number, number, number][]>}
 */
export const TONES = {
  rep: [[880, 0, 0.09]],
  missed: [[220, 0, 0.18]],
  hold: [[587, 0, 0.06]],
  go: [
    [523, 0, 0.1],
    [784, 0.12, 0.18],
  ],
  end: [
    [784, 0, 0.12],
    [659, 0.14, 0.12],
    [523, 0.28, 0.25],
  ],
};

export class Tones {
  /** @type {AudioContext | null} */
  #context = null;
  volume = 0.6;
  isOn = true;

  /** Must be called in a click or key press: browsers allow no sound before one. */
  unlock() {
    this.#context ??= new AudioContext();
    if (this.#context.state !== "running") void this.#context.resume();
  }

  /** @param {string} name */
  play(name) {
    const context = this.#context;
    if (!this.isOn || !context || !(name in TONES)) return;
    for (const [hertz, start, length] of TONES[name]) {
      const begin = context.currentTime + start;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, begin);
      gain.gain.linearRampToValueAtTime(this.volume * 0.5, begin + 0.01);
      gain.gain.exponentialRampToValueAtTime(0.001, begin + length);
      const oscillator = context.createOscillator();
      oscillator.frequency.value = hertz;
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + length + 0.02);
    }
  }

  close() {
    void this.#context?.close();
    this.#context = null;
  }
}
