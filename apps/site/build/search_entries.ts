import type { SearchEntry } from "../client/search.ts";

/** A page to be found. */
export interface SearchedPage {
  /** Its folder. */
  path: string;
  /** Its title. */
  title: string;
  /** Its content as HTML. */
  html: string;
}

/** Most characters kept of a section. */
const LONGEST = 600;

/** What the search knows: each section of each page, from one heading with an anchor to the next. */
export function searchEntries(pages: readonly SearchedPage[]): SearchEntry[] {
  const entries = pages.flatMap(({ path, title, html }) =>
    html.split(/(?=<h[1-3][ >])/).flatMap((section) => {
      const heading = /^<h[1-3](?: id="([^"]*)")?[^>]*>(.*?)<\/h[1-3]>/s.exec(section);
      const text = plainText(heading ? section.slice(heading[0].length) : section);
      if (!heading && text === "") return [];
      return [{
        url: path + (heading?.[1] ? `#${heading[1]}` : ""),
        page: title,
        heading: heading ? plainText(heading[2]) : title,
        text: text.slice(0, LONGEST),
      }];
    })
  );
  return entries.map((entry, id) => ({ id, ...entry }));
}

function plainText(html: string): string {
  return html.replaceAll(/<annotation.*?<\/annotation>|<script.*?<\/script>/gs, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(
      "&amp;",
      "&",
    )
    .replaceAll(/\s+/g, " ").trim();
}
