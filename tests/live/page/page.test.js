// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { ConnectionWatch } from "../../../coach/ui/live/page/connection-watch.js";
import { pictureMessage, retryDelay } from "../../../coach/ui/live/page/connection.js";
import { FrameEncoder } from "../../../coach/ui/live/page/frame-encoder.js";
import { KeepingNotice, notKeptWords } from "../../../coach/ui/live/page/keeping-notice.js";
import { DEFAULTS, resetOutOfRange, validSettings } from "../../../coach/ui/live/page/settings.js";
import { MovingSkeleton, drawSkeleton, eased } from "../../../coach/ui/live/page/skeleton.js";
import { TabSession } from "../../../coach/ui/live/page/tab-session.js";
import { Timings } from "../../../coach/ui/live/page/timings.js";
import { CAMERA_TROUBLE, cameraTrouble, clock, plural } from "../../../coach/ui/live/page/words.js";

const HERE = { isSecure: true, hasDevices: true };

test("every error of getUserMedia has words of its own", () => {
  const named = ["NotAllowedError", "NotFoundError", "NotReadableError", "AbortError", "OverconstrainedError", "SecurityError", "TypeError", ""];

  const troubles = named.map((name) => cameraTrouble(name, HERE));

  assert.deepEqual(troubles, ["refused", "none", "busy", "busy", "none", "refused", "unknown", "unknown"]);
  for (const trouble of troubles) assert.match(CAMERA_TROUBLE[trouble].help, /\w/);
});

test("an address that is not trusted is named before anything else", () => {
  assert.equal(cameraTrouble("NotAllowedError", { isSecure: false, hasDevices: true }), "insecure");
  assert.equal(cameraTrouble("TypeError", { isSecure: true, hasDevices: false }), "insecure");
});

test("stored settings that are damaged, unknown or too loud are the defaults", () => {
  assert.deepEqual(validSettings(null), DEFAULTS);
  assert.deepEqual(validSettings("text"), DEFAULTS);
  assert.deepEqual(validSettings([1, 2]), DEFAULTS);
  const damaged = { reps: "12", sound: "loud", unheard: 1, mirrored: null, voiceVolume: -1 };
  assert.deepEqual(validSettings(damaged), DEFAULTS);
});

test("settings that make sense are kept", () => {
  assert.deepEqual(validSettings({ sets: 3, sound: "sounds", mirrored: false }), { ...DEFAULTS, sets: 3, sound: "sounds", mirrored: false });
});

test("numbers out of the coach's ranges become its defaults, and the ends are within", () => {
  const settings = { ...DEFAULTS, sets: 99, reps: 3, rest: NaN };

  resetOutOfRange(settings, {
    sets: { least: 1, most: 6, default: 2 },
    reps: { least: 3, most: 30, default: 12 },
    rest: { least: 5, most: 180, default: 60 },
  });

  assert.deepEqual(settings, { ...DEFAULTS, sets: 2, reps: 3, rest: 60 });
});

test("a message is the time in eight bytes and then the picture", () => {
  const bytes = pictureMessage(1.5, new Uint8Array([255, 216]).buffer);

  assert.equal(bytes.length, 10);
  assert.equal(new DataView(bytes.buffer).getFloat64(0, true), 1.5);
  assert.deepEqual([...bytes.slice(8)], [255, 216]);
});

test("a lost connection is tried again soon, and never later than every two seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 20].map(retryDelay), [250, 500, 1000, 2000, 2000, 2000]);
});

test("time is shown as a clock shows it", () => {
  assert.deepEqual([0, 6.2, 60, 89.9, -3].map(clock), ["0:00", "0:07", "1:00", "1:30", "0:00"]);
});

test("one is not many", () => {
  assert.deepEqual([plural(1, "repetition"), plural(2, "repetition")], ["1 repetition", "2 repetitions"]);
});

