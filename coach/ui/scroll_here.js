// Scrolls to where it stands in the page, once for each thing that is shown.

let shown = "";

export default function ({ data, parentElement }) {
  if (data.shown === shown) return;
  shown = data.shown;
  const host = parentElement.host ?? parentElement;
  host.style.scrollMarginTop = "4.5rem"; // the page's head covers what is behind it
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  setTimeout(() => host.scrollIntoView({ block: "start", behavior }), 100); // what follows it makes the page long enough first
}
