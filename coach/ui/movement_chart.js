// The movement of a set over time. A line over it shows where the page's video is; a click, a drag or the arrow keys move the video.

const SVG = "http://www.w3.org/2000/svg";
const SPEEDS = [
  ["¼", 0.25],
  ["½", 0.5],
  ["1", 1],
];
const HEIGHT = 230;
const LEFT = 40;
const RIGHT = 8;
const TOP = 26;
const BOTTOM = 34;

function svg(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function button(text, label = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  return made;
}

// where on the page a time and a value are, for a chart of this width
function scales(data, width) {
  const [start, end] = data.span;
  const low = -0.12 * data.highest;
  const high = 1.05 * data.highest;
  return {
    x: (s) => LEFT + ((Math.min(Math.max(s, start), end) - start) / (end - start)) * (width - LEFT - RIGHT),
    y: (value) => TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
    second: (x) => start + (Math.min(Math.max((x - LEFT) / (width - LEFT - RIGHT), 0), 1) * (end - start)),
  };
}

function step(most, counts) {
  return counts.find((one) => most / one <= 8) ?? counts[counts.length - 1];
}

function draw(data, width) {
  const { x, y } = scales(data, width);
  const [start, end] = data.span;
  const chart = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" });
  if (data.target) {
    const [low, high] = data.target;
    chart.append(svg("rect", { class: "target", x: LEFT, y: y(high), width: width - LEFT - RIGHT, height: y(low) - y(high) }));
  }
  for (const one of data.missed) chart.append(svg("rect", { class: "missed", x: x(one.start), y: TOP, width: x(one.end) - x(one.start), height: HEIGHT - TOP - BOTTOM }));
  const degrees = step(data.highest, [5, 10, 20, 30, 45, 90]);
  for (let value = 0; value <= data.highest; value += degrees) {
    chart.append(svg("path", { class: "grid", d: `M${LEFT} ${y(value)}H${width - RIGHT}` }));
    chart.append(svg("text", { class: "quiet", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, `${value}°`));
  }
  const seconds = step(end - start, width < 500 ? [4, 10, 20, 60, 120, 600] : [2, 5, 10, 30, 60, 300]);
  for (let s = Math.ceil(start / seconds) * seconds; s <= end; s += seconds) chart.append(svg("text", { class: "quiet", x: x(s), y: HEIGHT - 16, "text-anchor": "middle" }, `${s} s`));
  for (const one of data.phases) chart.append(svg("rect", { x: x(one.start), y: HEIGHT - BOTTOM - 6, width: Math.max(x(one.end) - x(one.start), 0), height: 6, fill: one.colour }));
  let pen = "M";
  let path = "";
  for (const [s, value] of data.curve) {
    path += value === null ? "" : `${pen}${x(s).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = value === null ? "M" : "L";
  }
  chart.append(svg("path", { class: "curve", d: path || "M0 0" }));
  for (const rep of data.reps) {
    chart.append(svg("path", { class: `peak ${rep.verdict}`, d: `M${x(rep.peak)} ${TOP - 4}V${HEIGHT - BOTTOM - 6}` }));
    chart.append(svg("text", { class: `name ${rep.verdict}`, x: x(rep.peak), y: 16, "text-anchor": "middle" }, rep.name));
  }
  for (const one of data.onsets) {
    const value = valueAt(data, one.s) ?? 0;
    chart.append(svg("path", { class: "onset", d: `M${x(one.s)} ${y(value) - 5}l5 9h-10z` }));
    const isLeft = x(one.s) > width / 3;
    chart.append(svg("text", { class: "onset", x: x(one.s) + (isLeft ? -8 : 8), y: y(value) - 6, "text-anchor": isLeft ? "end" : "start" }, one.words));
  }
  return chart;
}

function valueAt(data, s) {
  let best = null;
  let away = 0.3; // s: where nothing was seen for longer there is no angle
  for (const [time, value] of data.curve) {
    if (value === null || Math.abs(time - s) >= away) continue;
    [best, away] = [value, Math.abs(time - s)];
  }
  return best;
}

// what there is to say of a moment
function wordsAt(data, s) {
  const value = valueAt(data, s);
  const rep = data.reps.find((one) => one.start <= s && s <= one.end);
  const missed = data.missed.find((one) => one.start <= s && s <= one.end);
  const phase = data.phases.find((one) => one.start <= s && s <= one.end);
  return [`${s.toFixed(1)} s`, value === null ? "not seen" : `${value.toFixed(0)}°`, rep && phase ? phase.name : "", rep?.words ?? missed?.words ?? ""].filter(Boolean).join(" · ");
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".movement");
  const video = () => document.querySelector("video"); // the page has one, outside of this component
  const [start, end] = data.span;

  const controls = document.createElement("div");
  controls.className = "controls";
  controls.setAttribute("role", "group");
  controls.setAttribute("aria-label", "The video, slowly");
  const speeds = SPEEDS.map(([name, rate]) => {
    const made = button(`${name}×`, `Speed ${name}×`);
    made.addEventListener("click", () => {
      const player = video();
      if (!player) return;
      player.playbackRate = rate;
      if (player.currentTime < start || player.currentTime >= end) player.currentTime = start;
      player.play().catch(() => {});
      mark();
    });
    return made;
  });
  const back = button("◀ picture", "One picture back");
  const on = button("picture ▶", "One picture on");
  back.addEventListener("click", () => byPictures(-1));
  on.addEventListener("click", () => byPictures(1));
  controls.append(...speeds, back, on);
  if (data.fault) {
    const fault = button(data.fault.words);
    fault.className = "fault";
    fault.title = data.fault.found;
    fault.addEventListener("click", () => jump(data.fault.s, true));
    controls.append(fault);
  }

  const frame = document.createElement("div");
  frame.className = "frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "slider");
  frame.setAttribute("aria-label", data.words);
  frame.setAttribute("aria-valuemin", start.toFixed(1));
  frame.setAttribute("aria-valuemax", end.toFixed(1));
  const line = document.createElement("div");
  line.className = "line";
  const words = document.createElement("p");
  words.className = "words";
  const legend = document.createElement("p");
  legend.className = "legend";
  for (const one of data.legend) {
    const colour = document.createElement("i");
    colour.style.background = one.colour;
    legend.append(colour, one.name);
  }
  place.replaceChildren(controls, frame, words, legend);

  let width = 0;
  const redraw = () => {
    const now = Math.round(frame.clientWidth);
    if (!now || now === width) return;
    width = now;
    frame.replaceChildren(draw(data, width), line);
    mark();
  };

  // the middle of a picture, so that rounding does not show the one before it
  const byPictures = (pictures) => {
    const player = video();
    if (!player) return;
    player.pause();
    const number = Math.floor(player.currentTime * data.fps + 1e-3) + pictures;
    player.currentTime = Math.max((number + 0.5) / data.fps, 0);
  };
  const jump = (s, isShown = false) => {
    const player = video();
    if (!player) return;
    player.pause();
    player.currentTime = Math.max(s, 0);
    if (!isShown) return;
    player.style.scrollMargin = "4.5rem 0 1rem"; // the page's head covers what is behind it
    player.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };

  const mark = () => {
    const player = video();
    const now = player?.currentTime ?? 0;
    const isHere = player && now >= start && now <= end;
    line.hidden = !isHere;
    if (isHere && width) line.style.left = `${scales(data, width).x(now)}px`;
    words.textContent = isHere ? wordsAt(data, now) : "Click on the chart, and the video shows that moment.";
    frame.setAttribute("aria-valuenow", Math.min(Math.max(now, start), end).toFixed(1));
    frame.setAttribute("aria-valuetext", words.textContent);
    speeds.forEach((one, number) => one.setAttribute("aria-pressed", String(player?.playbackRate === SPEEDS[number][1])));
  };

  const at = (event) => scales(data, width).second(event.clientX - frame.getBoundingClientRect().left);
  frame.addEventListener("pointerdown", (event) => {
    frame.setPointerCapture?.(event.pointerId);
    jump(at(event));
  });
  frame.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) jump(at(event));
  });
  frame.addEventListener("keydown", (event) => {
    const pictures = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!pictures) return;
    event.preventDefault();
    byPictures(pictures);
  });

  // while it plays the line follows each picture that the screen shows; else it follows what moved the video
  let asked = 0;
  const follow = () => {
    mark();
    asked = video()?.paused === false ? requestAnimationFrame(follow) : 0;
  };
  const heard = () => {
    if (!asked) follow();
  };
  const events = ["timeupdate", "seeking", "seeked", "play", "pause", "ratechange", "loadedmetadata"];
  for (const name of events) document.addEventListener(name, heard, true); // they do not bubble, but are seen on their way down
  const sized = new ResizeObserver(redraw);
  sized.observe(frame);
  redraw();
  mark();
  return () => {
    sized.disconnect();
    cancelAnimationFrame(asked);
    for (const name of events) document.removeEventListener(name, heard, true);
  };
}
