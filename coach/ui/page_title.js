// Calls the page as it is told. With `untilSeen` it does so only in the background, once for each title, until somebody looks at the page.

let told = "";

export default function ({ data }) {
  const back = () => {
    document.title = data.page;
    document.removeEventListener("visibilitychange", seen);
  };
  const seen = () => {
    if (!document.hidden) back();
  };
  if (!data.untilSeen) {
    document.title = data.title;
  } else if (told !== data.title) {
    document.title = document.hidden ? data.title : data.page;
    document.addEventListener("visibilitychange", seen);
  }
  told = data.title;
  return back;
}
