// @ts-check
/** What a tab remembers over a reload: its place at the coach, the session in the history, and whether it is going on. */

const KEY = "form-coach.session";

export class Memory {
  seat = "";
  /** @type {number | null} */
  kept = null;
  isCoaching = false;

  constructor() {
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(KEY) ?? "{}"));
    } catch {
      // storage is switched off, or was written by something else
    }
  }

  /** @param {Partial<Pick<Memory, "seat" | "kept" | "isCoaching">>} what */
  keep(what) {
    Object.assign(this, what);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this));
    } catch {
      // storage is switched off: a reload begins anew, and what was done is kept all the same
    }
  }
}
