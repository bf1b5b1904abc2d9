import type { Page } from "../build/page_html.tsx";
import { relativePath } from "../build/site_map.ts";
import { DEMOS } from "../demos/demos.ts";
import { LiveDemo } from "./demo_page.tsx";

const [FIRST] = DEMOS;

const COMMANDS = `npx -y deno@2.9.6 task train   # learn real handwritten digits
npx -y deno@2.9.6 task bnlstm --help`;

/** The first page: what it is, one live demo, the way to the others, and how to use it in one's own code. */
export function homePage(): Page {
  return {
    path: "",
    title: "bnlstm: recurrent batch normalization, in a browser tab",
    description:
      "Batch-normalized LSTMs in TypeScript, for Deno and the browser: the paper you can run.",
    layout: "home",
    script: `demos/${FIRST.name}/page.js`,
    content: (
      <>
        <div class="around-demo prose hero">
          <h1>Recurrent batch normalization, running in this tab</h1>
          <p class="lede">
            Batch normalization rescales what enters each unit to a standard deviation of γ, which
            usually starts at 1. This network reads a digit pixel by pixel and learns at the end
            whether it was right. Move γ: how much of that signal reaches the first pixel?
          </p>
        </div>
        <LiveDemo demo={FIRST} />
        <section class="around-demo" aria-labelledby="experiments">
          <h2 id="experiments">The paper you can run</h2>
          <p class="prose">
            Everything below is computed on your machine, by the same code as on the command line.
            The settings of each experiment are in its link: send the link, and whoever opens it
            gets the same numbers.
          </p>
          <ul class="cards">
            {DEMOS.map(({ path, title, summary }) => (
              <li key={path}>
                <a href={relativePath("", path)}>
                  <strong>{title}</strong>
                  <span>{summary}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
        <section class="around-demo prose" aria-labelledby="use">
          <h2 id="use">Use it</h2>
          <p>
            bnlstm is an exact and inspectable implementation of{" "}
            <a href="https://arxiv.org/abs/1603.09025">Recurrent Batch Normalization</a>{" "}
            (Cooijmans et al., 2016) over TensorFlow.js: fused kernels for WebAssembly with threads,
            WebGPU and plain JavaScript, checked against one float64 reference; training,
            checkpoints and evaluation from the command line.
          </p>
          <div class="code">
            <pre tabindex={0}><code>{COMMANDS}</code></pre>
          </div>
          <p>
            <a href="docs/">Documentation</a>{" "}
            with the derivation of every gradient and the figures of every experiment;{" "}
            <a href="api/">API</a> from the source.
          </p>
        </section>
      </>
    ),
  };
}
