// Puts the drawings on the page, with a button that stops them and a slider that goes through them. They move by themselves (SMIL).

const STEPS = 1000;

function isDark(color) {
  const [red, green, blue] = (color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

function duration(svg) {
  const animation = svg.querySelector("animate");
  return animation ? parseFloat(animation.getAttribute("dur")) : 0;
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".drawings");
  const probe = document.createElement("span");
  probe.style.color = "var(--st-background-color)";
  place.replaceChildren(probe);
  place.classList.toggle("on-dark", isDark(getComputedStyle(probe).color));
  probe.remove();

  for (const { title, svg } of data.drawings) {
    const figure = document.createElement("figure");
    figure.innerHTML = `<figcaption></figcaption>${svg}`;
    figure.firstChild.textContent = title;
    figure.querySelector("svg").style.maxHeight = `${data.height}px`;
    place.append(figure);
  }
  const moving = [...place.querySelectorAll("svg")].filter((svg) => duration(svg) > 0);
  if (!moving.length) return undefined;

  const longest = Math.max(...moving.map(duration));
  const controls = document.createElement("div");
  controls.className = "controls";
  controls.innerHTML = `<button type="button"></button><input type="range" min="0" max="${STEPS}" value="0" aria-label="Moment of the repetition">`;
  const [button, slider] = controls.children;
  place.append(controls);

  let playing = false;
  let frame = 0;
  const play = (should) => {
    playing = should;
    button.textContent = playing ? "Pause" : "Play";
    for (const svg of moving) {
      svg.classList.add("plays");
      playing ? svg.unpauseAnimations() : svg.pauseAnimations();
    }
    cancelAnimationFrame(frame);
    if (playing) follow();
  };
  const follow = () => {
    slider.value = String(((moving[0].getCurrentTime() % longest) / longest) * STEPS);
    frame = requestAnimationFrame(follow);
  };
  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => {
    play(false);
    for (const svg of moving) svg.setCurrentTime(((slider.value / STEPS) * longest) % (duration(svg) + 0.001));
  });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    button.textContent = "Play";
    for (const svg of moving) svg.pauseAnimations();
  } else {
    play(true);
  }
  return () => cancelAnimationFrame(frame);
}
