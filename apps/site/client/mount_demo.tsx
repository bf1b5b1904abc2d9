import { type ComponentType, hydrate } from "preact";
import type { Experiment } from "./experiment.ts";

/** What the build gives every demo. */
export interface DemoProps<Recorded = unknown> {
  /** Settings, for demos that train. */
  experiment: Experiment;
  /** What was recorded, to be seen before anything is computed. */
  recorded: Recorded;
}

/**
 * Puts a demo in the place of its picture, which the build drew with the same component; hides what the link says is
 * not to be seen (`?hide=seed,share`).
 */
export function mountDemo<Recorded>(Demo: ComponentType<DemoProps<Recorded>>): void {
  const place = document.querySelector("#demo")!;
  const props: DemoProps<Recorded> = JSON.parse(
    document.querySelector("#demo-props")!.textContent!,
  );
  const hidden = new URLSearchParams(location.search).get("hide")?.match(/[a-z]+/g) ?? [];
  const sheet = new CSSStyleSheet();
  for (const name of hidden) sheet.insertRule(`[data-control="${name}"] { display: none; }`);
  document.adoptedStyleSheets.push(sheet);
  hydrate(<Demo {...props} />, place);
  place.setAttribute("data-live", "");
}
