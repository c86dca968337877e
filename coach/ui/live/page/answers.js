// @ts-check
/** What the coach sends, as types: the same fields as in coach/live/wire.py, coach/live/start.py and coach/ui/live/connection.py. */

/** @typedef {{least: number, most: number, default: number}} Range both ends belong to it */
/** @typedef {{key: string, name: string, positions: Record<string, string>}} Exercise with the starting position in words, by side */
/** @typedef {{id: number, name: string, plan: string | null, allowed: Record<string, string[]> | null, tracks: boolean}} Person with what their plan says, "" where there is none, null where it has to be asked for, and the sides of each exercise that their prescription allows, null without one */
/** @typedef {{bones: [number, number][], drawn_from: number}} Skeleton pairs of landmarks, and the visibility from which one is drawn firmly */
/** @typedef {{name: string, side: string, reps: number, verdicts: string, summary: string, why: string, hip_share: number | null, from_hip: string}} SetLine one set of the session in short */

/** @typedef {{waiting: number, lost: number, why: string}} NotKept counted repetitions that are not in the history: tried again, and given up */

/**
 * @typedef {object} Utterance a sentence or a tone
 * @property {number} id rises within a session
 * @property {number} stamp when its cause was seen, in seconds since 1970 by this computer's clock
 * @property {string} [text]
 * @property {number} [priority]
 * @property {string} [tone]
 */

/** @typedef {"skip" | "skip_exercise" | "repeat" | "easier" | "harder"} Change of the sets that are to come */
/** @typedef {{figure: string, name: string, dose: string}} Coming what comes next, or the move of the warm-up: the name of its figure, what it is, and how much */

/**
 * @typedef {object} StageView what stands on the screen, besides the feedback
 * @property {"warm_up" | "find" | "still" | "countdown" | "set" | "rest" | "paused" | "done"} stage
 * @property {string} title
 * @property {string} detail
 * @property {string} message what to do now
 * @property {string} explanation what a pause, a rest or the end adds to its name
 * @property {number | null} tier how much of the framing is right, null where it is not looked at
 * @property {number | null} left_s seconds that remain of a countdown, a rest or a move of the warm-up
 * @property {number} count
 * @property {number | null} goal
 * @property {number | null} target the personal one, in degrees
 * @property {Coming | null} coming during warm-up, set-up and rest
 * @property {Change[]} changes what can be changed now
 * @property {boolean} offers_skip whether the coach offered to skip the set
 */

/**
 * @typedef {object} Feedback the answer to one picture
 * @property {"feedback"} kind
 * @property {number} stamp when the camera took the picture, in seconds since 1970
 * @property {StageView} stage_view
 * @property {"red" | "amber" | "green"} seen
 * @property {string} phase
 * @property {number} phase_s how long it has lasted
 * @property {[number, number, number] | null} tempo seconds up, at the top and down
 * @property {number | null} value the range of motion now, in degrees
 * @property {[number | null, number | null]} target from where to where to move, in degrees
 * @property {number | null} most degrees from which it is too far
 * @property {{text: string, praise: boolean} | null} cue
 * @property {{verdict: "good" | "a_little_off" | "fault" | "not_judged", words: string, findings: string[]} | null} rep the repetition that was counted now, the verdict on it in words, and the names of what was found
 * @property {number[][] | null} points x and y in fractions of the picture and visibility of each landmark, null when nobody is seen
 * @property {Utterance[]} events
 * @property {number | null} kept id of the session in the history
 * @property {NotKept | null} not_kept null while all is kept
 * @property {SetLine[]} [sets] after each set
 * @property {number} took_ms
 * @property {{fps: number, note: string}} rate how many pictures a second to send at most
 */

/**
 * @typedef {object} Ready the page may begin, or go on
 * @property {"ready"} kind
 * @property {string} tab_id by which the coach knows this tab again
 * @property {boolean} going_on whether the session of this tab is still open
 * @property {boolean} waits whether there is one to go on with, open or from the history
 * @property {Utterance[]} events what was said while the page was away
 * @property {NotKept | null} not_kept of the session that this tab had
 * @property {Exercise[]} exercises
 * @property {Person[]} people
 * @property {Record<string, Range>} ranges of the settings
 * @property {number} longest_name in characters
 * @property {string} first_person the name of somebody who gives none
 * @property {Skeleton} skeleton
 * @property {Record<string, string>} phases the names of the phases of a repetition
 */

/** @typedef {{kind: "progress", text: string, share: number}} Progress how much of the pose model is there */
/** @typedef {{kind: "failed" | "refused", why: string}} Failure */
/** @typedef {{kind: "done", what: string, warning?: string, people?: Person[]}} Done */
/** @typedef {{kind: "people", people: Person[]}} People */
/** @typedef {{kind: "stopped", sets: SetLine[], kept: number | null, not_kept: NotKept | null}} Stopped */
/** @typedef {{kind: "kept", kept: number | null, not_kept: NotKept | null}} Kept */
/** @typedef {Progress | Failure | Ready | Feedback | Done | People | Stopped | Kept} Answer */

export {};
