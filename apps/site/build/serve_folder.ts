import { ISOLATION_HEADERS } from "./isolation_headers.ts";
import { SECURITY_POLICY } from "./page_html.tsx";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  txt: "text/plain; charset=utf-8",
};

/** Options of {@linkcode serveFolder}. */
export interface ServeOptions {
  /** Port, or 0 for any that is free. */
  port: number;
  /** Path that the site lies under, with slashes at both ends; `/` when absent. */
  base?: string;
  /** Whether memory may be shared between threads; true when absent. Most static hosts say no. */
  isolated?: boolean;
  /** Called for every request, with its path below the base. */
  onRequest?(path: string): void;
}

/** Serves a folder as a static host would, with the headers of the security policy. */
export function serveFolder(
  folder: URL,
  { port, base = "/", isolated = true, onRequest }: ServeOptions,
): Deno.HttpServer<Deno.NetAddr> {
  const headers = { "content-security-policy": SECURITY_POLICY, ...isolated && ISOLATION_HEADERS };
  return Deno.serve({ port, hostname: "localhost", onListen: () => {} }, async ({ url }) => {
    const { pathname } = new URL(url);
    if (!pathname.startsWith(base)) return new Response("Not found", { status: 404 });
    const path = decodeURIComponent(pathname.slice(base.length)).replace(/(^|\/)$/, "$1index.html");
    onRequest?.(path);
    try {
      const file = new URL(`./${path}`, folder);
      if (!file.href.startsWith(folder.href)) throw new Deno.errors.NotFound();
      const content = await Deno.readFile(file);
      const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
      return new Response(content, { headers: { ...headers, "content-type": type } });
    } catch {
      const content = await Deno.readFile(new URL("404.html", folder));
      return new Response(content, {
        status: 404,
        headers: { ...headers, "content-type": TYPES.html },
      });
    }
  });
}
