// The repetitions beside the page's video: a click shows that one, and while the video plays, the one that is shown is marked.

const LEAD_S = 0.5; // a repetition is shown from a little before it begins
const GRADES = { fault: "✕", warn: "!", good: "✓" };

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function numbered(rep) {
  const button = element("button", `rep ${rep.grade}`);
  button.type = "button";
  if (rep.picture) {
    const picture = element("img", "");
    picture.src = rep.picture;
    picture.alt = "";
    button.append(picture);
  }
  const words = element("span", "words");
  const head = element("span", "head");
  head.append(element("b", "", `${rep.index} `), element("span", "sign", GRADES[rep.grade]));
  head.append(element("b", "range", rep.range), element("span", "quiet", `at ${rep.at}`));
  words.append(head, element("span", "quiet", rep.tempo));
  for (const found of rep.found) words.append(element("span", found.grade, found.words));
  button.append(words);
  return button;
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".repetitions");
  place.replaceChildren();
  const shown = [];
  for (const { title, reps } of data.sets) {
    if (title) place.append(element("h4", "", title));
    const list = document.createElement("ol");
    for (const rep of reps) {
      const button = numbered(rep);
      button.addEventListener("click", () => jump(rep));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
      shown.push({ rep, button });
    }
    place.append(list);
  }

  // the page has one video, outside of this component
  const video = () => document.querySelector("video");
  const jump = async (rep) => {
    const player = video();
    if (!player) return;
    player.currentTime = Math.max(rep.start_s - LEAD_S, 0);
    player.scrollIntoView({ block: "nearest", behavior: "smooth" });
    await player.play().catch(() => {}); // a browser may refuse to play; it has jumped there all the same
  };
  let marked;
  const mark = () => {
    const now = video()?.currentTime ?? -1;
    const current = now > 0 ? shown.find(({ rep }) => rep.start_s - LEAD_S <= now && now <= rep.end_s + LEAD_S) : undefined;
    if (current === marked) return;
    marked = current;
    for (const one of shown) one.button.toggleAttribute("aria-current", one === current);
    if (!current) return;
    const list = place.getBoundingClientRect();
    const row = current.button.getBoundingClientRect();
    const away = Math.min(row.top - list.top, 0) || Math.max(row.bottom - list.bottom, 0);
    if (away) place.scrollBy({ top: away, behavior: "smooth" }); // not the page
  };
  // these events do not bubble, but are seen on their way down
  const events = ["timeupdate", "seeking"];
  for (const name of events) document.addEventListener(name, mark, true);
  mark();
  return () => events.forEach((name) => document.removeEventListener(name, mark, true));
}