test("figures do not pile up in a long session", () => {
  const timings = new Timings();

  for (let number = 0; number < 10_000; number += 1) timings.noteAnswer(number / 30, number / 30 + 0.05, 18);

  assert.equal(timings.analysed, 10_000);
  assert.ok(timings.delays.length <= 2000);
  assert.match(timings.summary(), /^30 pictures a second, 50 ms behind$/);
});

test("each picture is sent once, and no more of them than are asked for", async () => {
  const canvas = { getContext: () => ({ drawImage() {} }), convertToBlob: async () => new Blob(["jpeg"]) };
  globalThis.OffscreenCanvas = /** @type {any} */ (class { constructor() { return canvas; } });
  const encoder = new FrameEncoder();
  const video = /** @type {any} */ ({ videoWidth: 1280, videoHeight: 720 });
  assert.equal(encoder.isDue(30), false);

  encoder.newest = 100;
  assert.equal(encoder.isDue(30), true);
  const sent = await encoder.encode(video);

  assert.equal(sent?.length, 8 + 4);
  assert.deepEqual([canvas.width, canvas.height], [640, 360]);
  assert.equal(encoder.isDue(30), false);
  encoder.newest = 100 + 1 / 30;
  assert.deepEqual([encoder.isDue(30), encoder.isDue(15)], [true, false]);
  encoder.newest = 100 + 2 / 30;
  assert.equal(encoder.isDue(15), true);
});

test("no picture is sent while the camera shows none", async () => {
  globalThis.OffscreenCanvas = /** @type {any} */ (class { getContext() { return {}; } });

  assert.equal(await new FrameEncoder().encode(/** @type {any} */ ({ videoWidth: 0, videoHeight: 0 })), null);
});

test("a tab remembers its session over a reload, and nothing that it cannot read", () => {
  const stored = new Map();
  globalThis.sessionStorage = /** @type {any} */ ({ getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value) });
  new TabSession().store({ tab_id: "a", kept: 7, isCoaching: true });

  assert.deepEqual({ ...new TabSession() }, { tab_id: "a", kept: 7, isCoaching: true });

  stored.set([...stored.keys()][0], "{nonsense");
  assert.deepEqual({ ...new TabSession() }, { tab_id: "", kept: null, isCoaching: false });
});

/** A connection that the test makes silent. */
class Silent {
  isReady = true;
  isOverdue = true;
  restarted = 0;
  restart() {
    this.restarted += 1;
  }
}

test("that no answer comes is said once after a moment, and so is that answers come again", () => {
  const connection = new Silent();
  /** @type {string[]} */
  const said = [];
  const watch = new ConnectionWatch(connection, (text) => said.push(text));

  const away = [1000, 2000, 3000, 4000].map((now) => watch.isAway(now));
  connection.isOverdue = false;
  away.push(watch.isAway(4500), watch.isAway(5000));

  assert.deepEqual(away, [true, true, true, true, false, false]);
  assert.deepEqual(said, ["The coach does not answer. One moment.", "The coach is back."]);
});

test("a silence too short to be heard of is not mentioned", () => {
  const connection = new Silent();
  /** @type {string[]} */
  const said = [];
  const watch = new ConnectionWatch(connection, (text) => said.push(text));

  watch.isAway(1000);
  connection.isOverdue = false;
  watch.isAway(2000);

  assert.deepEqual(said, []);
});

test("a connection that stays silent is made anew every 15 seconds, but not while there is none", () => {
  const connection = new Silent();
  const watch = new ConnectionWatch(connection, () => {});

  for (let now = 500; now <= 40_000; now += 500) watch.isAway(now);
  assert.equal(connection.restarted, 2);

  connection.isReady = false;
  for (let now = 40_500; now <= 80_000; now += 500) watch.isAway(now);
  assert.equal(connection.restarted, 2);
});

