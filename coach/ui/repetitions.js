// The movements beside the page's video: a click shows that one, and while the video plays, the one that is shown is marked.

const LEAD_S = 0.5; // a movement is shown from a little before it begins

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function buttonOf(one) {
  const button = element("button", `rep ${one.verdict}`);
  button.type = "button";
  if (one.picture) {
    const picture = element("img", "");
    picture.src = one.picture;
    picture.alt = "";
    button.append(picture);
  }
  const text = element("span", "words");
  const head = element("span", "head");
  if (one.name) head.append(element("b", "", one.name), element("span", "sign", one.sign));
  if (one.range) head.append(element("b", "", one.range));
  head.append(element("span", "quiet", `at ${one.at}`));
  text.append(head);
  for (const { verdict, words } of one.words) text.append(element("span", verdict, words));
  button.append(text);
  return button;
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".repetitions");
  place.replaceChildren();
  const shown = [];
  for (const { title, rows } of data.lists) {
    if (title) place.append(element("h3", "", title));
    const list = document.createElement("ol");
    for (const one of rows) {
      const button = buttonOf(one);
      button.addEventListener("click", () => jump(one));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
      shown.push({ one, button });
    }
    place.append(list);
  }

  // the page has one video, outside of this component
  const video = () => document.querySelector("video");
  const jump = async (one) => {
    const player = video();
    if (!player) return;
    player.currentTime = Math.max(one.start_s - LEAD_S, 0);
    player.style.scrollMargin = "4.5rem 0 1rem"; // the page's head covers what is behind it
    player.scrollIntoView({ block: "nearest", behavior: "smooth" });
    await player.play().catch(() => {}); // a browser may refuse to play; it has jumped there all the same
  };
  let marked;
  const mark = () => {
    const now = video()?.currentTime ?? -1;
    const current = now > 0 ? shown.find(({ one }) => one.start_s - LEAD_S <= now && now <= one.end_s + LEAD_S) : undefined;
    if (current === marked) return;
    marked = current;
    for (const row of shown) row.button.toggleAttribute("aria-current", row === current);
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
