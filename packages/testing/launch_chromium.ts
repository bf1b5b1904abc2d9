import type { Browser } from "playwright-core";

/** Where distributions put the browser. */
const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Nothing that calls home. */
const FLAGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Flags for WebGPU on the software adapter that comes with Chromium. */
export const SOFTWARE_WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** Milliseconds that a browser on a busy machine may take to start, and a page of it to do what it is told. */
export const BROWSER_PATIENCE = 120_000;

/** What is missing for tests in a browser; undefined where nothing is. */
export function missingBrowser(): string | undefined {
  return EXECUTABLES.some(isFile) ? undefined : `none of ${EXECUTABLES.join(", ")} exists`;
}

/** Starts headless Chromium, with flags besides. */
export async function launchChromium(flags: string[] = []): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath: EXECUTABLES.find(isFile),
    args: [...FLAGS, ...flags],
    timeout: BROWSER_PATIENCE,
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
