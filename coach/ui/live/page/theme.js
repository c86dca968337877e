// @ts-check
/** Light or dark, as the pages around this one are. */

/** @param {Element} element */
export function isDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("i");
  probe.style.color = ground || "#fff";
  document.body.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255];
  probe.remove();
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
}
