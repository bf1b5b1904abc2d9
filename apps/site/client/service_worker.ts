/// <reference lib="webworker" />
/**
 * Keeps the site for use without a network. Pages come from the network where there is one; what is named by its
 * content comes from the cache once it is there.
 *
 * With `?isolate=1` it also adds the headers that shared memory needs, for hosts that cannot send them. That is
 * registered only when a visitor asks for threads.
 */
import { ISOLATION_HEADERS } from "../build/isolation_headers.ts";
import type { OfflineManifest } from "../build/offline_manifest.ts";

const worker = self as unknown as ServiceWorkerGlobalScope;
const root = worker.registration.scope;
const isolate = new URL(worker.location.href).searchParams.get("isolate") === "1";

/** Other sites of the same host have caches of their own. */
const PREFIX = `bnlstm ${root} `;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(root)) return;
  const response = respond(request);
  event.respondWith(isolate ? response.then(isolated) : response);
});

async function install(): Promise<void> {
  const response = await fetch(`${root}offline.json`, { cache: "no-cache" });
  const { version, files }: OfflineManifest = await response.json();
  const name = PREFIX + version;
  await (await caches.open(name)).addAll(files.map((file) => root + file));
  for (const old of await ownCaches()) if (old !== name) await caches.delete(old);
  await worker.skipWaiting();
}

async function respond(request: Request): Promise<Response> {
  const kept = async () => {
    for (const name of await ownCaches()) {
      const response = await (await caches.open(name)).match(request, { ignoreSearch: true });
      if (response) return response;
    }
  };
  const first = request.url.startsWith(`${root}assets/`) ? await kept() : undefined;
  if (first) return first;
  try {
    const response = await fetch(request);
    const [name] = await ownCaches();
    if (response.status === 200 && name) {
      await (await caches.open(name)).put(request, response.clone());
    }
    return response;
  } catch (error) {
    const response = await kept();
    if (response) return response;
    throw error;
  }
}

async function ownCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

function isolated(response: Response): Response {
  if (response.type === "opaque" || response.type === "opaqueredirect") return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  return new Response(response.body, { status, statusText, headers });
}
