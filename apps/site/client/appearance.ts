/**
 * What must be settled before anything is drawn, so that nothing flashes or moves: the color scheme that was
 * chosen, and whether the page stands in a frame of another one (`?embed=1`).
 */
const { documentElement } = document;
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") documentElement.dataset.scheme = scheme;
} catch {
  // A frame of another site may have no storage.
}
if (new URLSearchParams(location.search).get("embed") === "1") documentElement.dataset.embed = "";
documentElement.dataset.script = "";
