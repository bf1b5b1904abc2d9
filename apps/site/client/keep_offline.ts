/** Lets the site be read and used without a network from the second page on. */
export function keepOffline(): void {
  // A frame belongs to the page around it, and leaves nothing behind.
  if (!("serviceWorker" in navigator) || self !== top) return;
  const { root } = document.documentElement.dataset;
  addEventListener("load", () => {
    // Whoever has asked for threads keeps them.
    const kind = wantsThreads() ? "?isolate=1" : "";
    navigator.serviceWorker.register(new URL(`${root}service_worker.js${kind}`, location.href), {
      scope: new URL(root!, location.href).pathname,
    }).catch(() => {
      // Private windows refuse; the site works all the same.
    });
  });
}

function wantsThreads(): boolean {
  try {
    return localStorage.getItem("isolate") === "1";
  } catch {
    return false;
  }
}
