// Puts the drawings on the page, with buttons to play them, also slowly and picture by picture, and a slider that goes through them.
// With curves below them a line moves over these, and a click on them jumps. The drawings' own clock (SMIL) is stopped and set.

const STEPS = 1000;
const PICTURE_S = 1 / 12; // as the figures are drawn
const SPEEDS = [
  ["¼", 0.25],
  ["½", 0.5],
  ["1", 1],
];
const SVG = "http://www.w3.org/2000/svg";
const CHART = { most: 640, height: 150, left: 40, right: 8, top: 10, bottom: 22 };
const COLOURS = ["var(--st-primary-color)", "#b8801a"];
const DASHES = ["", "6 4"];

function isDark(color) {
  const [red, green, blue] = (color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

function duration(svg) {
  const animation = svg.querySelector("animate");
  return animation ? parseFloat(animation.getAttribute("dur")) : 0;
}

function made(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

// the curves over the same time, from the start of each repetition
function chartOf(curves, longest, width) {
  const { height, left, right, top, bottom } = CHART;
  const highest = Math.max(...curves.flatMap((one) => one.values.filter((value) => value !== null)), 1) * 1.08;
  const x = (s) => left + (s / longest) * (width - left - right);
  const y = (value) => height - bottom - (Math.max(value, 0) / highest) * (height - top - bottom);
  const chart = made("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart" });
  for (const share of [0, 0.5, 1]) {
    const value = Math.round((share * highest) / 1.08);
    chart.append(made("path", { class: "grid", d: `M${left} ${y(value)}H${width - right}` }), made("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, `${value}°`));
  }
  for (let s = 0; s < longest; s += 1) chart.append(made("text", { x: x(s), y: height - 6, "text-anchor": "middle" }, `${s} s`));
  curves.forEach((one, number) => {
    let pen = "M";
    let path = "";
    one.values.forEach((value, at) => {
      path += value === null ? "" : `${pen}${x(one.times[at]).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = value === null ? "M" : "L";
    });
    chart.append(made("path", { d: path || "M0 0", fill: "none", "stroke-width": 2, "stroke-dasharray": DASHES[number % 2], style: `stroke: ${COLOURS[number % 2]}` }));
  });
  const line = made("path", { class: "cursor" });
  chart.append(line);
  return {
    chart,
    show: (s) => line.setAttribute("d", `M${x(s).toFixed(1)} ${top}V${height - bottom}`),
    second: (event) => {
      const box = chart.getBoundingClientRect();
      const at = ((event.clientX - box.left) / box.width) * width;
      return (Math.min(Math.max(at - left, 0), width - left - right) / (width - left - right)) * longest;
    },
  };
}

function valueAt(curve, s) {
  let best = null;
  let away = 0.2; // s
  curve.times.forEach((time, number) => {
    if (curve.values[number] !== null && Math.abs(time - s) < away) [best, away] = [curve.values[number], Math.abs(time - s)];
  });
  return best === null ? "not seen" : `${best.toFixed(0)}°`;
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".drawings");
  const probe = document.createElement("span");
  probe.style.color = "var(--st-background-color)";
  place.replaceChildren(probe);
  place.classList.toggle("on-dark", isDark(getComputedStyle(probe).color));
  probe.remove();

  const says = [];
  for (const { title, svg, mirrored, curve } of data.drawings) {
    const figure = document.createElement("figure");
    figure.innerHTML = `<figcaption></figcaption>${svg}`;
    figure.firstChild.textContent = title;
    const drawing = figure.querySelector("svg");
    drawing.style.maxHeight = `${data.height}px`;
    drawing.classList.toggle("mirrored", Boolean(mirrored));
    if (curve) {
      const said = document.createElement("p");
      said.style.borderLeft = `4px ${DASHES[says.length % 2] ? "dashed" : "solid"} ${COLOURS[says.length % 2]}`; // as its curve
      figure.append(said);
      says.push([said, curve]);
    }
    place.append(figure);
  }
  const moving = [...place.querySelectorAll("svg")].filter((svg) => duration(svg) > 0);
  if (!moving.length) return undefined;
  for (const svg of moving) {
    svg.pauseAnimations();
    svg.classList.add("plays");
  }

  const longest = Math.max(...moving.map(duration));
  const controls = document.createElement("div");
  controls.className = "controls";
  controls.innerHTML = `<button type="button"></button><input type="range" min="0" max="${STEPS}" value="0" aria-label="Moment of the repetition">`;
  const [button, slider] = controls.children;
  place.append(controls);
  const slow = document.createElement("div");
  slow.className = "slow";
  const speeds = SPEEDS.map(([name, rate]) => {
    const one = document.createElement("button");
    Object.assign(one, { type: "button", textContent: `${name}×` });
    one.setAttribute("aria-label", `Speed ${name}×`);
    one.addEventListener("click", () => {
      speed = rate;
      play(true);
    });
    return one;
  });
  const steps = [-1, 1].map((by) => {
    const one = document.createElement("button");
    Object.assign(one, { type: "button", textContent: by < 0 ? "◀ picture" : "picture ▶" });
    one.setAttribute("aria-label", by < 0 ? "One picture back" : "One picture on");
    one.addEventListener("click", () => {
      play(false);
      show(Math.min(Math.max((Math.round(at / PICTURE_S) + by) * PICTURE_S, 0), longest - 0.001));
    });
    return one;
  });
  slow.append(...speeds, ...steps);
  controls.append(slow);

  let joined;
  if (says.length) {
    joined = chartOf(
      says.map(([, curve]) => curve),
      longest,
      Math.min(place.clientWidth || CHART.most, CHART.most),
    );
    joined.chart.setAttribute("aria-hidden", "true"); // the slider says the same
    joined.chart.addEventListener("pointerdown", (event) => {
      play(false);
      show(joined.second(event));
    });
    joined.chart.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) show(joined.second(event));
    });
    place.append(joined.chart);
  }

  let playing = false;
  let speed = 1;
  let at = 0;
  let last = 0;
  let frame = 0;
  const show = (s) => {
    at = s;
    for (const svg of moving) svg.setCurrentTime(Math.min(s, duration(svg) - 0.001));
    slider.value = String((s / longest) * STEPS);
    joined?.show(s);
    for (const [said, curve] of says) said.textContent = `${s.toFixed(2)} s · ${valueAt(curve, s)} · ${curve.words}`;
  };
  const play = (should) => {
    playing = should;
    last = 0;
    button.textContent = playing ? "Pause" : "Play";
    speeds.forEach((one, number) => one.setAttribute("aria-pressed", String(SPEEDS[number][1] === speed)));
    cancelAnimationFrame(frame);
    if (playing) frame = requestAnimationFrame(follow);
  };
  const follow = (now) => {
    if (last) show((at + ((now - last) / 1000) * speed) % longest);
    last = now;
    frame = requestAnimationFrame(follow);
  };
  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => {
    play(false);
    show((slider.value / STEPS) * (longest - 0.001));
  });
  show(0);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    play(false);
    for (const svg of moving) svg.classList.remove("plays"); // start and top beside each other, until somebody plays
    for (const one of [button, slider, ...speeds, ...steps]) one.addEventListener("pointerdown", () => moving.forEach((svg) => svg.classList.add("plays")));
    for (const one of [button, slider, ...speeds, ...steps]) one.addEventListener("keydown", () => moving.forEach((svg) => svg.classList.add("plays")));
  } else {
    play(true);
  }
  return () => cancelAnimationFrame(frame);
}
