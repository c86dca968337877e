// @ts-check
/** What the page says in words; nothing here touches the page. */

/** @typedef {"insecure" | "refused" | "none" | "busy" | "gone" | "unknown"} CameraTrouble */

/** @type {Record<CameraTrouble, {title: string, help: string}>} */
export const CAMERA_TROUBLE = {
  insecure: {
    title: "The browser keeps the camera from this address",
    help: "Open the page as http://localhost, on the computer that runs the coach, or over https.",
  },
  refused: {
    title: "The camera is not allowed here",
    help: "Click the camera or lock symbol beside the address, allow the camera, and press Start again. Some systems also have a switch in their privacy settings.",
  },
  none: { title: "No camera was found", help: "Plug one in, or open its cover, and press Start again." },
  busy: {
    title: "Another program is using the camera",
    help: "Close video calls and other tabs that show the camera, then press Start again.",
  },
  gone: { title: "The camera has gone", help: "Plug it in again: the coach goes on by itself. What you did so far is kept." },
  unknown: { title: "The camera could not be opened", help: "Unplug it and plug it in again, or choose another one in the settings." },
};

/** @type {Record<string, CameraTrouble>} */
const BY_NAME = {
  NotAllowedError: "refused",
  PermissionDeniedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  DevicesNotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  TrackStartError: "busy",
  AbortError: "busy",
};

/**
 * What is wrong when `getUserMedia` failed with an error called `name`.
 * @param {string} name
 * @param {{isSecure: boolean, hasDevices: boolean}} where whether the address is trusted with cameras, and whether the browser has any interface to them
 * @returns {CameraTrouble}
 */
export function cameraTrouble(name, { isSecure, hasDevices }) {
  if (!isSecure || !hasDevices) return "insecure";
  return BY_NAME[name] ?? "unknown";
}

/** By how well somebody is placed. @type {Record<string, string>} */
export const SEEN = { green: "I see you", amber: "Get into position", red: "I can't see you" };

/**
 * Seconds as a clock shows them: 0:07, 1:30.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.ceil(Math.max(seconds, 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * @param {number} count
 * @param {string} thing
 */
export function plural(count, thing) {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
