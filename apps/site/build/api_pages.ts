import { fileURLToPath } from "node:url";
import {
  type DocDeclaration,
  type DocMember,
  type JsDoc,
  memberSignature,
  signature,
} from "./api_signature.ts";
import { escapeHtml } from "./escape_html.ts";
import { codeHighlighter } from "./highlight.ts";
import { type Heading, renderMarkdown } from "./render_markdown.ts";
import type { NavigationEntry } from "./site_map.ts";

/** The documentation of one module of a package. */
export interface ApiPage extends NavigationEntry {
  /** What it is for, in one sentence. */
  description: string;
  /** Its content. */
  html: string;
  /** Its headings. */
  headings: Heading[];
}

interface DocOutput {
  nodes: Record<string, {
    module_doc?: JsDoc;
    symbols: { name: string; declarations: DocDeclaration[] }[];
  }>;
}

const KINDS: Readonly<Record<DocDeclaration["kind"], string>> = {
  function: "Functions",
  class: "Classes",
  interface: "Interfaces",
  typeAlias: "Types",
  variable: "Values",
  namespace: "Namespaces",
};

/**
 * A page for each public module of each published package, from its docstrings.
 *
 * @param root URL of the repository's root.
 * @param sourceUrl Where files can be read, if that is known.
 */
export async function apiPages(root: URL, sourceUrl?: string): Promise<ApiPage[]> {
  const modules = await publicModules(root);
  const outputs = await Promise.all(modules.map(({ file }) => denoDoc(file)));
  return await Promise.all(
    modules.map(({ name, path, file }, i) =>
      modulePage({ name, path, output: outputs[i], file, root, sourceUrl })
    ),
  );
}

async function publicModules(root: URL): Promise<{ name: string; path: string; file: URL }[]> {
  const folders = (await Array.fromAsync(Deno.readDir(new URL("packages/", root))))
    .map(({ name }) => name).filter((name) => name !== "testing").sort();
  const modules = await Promise.all(folders.map(async (folder) => {
    const base = new URL(`packages/${folder}/`, root);
    const { name, exports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", base)));
    const entries: [string, string][] = typeof exports === "string"
      ? [[".", exports]]
      : Object.entries(exports);
    return entries.map(([key, file]) => ({
      name: name + key.slice(1),
      path: `api/${folder}${key.slice(1)}/`,
      file: new URL(file, base),
    }));
  }));
  return modules.flat();
}

async function denoDoc(file: URL): Promise<DocOutput["nodes"][string]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", fileURLToPath(file)],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot document ${file}: ${decoder.decode(stderr)}`);
  return Object.values((JSON.parse(decoder.decode(stdout)) as DocOutput).nodes)[0];
}

interface ModuleOptions {
  name: string;
  path: string;
  file: URL;
  output: DocOutput["nodes"][string];
  root: URL;
  sourceUrl?: string;
}

async function modulePage(
  { name, path, output, root, sourceUrl }: ModuleOptions,
): Promise<ApiPage> {
  const highlight = await codeHighlighter();
  const symbols = new Map(output.symbols.map((symbol) => [symbol.name, symbol]));
  const code = (text: string) =>
    `<div class="code"><pre tabindex="0"><code>${
      linkSymbols(highlight(text, "ts"), (word) => symbols.has(word))
    }</code></pre></div>\n`;
  const prose = async (doc: string | undefined) =>
    doc === undefined ? "" : (await renderMarkdown(
      doc.replaceAll(/\{@link(?:code|plain)? ([^}\s|]+)[^}]*\}/g, (_, target) => `\`${target}\``),
      (target) => /^(https?:|#)/.test(target) ? target : undefined,
    )).html;

  const parts = [
    `<h1><code>${escapeHtml(name)}</code></h1>\n`,
    await prose(output.module_doc?.doc),
  ];
  const headings: Heading[] = [];
  for (const [kind, title] of Object.entries(KINDS)) {
    const found = output.symbols.filter(({ declarations }) => declarations[0].kind === kind);
    if (found.length === 0) continue;
    headings.push({ level: 2, id: title.toLowerCase(), text: title });
    parts.push(`<h2 id="${title.toLowerCase()}">${title}</h2>\n`);
    for (const symbol of found) {
      headings.push({ level: 3, id: symbol.name, text: symbol.name });
      parts.push(
        `<h3 id="${symbol.name}"><a class="anchor" href="#${symbol.name}">${symbol.name}</a></h3>\n`,
      );
      for (const declaration of symbol.declarations) {
        parts.push(
          code(signature(symbol.name, declaration)),
          await prose(declaration.jsDoc?.doc),
          await tags(declaration.jsDoc, prose),
          await members(declaration, code, prose),
        );
      }
      const { filename, line } = symbol.declarations[0].location;
      if (sourceUrl && filename.startsWith(root.href)) {
        const file = filename.slice(root.href.length);
        parts.push(`<p class="source"><a href="${sourceUrl}${file}#L${line}">${file}</a></p>\n`);
      }
    }
  }
  const [first = ""] = (output.module_doc?.doc ?? "").split(/\n\s*\n/);
  return {
    path,
    title: name,
    description: first.replaceAll("`", "").replaceAll(/\s+/g, " ").trim() || `The module ${name}.`,
    html: parts.join(""),
    headings,
  };
}

type Prose = (doc: string | undefined) => Promise<string>;

async function tags(jsDoc: JsDoc | undefined, prose: Prose): Promise<string> {
  const named = (kind: string) => jsDoc?.tags?.filter((tag) => tag.kind === kind) ?? [];
  const rows = [
    ...named("param").map(({ name, doc }) => [`<code>${name}</code>`, doc]),
    ...["return", "returns"].flatMap(named).map(({ doc }) => ["Returns", doc]),
    ...named("throws").map(({ tsType, doc }) => [`Throws <code>${tsType?.repr}</code>`, doc]),
  ];
  const list = (await Promise.all(
    rows.map(async ([term, doc]) => `<dt>${term}</dt><dd>${await prose(doc)}</dd>`),
  )).join("");
  const examples = await Promise.all(named("example").map(({ doc }) => prose(doc)));
  return (list && `<dl>${list}</dl>\n`) + examples.join("");
}

async function members(
  { def, kind }: DocDeclaration,
  code: (text: string) => string,
  prose: Prose,
): Promise<string> {
  if (kind !== "class" && kind !== "interface") return "";
  const shown = [...def.properties ?? [], ...def.methods ?? []]
    .filter(({ accessibility, name }) => accessibility !== "private" && !name?.startsWith("#"));
  const parts = await Promise.all(
    shown.map(async (member: DocMember) =>
      `<div class="member">${code(memberSignature(member))}${await prose(
        member.jsDoc?.doc,
      )}${await tags(
        member.jsDoc,
        prose,
      )}</div>\n`
    ),
  );
  return parts.join("");
}

/** Makes a link of every name that the page documents, outside of tags. */
function linkSymbols(html: string, isSymbol: (word: string) => boolean): string {
  return html.split(/(<[^>]*>)/).map((part) =>
    part.startsWith("<") ? part : part.replaceAll(
      /(?<![\w&])[A-Za-z]\w+/g,
      (word) => isSymbol(word) ? `<a href="#${word}">${word}</a>` : word,
    )
  ).join("");
}
