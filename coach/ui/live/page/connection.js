// @ts-check
/** The connection to the coach: one picture at a time, and made again by itself when it is lost. */

/** @typedef {import("./answers.js").Answer} Answer */

/** Milliseconds after which an answer is overdue. */
const OVERDUE_MS = 2500;
/** The code with which the coach closes the socket when another tab goes on with the session; the same in coach/ui/live/connection.py. */
const TAKEN_OVER = 4001;

/**
 * Milliseconds to wait before the next attempt to connect.
 * @param {number} attempt counted from 0
 */
export function retryDelay(attempt) {
  return Math.min(250 * 2 ** attempt, 2000);
}

/**
 * A picture as coach/live/picture.py reads it: the camera's time in seconds, then the JPEG.
 * @param {number} stamp
 * @param {ArrayBuffer} jpeg
 */
export function pictureMessage(stamp, jpeg) {
  const bytes = new Uint8Array(8 + jpeg.byteLength);
  new DataView(bytes.buffer).setFloat64(0, stamp, true);
  bytes.set(new Uint8Array(jpeg), 8);
  return bytes;
}

export class Connection {
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #isClosed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #sentAt = 0;
  /** How many messages were not answered yet. */
  #unanswered = 0;
  /** Whether the coach has said that it is ready. */
  isReady = false;

  /**
   * @param {string} address of the socket
   * @param {() => Promise<object>} hello gives the first message, with a token of the coach that runs now; fails while none runs
   * @param {{onAnswer: (answer: Answer) => void, onLost: (why: "lost" | "elsewhere") => void}} handlers
   */
  constructor(address, hello, handlers) {
    this.address = address;
    this.hello = hello;
    this.handlers = handlers;
  }

  /** Connect now, and again whenever the connection is lost. */
  async open() {
    /** @type {object} */
    let hello;
    try {
      hello = await this.hello();
    } catch {
      return this.#retryLater();
    }
    if (this.#isClosed) return;
    const socket = new WebSocket(this.address);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#unanswered = 0;
      socket.send(JSON.stringify({ do: "hello", ...hello }));
    };
    socket.onmessage = ({ data }) => {
      /** @type {Answer} */
      const answer = JSON.parse(data);
      if (answer.kind === "ready") {
        this.isReady = true;
        this.#attempt = 0;
      } else if (answer.kind !== "progress" && answer.kind !== "failed") {
        this.#unanswered = Math.max(0, this.#unanswered - 1);
      }
      this.handlers.onAnswer(answer);
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket || this.#isClosed) return;
      this.isReady = false;
      this.#socket = null;
      if (code === TAKEN_OVER) return this.handlers.onLost("elsewhere");
      this.#retryLater();
    };
  }

  #retryLater() {
    if (this.#isClosed) return;
    this.handlers.onLost("lost");
    this.#retry = setTimeout(() => void this.open(), retryDelay(this.#attempt++));
  }

  /** Whether the next picture may go. */
  get isFree() {
    return this.isReady && this.#unanswered === 0;
  }

  /** Whether an answer is overdue. */
  get isOverdue() {
    return this.#unanswered > 0 && performance.now() - this.#sentAt > OVERDUE_MS;
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  sendPicture(bytes) {
    this.#send(bytes);
  }

  /**
   * @param {"start" | "pause" | "go" | "stop" | "people" | "kept" | import("./answers.js").Change} command
   * @param {object} [options]
   */
  sendCommand(command, options = {}) {
    this.#send(JSON.stringify({ do: command, ...options }));
  }

  /** Give this connection up and make another one. */
  restart() {
    this.#drop();
    void this.open();
  }

  close() {
    this.#isClosed = true;
    this.#drop();
  }

  #drop() {
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = null;
    this.#unanswered = 0;
    this.isReady = false;
  }

  /** @param {string | Uint8Array<ArrayBuffer>} data */
  #send(data) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#unanswered += 1;
    this.#sentAt = performance.now();
    this.#socket.send(data);
  }
}
