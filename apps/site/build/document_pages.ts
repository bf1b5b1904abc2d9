import { type RenderedMarkdown, renderMarkdown } from "./render_markdown.ts";
import { type DocumentEntry, OTHER_DOCUMENTS, relativePath } from "./site_map.ts";

/** A document as a page. */
export interface DocumentPage extends DocumentEntry, RenderedMarkdown {
  /** The first sentence or so, without markup. */
  description: string;
}

/** The documents of a repository as pages. */
export interface Documents {
  /** The pages, in reading order; the first is the table of contents. */
  pages: DocumentPage[];
  /** Files of the repository that the pages show: figures. */
  figures: Set<string>;
}

/**
 * Renders the documents of the repository. Links between them become links between pages; those to any
 * other file lead to where the source can be read, if that is known.
 *
 * @param root URL of the repository's root.
 * @param sourceUrl Where files can be read, e.g. `https://forge.example/project/blob/main/`.
 * @throws {Error} If a link leads nowhere.
 */
export async function documentPages(root: URL, sourceUrl?: string): Promise<Documents> {
  const contents = await Deno.readTextFile(new URL("docs/README.md", root));
  const listed = [...contents.matchAll(/\]\(\.\/([a-z_]+)\.md\)/g)].map(([, name]) => name);
  const present = (await Array.fromAsync(Deno.readDir(new URL("docs/", root))))
    .flatMap(({ name }) => name.endsWith(".md") && name !== "README.md" ? name.slice(0, -3) : [])
    .sort();
  const names = [...new Set([...listed, ...present])];
  const files = ["docs/README.md", ...names.map((name) => `docs/${name}.md`)];
  const entries = new Map<string, string>([
    ["docs/README.md", "docs/"],
    ["README.md", ""],
    ...names.map((name): [string, string] => [
      `docs/${name}.md`,
      `docs/${name.replaceAll("_", "-")}/`,
    ]),
    ...OTHER_DOCUMENTS.map(({ file, path }): [string, string] => [file, path]),
  ]);
  const figures = new Set<string>();
  const pages: DocumentPage[] = [];
  for (const file of [...files, ...OTHER_DOCUMENTS.map(({ file }) => file)]) {
    const path = entries.get(file)!;
    const text = await Deno.readTextFile(new URL(file, root));
    const rendered = await renderMarkdown(text, (target) => {
      if (/^[a-z]+:/.test(target)) return target;
      const url = new URL(target, new URL(file, root));
      const linked = url.href.slice(root.href.length).split("#")[0];
      if (entries.has(linked)) return relativePath(path, entries.get(linked)!) + url.hash;
      try {
        Deno.statSync(new URL(linked, root));
      } catch {
        throw new Error(`Cannot render ${file}: it links to ${target}, which does not exist`);
      }
      if (linked.endsWith(".svg")) {
        figures.add(linked);
        return relativePath(path, `figures/${linked.split("/").at(-1)}`);
      }
      return sourceUrl && sourceUrl + linked;
    });
    const title = rendered.headings[0].text;
    pages.push({ file, path, title, description: firstSentence(text), ...rendered });
  }
  return { pages, figures };
}

function firstSentence(markdown: string): string {
  const paragraph = markdown.split(/\n\s*\n/).find((part) => /^[A-Z`[]/.test(part)) ?? "";
  const text = paragraph.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]|\s+/g, " ")
    .replaceAll(/ +/g, " ").trim();
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, ".") ?? text;
}
