import type { VNode } from "preact";
import { experimentBase } from "../build/experiment_base.ts";
import type { Page } from "../build/page_html.tsx";
import { DEMOS } from "../demos/demos.ts";
import type { Demo } from "../demos/demo.ts";
import { TurnPage } from "./turn_page.tsx";

/** The page of a demo. */
export function demoPage(demo: Demo): Page {
  const { path, title, summary, lede, text, name } = demo;
  return {
    path,
    title: `${title} · bnlstm`,
    description: summary,
    layout: "demo",
    script: `demos/${name}/page.js`,
    content: (
      <>
        <div class="around-demo prose">
          <h1>{title}</h1>
          <p class="lede">{lede}</p>
        </div>
        <LiveDemo demo={demo} />
        <div class="around-demo prose">{text}</div>
        <div class="around-demo">
          <TurnPage entry={demo} entries={DEMOS} />
        </div>
      </>
    ),
  };
}

/** A demo as it is before its script has come: the recorded run. */
export function LiveDemo(
  { demo: { Component, tasks, overrides, recorded } }: { demo: Demo },
): VNode {
  const experiment = experimentBase(tasks, overrides);
  const props = { experiment, recorded };
  // Inside of a script element, only a closing tag must not appear.
  const json = JSON.stringify(props).replaceAll("<", "\\u003c");
  return (
    <>
      <noscript>
        <p class="failure">The demo needs JavaScript. What you see is a recorded run.</p>
      </noscript>
      <div id="demo">
        <Component {...props} />
      </div>
      <script id="demo-props" type="application/json" dangerouslySetInnerHTML={{ __html: json }} />
    </>
  );
}
