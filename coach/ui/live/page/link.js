// @ts-check
/** The connection to the coach: one picture at a time, and back by itself when it was lost. */

/** @typedef {Record<string, any> & {kind: string}} Answer */

/** Milliseconds without an answer from which the coach is said not to answer. */
export const SILENT_MS = 2500;
const TAKEN_OVER = 4001;

/**
 * How long to wait before the next attempt to connect, in milliseconds: soon at first, then every two seconds.
 * @param {number} attempt counted from 0
 */
export function patience(attempt) {
  return Math.min(250 * 2 ** attempt, 2000);
}

/**
 * One message of the camera: its time in seconds, then the JPEG.
 * @param {number} stamp
 * @param {ArrayBuffer} jpeg
 */
export function message(stamp, jpeg) {
  const bytes = new Uint8Array(8 + jpeg.byteLength);
  new DataView(bytes.buffer).setFloat64(0, stamp, true);
  bytes.set(new Uint8Array(jpeg), 8);
  return bytes;
}

export class Link {
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #isClosed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #sentAt = 0;
  /** How many messages wait for their answers. */
  inFlight = 0;
  isReady = false;

  /**
   * @param {string} address of the socket
   * @param {() => Promise<object>} hello what to say first, with a token of the coach that runs now; fails when there is none
   * @param {{onAnswer: (answer: Answer) => void, onLost: (why: "lost" | "elsewhere") => void}} told
   */
  constructor(address, hello, told) {
    this.address = address;
    this.hello = hello;
    this.told = told;
  }

  /** Connect, and again whenever the connection is lost. */
  async open() {
    /** @type {object} */
    let hello;
    try {
      hello = await this.hello();
    } catch {
      return this.#again();
    }
    if (this.#isClosed) return;
    const socket = new WebSocket(this.address);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.inFlight = 0;
      socket.send(JSON.stringify({ do: "hello", ...hello }));
    };
    socket.onmessage = ({ data }) => {
      /** @type {Answer} */
      const answer = JSON.parse(data);
      if (answer.kind === "ready") {
        this.isReady = true;
        this.#attempt = 0;
      } else if (answer.kind !== "progress" && answer.kind !== "failed") {
        this.inFlight = Math.max(0, this.inFlight - 1);
      }
      this.told.onAnswer(answer);
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket || this.#isClosed) return;
      this.isReady = false;
      this.#socket = null;
      if (code === TAKEN_OVER) return this.told.onLost("elsewhere");
      this.#again();
    };
  }

  #again() {
    if (this.#isClosed) return;
    this.told.onLost("lost");
    this.#retry = setTimeout(() => void this.open(), patience(this.#attempt++));
  }

  /** Whether the next picture may go. */
  get isFree() {
    return this.isReady && this.inFlight === 0;
  }

  /** Whether an answer is overdue. */
  get isSilent() {
    return this.inFlight > 0 && performance.now() - this.#sentAt > SILENT_MS;
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  show(bytes) {
    this.#send(bytes);
  }

  /**
   * @param {string} what
   * @param {object} [options]
   */
  ask(what, options = {}) {
    this.#send(JSON.stringify({ do: what, ...options }));
  }

  close() {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = null;
    this.isReady = false;
  }

  /** @param {string | Uint8Array<ArrayBuffer>} data */
  #send(data) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.inFlight += 1;
    this.#sentAt = performance.now();
    this.#socket.send(data);
  }
}
