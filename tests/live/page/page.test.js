// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { message, patience } from "../../../coach/ui/live/page/link.js";
import { Memory } from "../../../coach/ui/live/page/memory.js";
import { Pictures } from "../../../coach/ui/live/page/pictures.js";
import { DEFAULTS, understood } from "../../../coach/ui/live/page/settings.js";
import { Stats } from "../../../coach/ui/live/page/stats.js";
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

test("stored settings that are damaged, unknown or out of range are the defaults", () => {
  assert.deepEqual(understood(null), DEFAULTS);
  assert.deepEqual(understood("text"), DEFAULTS);
  assert.deepEqual(understood([1, 2]), DEFAULTS);
  const damaged = { sets: 99, reps: "12", rest: NaN, sound: "loud", unheard: 1, mirrored: null, voiceVolume: -1 };
  assert.deepEqual(understood(damaged), DEFAULTS);
});

test("settings that make sense are kept", () => {
  assert.deepEqual(understood({ sets: 3, sound: "sounds", mirrored: false }), { ...DEFAULTS, sets: 3, sound: "sounds", mirrored: false });
});

test("a message is the time in eight bytes and then the picture", () => {
  const bytes = message(1.5, new Uint8Array([255, 216]).buffer);

  assert.equal(bytes.length, 10);
  assert.equal(new DataView(bytes.buffer).getFloat64(0, true), 1.5);
  assert.deepEqual([...bytes.slice(8)], [255, 216]);
});

test("a lost connection is tried again soon, and never later than every two seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 20].map(patience), [250, 500, 1000, 2000, 2000, 2000]);
});

test("time is shown as a clock shows it", () => {
  assert.deepEqual([0, 6.2, 60, 89.9, -3].map(clock), ["0:00", "0:07", "1:00", "1:30", "0:00"]);
});

test("one is not many", () => {
  assert.deepEqual([plural(1, "repetition"), plural(2, "repetition")], ["1 repetition", "2 repetitions"]);
});

test("figures do not pile up in a long session", () => {
  const stats = new Stats();

  for (let number = 0; number < 10_000; number += 1) stats.drawn(number / 30, number / 30 + 0.05, 18);

  assert.equal(stats.analysed, 10_000);
  assert.ok(stats.delays.length <= 2000);
  assert.match(stats.rates(), /^30 pictures a second, 50 ms behind$/);
});

test("each picture is sent once, and no more of them than are asked for", async () => {
  const canvas = { getContext: () => ({ drawImage() {} }), convertToBlob: async () => new Blob(["jpeg"]) };
  globalThis.OffscreenCanvas = /** @type {any} */ (class { constructor() { return canvas; } });
  const pictures = new Pictures();
  const video = /** @type {any} */ ({ videoWidth: 1280, videoHeight: 720 });
  assert.equal(pictures.isDue(30), false);

  pictures.newest = 100;
  assert.equal(pictures.isDue(30), true);
  const sent = await pictures.encoded(video);

  assert.equal(sent?.length, 8 + 4);
  assert.deepEqual([canvas.width, canvas.height], [640, 360]);
  assert.equal(pictures.isDue(30), false);
  pictures.newest = 100 + 1 / 30;
  assert.deepEqual([pictures.isDue(30), pictures.isDue(15)], [true, false]);
  pictures.newest = 100 + 2 / 30;
  assert.equal(pictures.isDue(15), true);
});

test("no picture is sent while the camera shows none", async () => {
  globalThis.OffscreenCanvas = /** @type {any} */ (class { getContext() { return {}; } });

  assert.equal(await new Pictures().encoded(/** @type {any} */ ({ videoWidth: 0, videoHeight: 0 })), null);
});

test("a tab remembers its session over a reload, and nothing that it cannot read", () => {
  const stored = new Map();
  globalThis.sessionStorage = /** @type {any} */ ({ getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value) });
  new Memory().keep({ seat: "a", kept: 7, isCoaching: true });

  assert.deepEqual({ ...new Memory() }, { seat: "a", kept: 7, isCoaching: true });

  stored.set([...stored.keys()][0], "{nonsense");
  assert.deepEqual({ ...new Memory() }, { seat: "", kept: null, isCoaching: false });
});
