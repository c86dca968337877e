// @ts-check
/** What a tab stores of its session, to go on after a reload. */

const KEY = "form-coach.session";

export class TabSession {
  /** The id by which the coach knows this tab again. */
  tab_id = "";
  /** The id of the session in the history. @type {number | null} */
  kept = null;
  /** Whether the session was begun and has not ended. */
  isCoaching = false;

  constructor() {
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(KEY) ?? "{}"));
    } catch {
      // storage is switched off, or was written by something else
    }
  }

  /** @param {Partial<Pick<TabSession, "tab_id" | "kept" | "isCoaching">>} changes */
  store(changes) {
    Object.assign(this, changes);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this));
    } catch {
      // storage is switched off: after a reload another session begins; the history has the repetitions of this one
    }
  }
}
