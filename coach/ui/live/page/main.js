// @ts-check
/** Where Streamlit enters the live page. */

import { LivePage } from "./live-page.js";

/** @type {WeakMap<Node, LivePage>} */
const pages = new WeakMap();

/**
 * Streamlit calls this when the component appears and whenever its data may have changed, and calls what it returns when the component
 * goes. The element `.coach` has the page as `live`, for tests and benchmarks.
 * @param {import("./live-page.js").Component} component
 */
export function mount(component) {
  const place = component.parentElement;
  let page = pages.get(place);
  if (page) {
    page.update(component);
  } else {
    page = new LivePage(component);
    pages.set(place, page);
    Object.assign(page.root, { live: page });
  }
  return () => {
    pages.get(place)?.close();
    pages.delete(place);
  };
}
