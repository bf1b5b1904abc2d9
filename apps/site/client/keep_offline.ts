/** Lets the site be read and used without a network from the second page on. */
export function keepOffline(): void {
  // A frame belongs to the page around it, and leaves nothing behind.
  if (!("serviceWorker" in navigator) || self !== top) return;
  const { root } = document.documentElement.dataset;
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL(`${root}service_worker.js`, location.href), {
      scope: new URL(root!, location.href).pathname,
    }).catch(() => {
      // Private windows refuse; the site works all the same.
    });
  });
}