test("of the skeleton that is guessed is drawn faintly", () => {
  /** @type {number[]} */
  const opacities = [];
  const context = { globalAlpha: 1, clearRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, arc() {}, fill() {}, stroke() { opacities.push(this.globalAlpha); } };
  const canvas = /** @type {any} */ ({ width: 640, height: 480, getContext: () => context });
  globalThis.getComputedStyle = /** @type {any} */ (() => ({ color: "green" }));
  const points = [[0.1, 0.1, 0.9], [0.2, 0.2, 0.3], [0.3, 0.3, 0.29]];

  drawSkeleton(canvas, points, { bones: [[0, 1], [1, 2]], drawn_from: 0.3 });

  const [seen, guessed] = opacities;
  assert.equal(seen, 1);
  assert.ok(guessed < 0.5);
});

test("the skeleton eases towards the newest pose, and arrives", () => {
  const [soon] = eased([[0.5, 0.5, 0.9]], [[0.52, 0.5, 0.8]], 16);
  assert.ok(soon[0] > 0.505 && soon[0] < 0.515);
  assert.deepEqual(soon.slice(1), [0.5, 0.8]);

  let points = [[0.5, 0.5, 0.9]];
  for (let ms = 0; ms < 200; ms += 16) points = eased(points, [[0.52, 0.5, 0.9]], 16);
  assert.deepEqual(points, [[0.52, 0.5, 0.9]]);
});

test("nobody flies across the picture: somebody else is drawn where they are", () => {
  assert.deepEqual(eased([[0.2, 0.5, 0.9]], [[0.8, 0.5, 0.9]], 16), [[0.8, 0.5, 0.9]]);
});

test("between two answers the skeleton is drawn until it has arrived, and not after nobody is seen", () => {
  let drawn = 0;
  const context = { clearRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, arc() {}, fill() {}, stroke() { drawn += 1; } };
  const canvas = /** @type {any} */ ({ width: 640, height: 480, getContext: () => context });
  globalThis.getComputedStyle = /** @type {any} */ (() => ({ color: "green" }));
  /** @type {((time: number) => void)[]} */
  const waiting = [];
  globalThis.requestAnimationFrame = (step) => waiting.push(step);
  const skeleton = new MovingSkeleton(canvas, { bones: [[0, 1]], drawn_from: 0.3 });
  const from = [[0.1, 0.1, 1], [0.2, 0.2, 1]];
  const to = [[0.12, 0.1, 1], [0.2, 0.2, 1]];

  skeleton.show(from, 1000);
  assert.equal(waiting.length, 0);
  skeleton.show(to, 1066);
  let time = 1066;
  let steps = 0;
  for (; waiting.length && steps < 100; steps += 1) waiting.shift()?.((time += 16));
  assert.ok(steps > 3 && steps < 15);

  skeleton.show(from, 1400);
  skeleton.show(null, 1410);
  drawn = 0;
  waiting.shift()?.(1416);
  assert.equal(drawn, 0);
});

test("repetitions that are not kept are named with the reason, and what is lost is not said to wait", () => {
  assert.equal(notKeptWords(null), "");
  assert.equal(
    notKeptWords({ waiting: 2, lost: 0, why: "The disk is full." }),
    "2 repetitions not in your history yet. The disk is full. The coach keeps trying.",
  );
  assert.equal(notKeptWords({ waiting: 0, lost: 1, why: "It is there." }), "1 repetition could not be kept. It is there.");
});

test("that repetitions are not kept is said once, and once that they are", () => {
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const shown = [];
  const notice = new KeepingNotice({ show: (text) => void shown.push(text), say: (text) => void said.push(text), ask: () => {} });
  const waiting = { waiting: 1, lost: 0, why: "The disk is full." };

  for (const notKept of [null, waiting, waiting, null, null]) notice.tell(notKept);

  assert.equal(said.length, 2);
  assert.match(said[1], /kept/);
  assert.deepEqual([shown[0], shown[4]], ["", ""]);
  assert.match(shown[1], /not in your history/);
});
