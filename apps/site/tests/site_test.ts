import { describe, it, SOFTWARE_WEBGPU } from "@bnlstm/testing";
import axe from "axe-core";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { relativePath } from "../build/site_map.ts";
import { DEMOS } from "../demos/demos.ts";
import { type BuiltSite, describeSite, type OpenedPage } from "./built_site.ts";
import { testBenchmark, testBenchmarkWithout } from "./benchmark_case.ts";
import { testCharacters } from "./characters_case.ts";
import { testDigits } from "./digits_case.ts";
import { testFallbacks, testPlainHost } from "./fallback_cases.ts";
import { testGradientFlow } from "./gradient_flow_case.ts";
import { testLengths } from "./lengths_case.ts";
import { testStatistics } from "./statistics_case.ts";

/** One page of each kind, and every demo. */
const PAGES = [
  "",
  ...DEMOS.map(({ path }) => path),
  "docs/",
  "docs/backward-pass/",
  "docs/results/",
  "api/",
  "api/backend-wasm/",
  "404.html",
];

const KILOBYTE = 1000;

describe("relativePath()", () => {
  it("leads from any folder to any other", () => {
    assert.equal(relativePath("", ""), "./");
    assert.equal(relativePath("", "docs/"), "docs/");
    assert.equal(relativePath("docs/wasm/", ""), "../../");
    assert.equal(relativePath("docs/wasm/", "api/"), "../../api/");
  });
});

describeSite("the site in Chromium", { flags: SOFTWARE_WEBGPU }, (site) => {
  it("has nothing that axe finds wrong, fits its window, and keeps to its budget", async () => {
    const { page, context, problems } = await site.open("");
    for (const path of PAGES) {
      await page.goto(new URL(path, rootOf(page.url())).href);
      const { scripts } = await transferred(site, page);
      assert.ok(scripts <= 36 * KILOBYTE, `${path}: ${scripts} bytes of script`);
      await check(page, path);
    }
    await page.keyboard.press("Control+k");
    await page.keyboard.type("different length");
    await page.locator("dialog.search li").first().waitFor();
    await check(page, "search");
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("keeps text pages small and free of tensors", async () => {
    const { page, context } = await site.open("docs/statistics-store/");
    const bytes = await transferred(site, page);
    assert.ok(bytes.total <= 60 * KILOBYTE, `${bytes.total} bytes`);
    assert.ok(!bytes.text.includes("TensorFlow"), "a tensor library is loaded");
    await context.close();
  });

  it("shows what a host shows for a missing page, at any depth", async () => {
    const { page, context } = await site.open("no/such/page");
    await page.waitForURL(/\/some\/path\/404\.html$/);
    await page.getByRole("link", { name: "the home page" }).click();
    await page.locator("#demo[data-live]").waitFor();
    await context.close();
  });

  it("finds what is searched for", async () => {
    const { page, context, problems } = await site.open("docs/wasm/");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("different length");
    await page.locator("dialog.search li").first().waitFor();
    const [first] = await page.locator("dialog.search li strong").allInnerTexts();
    assert.match(first, /different length/i);
    await page.keyboard.press("Enter");
    await page.waitForURL(/variable-length/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("switches the scheme, and remembers it", async () => {
    const { page, context } = await site.open("", { colorScheme: "light" });
    const scheme = "getComputedStyle(document.documentElement).colorScheme";
    await page.locator("#switch-scheme").click();
    assert.equal(await page.evaluate(scheme), "dark");
    await page.reload();
    assert.equal(await page.evaluate(scheme), "dark");
    await context.close();
  });

  it("can be read without a network once it was visited", async () => {
    const { page, context } = await site.open("", { serviceWorkers: "allow" });
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await page.waitForFunction("navigator.serviceWorker.controller !== null");
    await context.setOffline(true);
    await page.goto(new URL("docs/wasm/", page.url()).href);
    assert.equal(await page.locator("h1").innerText(), "WebAssembly");
    await context.close();
  });

  it("says without JavaScript what can be said without it", async () => {
    const { page, context } = await site.open("", { javaScriptEnabled: false });
    assert.match(await page.locator("noscript").innerText(), /recorded/);
    assert.ok(await page.locator("#demo svg path.line").count() > 5);
    await context.close();
  });

  it("can stand in a frame, with controls left out", async () => {
    const { page, context } = await site.open("gradient-flow/?embed=1&hide=length,cell");
    await page.locator("#demo[data-live]").waitFor();
    assert.equal(await page.locator(".page-header").isVisible(), false);
    assert.equal(await page.locator("[data-control=length]").isVisible(), false);
    assert.equal(await page.locator("[data-control=gamma]").isVisible(), true);
    await context.close();
  });
  testGradientFlow(site);
  testDigits(site);
  testCharacters(site);
  testStatistics(site);
  testLengths(site);
  testBenchmark(site);
  testFallbacks(site);
});

describeSite("the site in Chromium, from a host without headers", { isolated: false }, (site) => {
  testPlainHost(site);
  testBenchmarkWithout(site);
});

/** Looks at a page in both schemes and both widths, as it stands. */
async function check(page: OpenedPage["page"], path: string): Promise<void> {
  await page.evaluate(axe.source);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const excess = "document.documentElement.scrollWidth - innerWidth";
      assert.equal(await page.evaluate(excess), 0, `${path} is too wide at ${width}`);
      const found = await page.evaluate(
        "axe.run({ resultTypes: ['violations'], iframes: false }).then(({ violations }) => violations)",
      );
      const list = (found as axe.Result[]).map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      assert.deepEqual(list, [], `${path} at ${width}, ${colorScheme}`);
    }
  }
}

function rootOf(url: string): string {
  return new URL("/some/path/", url).href;
}

/** What a page has loaded: bytes if it were compressed, of which scripts, and all of it as text. */
async function transferred(
  { folder }: BuiltSite,
  page: OpenedPage["page"],
): Promise<{ total: number; scripts: number; text: string }> {
  await page.waitForLoadState("networkidle");
  const names = await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name }) => name)",
  ) as string[];
  const root = rootOf(page.url());
  const files = [page.url(), ...new Set(names)].map((name) =>
    name.slice(root.length).replace(/(^|\/)(?:#.*)?$/, "$1index.html")
  ).filter((file) => /\.(html|css|js)$/.test(file) && file !== "service_worker.js");
  let [total, scripts, text] = [0, 0, ""];
  for (const file of files) {
    const content = await Deno.readFile(new URL(file, folder));
    const size = gzipSync(content).length;
    total += size;
    if (file.endsWith(".js")) scripts += size;
    text += new TextDecoder().decode(content);
  }
  return { total, scripts, text };
}
