import type { VNode } from "preact";
import { type NavigationEntry, relativePath } from "../build/site_map.ts";

/** Properties of {@linkcode TurnPage}. */
export interface TurnPageProps {
  /** The page. */
  entry: NavigationEntry;
  /** It and the pages around it, in order. */
  entries: readonly NavigationEntry[];
}

/** Links to the pages before and after. */
export function TurnPage({ entry, entries }: TurnPageProps): VNode | null {
  const place = entries.indexOf(entry);
  const [before, after] = [entries[place - 1], entries[place + 1]];
  if (!before && !after) return null;
  return (
    <nav class="turn-page" aria-label="Previous and next page">
      {before && (
        <a href={relativePath(entry.path, before.path)} rel="prev">
          <span>Previous</span>
          {before.title}
        </a>
      )}
      {after && (
        <a class="next" href={relativePath(entry.path, after.path)} rel="next">
          <span>Next</span>
          {after.title}
        </a>
      )}
    </nav>
  );
}
