import type { ApiPage } from "../build/api_pages.ts";
import type { DocumentPage } from "../build/document_pages.ts";
import type { Page } from "../build/page_html.tsx";
import { relativePath } from "../build/site_map.ts";
import { TurnPage } from "./turn_page.tsx";

/** A document of the repository, with the ones before and after it. */
export function documentPage(document: DocumentPage, documents: readonly DocumentPage[]): Page {
  const { path, title, description, html, headings } = document;
  return {
    path,
    title: `${title} · bnlstm`,
    description,
    layout: "text",
    section: { title: "Documentation", entries: documents },
    headings,
    content: (
      <>
        <article class="prose" dangerouslySetInnerHTML={{ __html: html }} />
        <TurnPage entry={document} entries={documents} />
      </>
    ),
  };
}

/** The list of modules. */
export function apiIndexPage(modules: readonly ApiPage[]): Page {
  const path = "api/";
  return {
    path,
    title: "API · bnlstm",
    description: "The public modules of bnlstm, documented from their source.",
    layout: "text",
    section: { title: "Modules", entries: modules },
    content: (
      <article class="prose">
        <h1>API</h1>
        <p>
          Every public symbol, as documented in the source. The tests run the examples on these
          pages.
        </p>
        <dl class="modules">
          {modules.map((module) => (
            <>
              <dt>
                <a href={relativePath(path, module.path)}>
                  <code>{module.title}</code>
                </a>
              </dt>
              <dd>{module.description}</dd>
            </>
          ))}
        </dl>
      </article>
    ),
  };
}

/** One module. */
export function apiModulePage(module: ApiPage, modules: readonly ApiPage[]): Page {
  const { path, title, description, html, headings } = module;
  return {
    path,
    title: `${title} · bnlstm`,
    description,
    layout: "text",
    section: { title: "Modules", entries: modules },
    headings: headings.filter(({ level }) => level === 3).map((heading) => ({
      ...heading,
      level: 2,
    })),
    content: <article class="prose api" dangerouslySetInnerHTML={{ __html: html }} />,
  };
}

/** What a host shows for an address that does not exist. */
export function notFoundPage(): Page {
  return {
    path: "",
    title: "Not found · bnlstm",
    description: "There is no such page.",
    layout: "text",
    anywhere: true,
    content: (
      <article class="prose">
        <h1>There is no such page</h1>
        <p>
          It may have moved. The search above finds every page; or start from{" "}
          <a href="./">the home page</a>.
        </p>
      </article>
    ),
  };
}
