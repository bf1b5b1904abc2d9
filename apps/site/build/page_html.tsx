import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Heading } from "./render_markdown.ts";
import { FIND_ROOT_SCRIPT, FIND_ROOT_SOURCE } from "./find_root_script.ts";
import { DEMOS } from "../demos/demos.ts";
import { type NavigationEntry, relativePath } from "./site_map.ts";

/** What a page is made of. */
export interface Page {
  /** Its folder below the site's root; empty for the home page. */
  path: string;
  /** Title in the browser's tab. */
  title: string;
  /** One sentence for search engines. */
  description: string;
  /** What it shows. */
  content: ComponentChildren;
  /** How it is laid out. */
  layout: "home" | "demo" | "text";
  /** Script of its own, below `assets/`. */
  script?: string;
  /** Whether a host may show it at any address. */
  anywhere?: boolean;
  /** Pages beside it, for the column on the left. */
  section?: { title: string; entries: readonly NavigationEntry[] };
  /** Its headings, for the column on the right. */
  headings?: readonly Heading[];
}

/** Where the build put what all pages share. */
export interface PageContext {
  /** Folder of scripts and styles below the site's root, with a slash at its end. */
  assets: string;
  /** URL of the source code, if it is known. */
  repository?: string;
}

/**
 * What a page may load and do: nothing from elsewhere, and nothing inline but what finds the site's root. WebAssembly must be compiled, and
 * the threads of its kernels start from a blob, as which a pasted text is read too.
 */
export const SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${FIND_ROOT_SOURCE}`,
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A whole page as HTML. */
export function pageHtml(page: Page, { assets, repository }: PageContext): string {
  const to = (path: string) => relativePath(page.path, path);
  const html = renderToString(
    <html lang="en" data-root={to("")} data-assets={to(assets)}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={SECURITY_POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title}</title>
        <meta name="description" content={page.description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={to("icon.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={to(`${assets}site.css`)} />
        <script src={to(`${assets}client/appearance.js`)}></script>
        <script type="module" src={to(`${assets}client/site.js`)}></script>
        {page.anywhere && <script dangerouslySetInnerHTML={{ __html: FIND_ROOT_SCRIPT }} />}
        {page.script && <script type="module" src={to(assets + page.script)}></script>}
      </head>
      <body class={`layout-${page.layout}`}>
        <a class="skip" href="#content">Skip to the content</a>
        <Header page={page} to={to} />
        <div class="columns">
          {page.section && <Section page={page} to={to} />}
          <main id="content" tabindex={-1}>{page.content}</main>
          {page.headings && page.headings.length > 2 && <Contents headings={page.headings} />}
        </div>
        <footer class="page-footer">
          <p>
            MIT license. The method is by Cooijmans, Ballas, Laurent, Gülçehre and Courville,{" "}
            <a href="https://arxiv.org/abs/1603.09025">Recurrent Batch Normalization</a>{" "}
            (2016). Nothing you type, draw or drop on this site leaves your machine.
          </p>
          {repository && (
            <p>
              <a href={repository}>Source code</a>
            </p>
          )}
        </footer>
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
}

interface Linked {
  page: Page;
  to: (path: string) => string;
}

function Header({ page, to }: Linked) {
  const link = (path: string, title: string) => (
    <a href={to(path)} aria-current={page.path === path ? "page" : undefined}>{title}</a>
  );
  return (
    <header class="page-header">
      <a class="wordmark" href={to("")}>bnlstm</a>
      <nav aria-label="Site">
        <details class="menu" name="menu">
          <summary>Demos</summary>
          <ul>{DEMOS.map(({ path, title }) => <li key={path}>{link(path, title)}</li>)}</ul>
        </details>
        {link("docs/", "Docs")}
        {link("api/", "API")}
      </nav>
      <div class="tools">
        <button type="button" class="tool" id="open-search" hidden>
          <SearchIcon />
          <span>Search</span>
        </button>
        <button type="button" class="tool" id="switch-scheme" hidden>
          <SchemeIcon />
          <span class="visually-hidden">Dark</span>
        </button>
      </div>
    </header>
  );
}

function Section({ page, to }: Linked) {
  const { title, entries } = page.section!;
  return (
    <nav class="section" aria-label={title}>
      <details open>
        <summary>{title}</summary>
        <ul>
          {entries.map((entry) => (
            <li>
              <a href={to(entry.path)} aria-current={page.path === entry.path ? "page" : undefined}>
                {entry.title.split(/(?<=\/)/).map((part) => (
                  <span key={part}>
                    {part}
                    <wbr />
                  </span>
                ))}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

function Contents({ headings }: { headings: readonly Heading[] }) {
  return (
    <nav class="contents" aria-label="On this page">
      <p>On this page</p>
      <ul>
        {headings.filter(({ level }) => level === 2).map(({ id, text }) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SearchIcon() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M13 13l5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}

function SchemeIcon() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
    </svg>
  );
}
