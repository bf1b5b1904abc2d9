import { useEffect, useState } from "preact/hooks";
import { type LinkOptions, parseLink, type Settings, writeLink } from "./experiment.ts";

/** What the address says of the experiment. */
export interface Link {
  settings: Settings;
  options: LinkOptions;
  /** What is wrong with it. */
  error?: string;
  /** Changes settings; those that are `undefined` are those of the demo again. */
  set(changes: Readonly<Record<string, string | number | undefined>>, threads?: number): void;
}

/** The experiment of the address: read from it, and written to it. */
export function useLink(): Link {
  // The build draws every demo with its own settings; those of the link come once the page is there.
  const [link, setLink] = useState<Pick<Link, "settings" | "options" | "error">>({
    settings: {},
    options: {},
  });
  useEffect(() => {
    const read = () => {
      try {
        setLink(parseLink(location.hash));
      } catch (error) {
        setLink({ settings: {}, options: {}, error: (error as Error).message });
      }
    };
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return {
    ...link,
    set(changes, threads = link.options.threads) {
      const merged = Object.entries({ ...link.settings, ...changes })
        .filter(([, value]) => value !== undefined);
      const settings = Object.fromEntries(merged) as Settings;
      const hash = writeLink(settings, { ...threads !== undefined && { threads } });
      history.replaceState(null, "", hash || location.pathname + location.search);
      setLink({ settings, options: { ...threads !== undefined && { threads } } });
    },
  };
}
