import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { renderToString } from "preact-render-to-string";
import { apiPages } from "./api_pages.ts";
import { bundleScripts } from "./bundle_scripts.ts";
import { writeDataAssets } from "./data_assets.ts";
import { documentPages } from "./document_pages.ts";
import type { OfflineManifest } from "./offline_manifest.ts";
import { type Page, pageHtml } from "./page_html.tsx";
import { searchEntries } from "./search_entries.ts";
import { DEMOS } from "../demos/demos.ts";
import { demoPage } from "../pages/demo_page.tsx";
import { homePage } from "../pages/home_page.tsx";
import { apiIndexPage, apiModulePage, documentPage, notFoundPage } from "../pages/text_pages.tsx";

/** Options of {@linkcode buildSite}. */
export interface BuildOptions {
  /** Folder to write to, with a slash at its end; what is in it is removed. */
  output: URL;
  /** Where the files of the repository can be read, with a slash at its end, if that is known. */
  sourceUrl?: string;
}

const ROOT = new URL("../../../", import.meta.url);
const SITE = new URL("../", import.meta.url);
const TFJS_BINARY = "tfjs-backend-wasm-simd.wasm";

/** Builds the whole site: a folder for any static host, under any path. */
export async function buildSite({ output, sourceUrl }: BuildOptions): Promise<void> {
  await Deno.remove(output, { recursive: true }).catch(() => {});
  await Deno.mkdir(output, { recursive: true });
  const write = async (path: string, content: string | Uint8Array) => {
    const url = new URL(path, output);
    await Deno.mkdir(new URL("./", url), { recursive: true });
    await (typeof content === "string"
      ? Deno.writeTextFile(url, content)
      : Deno.writeFile(url, content));
  };

  const [{ pages: documents, figures }, modules, assets] = await Promise.all([
    documentPages(ROOT, sourceUrl),
    apiPages(ROOT, sourceUrl),
    writeAssets(output),
    bundleScripts([new URL("client/service_worker.ts", SITE)], new URL("client/", SITE), output),
  ]);
  const pages: Page[] = [
    homePage(),
    ...DEMOS.map(demoPage),
    ...documents.map((document) => documentPage(document, documents)),
    apiIndexPage(modules),
    ...modules.map((module) => apiModulePage(module, modules)),
  ];
  const context = { assets, repository: sourceUrl?.replace(/\/blob\/.*/, "") };
  for (const page of pages) await write(`${page.path}index.html`, pageHtml(page, context));
  await write("404.html", pageHtml(notFoundPage(), context));
  const searched = pages.map(({ path, title, content }) => ({
    path,
    title: title.replace(/ · bnlstm$/, ""),
    html: renderToString(<>{content}</>),
  }));
  await write("search.json", JSON.stringify(searchEntries(searched)));
  for (const figure of figures) {
    await write(`figures/${figure.split("/").at(-1)}`, await Deno.readFile(new URL(figure, ROOT)));
  }
  await write("icon.svg", await Deno.readFile(new URL("style/icon.svg", SITE)));
  await write(".nojekyll", "");
  await write("offline.json", JSON.stringify(await offlineManifest(output)));
}

/** Writes scripts, styles and data to a folder named by their content; returns its path from the root. */
async function writeAssets(output: URL): Promise<string> {
  const folder = new URL("assets/new/", output);
  await Deno.mkdir(folder, { recursive: true });
  const scripts = [
    "client/appearance.ts",
    "client/site.ts",
    ...DEMOS.flatMap(({ name }) => [`demos/${name}/page.tsx`, `demos/${name}/worker.ts`]),
  ].filter((script) => existsSync(new URL(script, SITE)));
  await bundleScripts(scripts.map((script) => new URL(script, SITE)), SITE, folder);
  await Deno.copyFile(new URL("style/site.css", SITE), new URL("site.css", folder));
  const binary = import.meta.resolve(`@tensorflow/tfjs-backend-wasm/dist/${TFJS_BINARY}`);
  await Deno.copyFile(new URL(binary), new URL(TFJS_BINARY, folder));
  await writeDataAssets(new URL("data/", folder));
  const name = `assets/${(await hashFolder(folder)).slice(0, 10)}/`;
  await Deno.rename(folder, new URL(name, output));
  return name;
}

/** Everything but the data of demos, which is kept once a demo has asked for it. */
async function offlineManifest(output: URL): Promise<OfflineManifest> {
  const files = (await filesIn(output)).filter((file) =>
    !/\/data\/|^(offline\.json|service_worker\.js|\.nojekyll)$/.test(file)
  );
  return {
    version: (await hashFolder(output)).slice(0, 10),
    files: files.map((file) => file.replace(/(^|\/)index\.html$/, "$1")),
  };
}

async function hashFolder(folder: URL): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesIn(folder)) {
    hash.update(file).update(await Deno.readFile(new URL(file, folder)));
  }
  return hash.digest("hex");
}

/** Paths of all files in a folder, sorted. */
async function filesIn(folder: URL, prefix = ""): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(new URL(prefix || ".", folder)));
  const nested = await Promise.all(
    entries.map(({ name, isDirectory }) =>
      isDirectory ? filesIn(folder, `${prefix}${name}/`) : [prefix + name]
    ),
  );
  return nested.flat().sort();
}
