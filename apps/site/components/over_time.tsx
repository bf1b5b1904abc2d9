import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { SiteOverTime } from "../client/statistics_over_time.ts";
import { Choice } from "./choice.tsx";
import { LineChart } from "./line_chart.tsx";

/** Properties of {@linkcode OverTime}. */
export interface OverTimeProps {
  sites: readonly SiteOverTime[];
  /** A time step to mark. */
  at?: number;
}

/** Mean or variance of some units against time: what the network is normalized with in use. */
export function OverTime({ sites, at }: OverTimeProps): VNode {
  const [chosen, setChosen] = useState("layer0 hidden");
  const [what, setWhat] = useState<"mean" | "variance">("mean");
  const site = sites.find(({ name }) => name === chosen) ?? sites[0];
  const lines = site[what];
  const values = lines.flat();
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least || 1) * 0.05;
  return (
    <>
      <div class="settings">
        <Choice
          label="Term"
          name="site"
          value={site.name}
          options={sites.map(({ name }) => ({
            value: name,
            label: sites.length > 3 ? name : name.split(" ").at(-1)!,
          }))}
          onChange={setChosen}
        />
        <Choice
          label="Statistic"
          name="statistic"
          value={what}
          options={[{ value: "mean", label: "mean" }, { value: "variance", label: "variance" }]}
          onChange={setWhat}
        />
      </div>
      <LineChart
        label={`Population ${what} of ${site.units.length} of ${site.features} columns of ${site.name}, against the time step`}
        x={{ title: "time step t", domain: [0, Math.max(1, lines[0].length - 1)] }}
        y={{ title: `${what} of each column`, domain: [least - margin, most + margin] }}
        at={at}
        series={lines.map((line, i) => ({
          name: `column ${site.units[i]}`,
          className: `series-${i}`,
          points: line.map((value, t) => [t, value] as const),
        }))}
      />
    </>
  );
}
