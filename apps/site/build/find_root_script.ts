import { createHash } from "node:crypto";

/**
 * A script for the page that a host shows for an address that does not exist. That may be at any depth, where what the
 * page links to by relative paths is not found. It looks upward for a file that the root has, and opens the page there.
 */
export const FIND_ROOT_SCRIPT = `(async () => {
  const { pathname } = location;
  const parts = pathname.split("/");
  for (let depth = parts.length - 1; depth > 0; depth--) {
    const root = parts.slice(0, depth).join("/") + "/";
    if (pathname === root + "404.html") return;
    const { ok } = await fetch(root + "offline.json", { method: "HEAD" });
    if (ok) return location.replace(root + "404.html");
  }
})();`;

/** What lets a security policy allow that script alone. */
export const FIND_ROOT_SOURCE = `'sha256-${
  createHash("sha256").update(FIND_ROOT_SCRIPT).digest("base64")
}'`;
