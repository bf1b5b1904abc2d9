import katex from "katex";
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import { codeHighlighter } from "./highlight.ts";
import { escapeHtml } from "./escape_html.ts";

/** A heading that can be linked to. */
export interface Heading {
  /** 1 … 6. */
  level: number;
  /** Its anchor. */
  id: string;
  /** Its text. */
  text: string;
}

/** A text as HTML. */
export interface RenderedMarkdown {
  /** The HTML. */
  html: string;
  /** Its headings, in order. */
  headings: Heading[];
}

/** Turns what a text links to, as it is written there, into a URL; `undefined` where there is none. */
export type ResolveLink = (target: string) => string | undefined;

/**
 * Renders Markdown: code colored, formulas in `$…$` and `math` blocks as MathML, headings with anchors,
 * wide tables in a box that scrolls.
 */
export async function renderMarkdown(
  text: string,
  resolveLink: ResolveLink,
): Promise<RenderedMarkdown> {
  const highlight = await codeHighlighter();
  const headings: Heading[] = [];
  const markdown = new MarkdownIt({ typographer: false, linkify: false });
  markdown.use(anchor, {
    slugify: headingId,
    permalink: anchor.permalink.headerLink({ class: "anchor" }),
    callback: (token, { slug, title }) =>
      headings.push({ level: Number(token.tag.slice(1)), id: slug, text: title }),
  });
  const { rules } = markdown.renderer;
  const block = (code: string, language: string) =>
    language === "math"
      ? formula(code, true)
      : `<div class="code"><pre tabindex="0"><code>${
        highlight(code, language)
      }</code></pre></div>\n`;
  rules.fence = (tokens, i) => block(tokens[i].content, tokens[i].info.trim());
  // What is indented is typed into a terminal.
  rules.code_block = (tokens, i) => block(tokens[i].content, "bash");
  rules.code_inline = (tokens, i) => {
    const { content } = tokens[i];
    return `<code>${escapeHtml(content)}</code>`;
  };
  rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  rules.table_close = () => "</table></div>\n";
  // The security policy forbids styles in attributes.
  rules.th_open = rules.td_open = (tokens, i, options, _env, renderer) => {
    const align = /text-align:(\w+)/.exec(String(tokens[i].attrGet("style") ?? ""))?.[1];
    tokens[i].attrs = align === undefined ? null : [["class", `align-${align}`]];
    return renderer.renderToken(tokens, i, options);
  };
  rules.image = (tokens, i) => {
    const { content, attrs } = tokens[i];
    const source = resolveLink(String(attrs!.find(([name]) => name === "src")![1])) ?? "";
    return `<img class="figure" src="${escapeHtml(source)}" alt="${
      escapeHtml(content)
    }" loading="lazy">`;
  };
  rules.text = (tokens, i) =>
    // A number keeps its sign.
    tokens[i].content.replaceAll(/(\d) %/g, "$1\u00a0%").split(/\$([^$\s](?:[^$]*[^$\s])?)\$/)
      .map((part, i) => i % 2 ? formula(part, false) : escapeHtml(part)).join("");
  const plainLink = (open: boolean): NonNullable<typeof rules.link_open> =>
  (
    tokens,
    i,
    options,
    _env,
    renderer,
  ) => {
    const token = tokens[i];
    const href = token.attrGet("href");
    if (open && href !== null && !String(href).startsWith("#")) {
      const resolved = resolveLink(String(href));
      if (resolved === undefined) token.attrs = [];
      else token.attrSet("href", resolved);
    }
    return renderer.renderToken(tokens, i, options);
  };
  rules.link_open = plainLink(true);
  return { html: markdown.render(text), headings };
}

/** The anchor of a heading, as a forge makes it. */
function headingId(text: string): string {
  return text.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(/\s/g, "-");
}

function formula(tex: string, displayMode: boolean): string {
  const html = katex.renderToString(tex, { output: "mathml", displayMode, throwOnError: true });
  return displayMode ? `<div class="formula" tabindex="0">${html}</div>\n` : html;
}
