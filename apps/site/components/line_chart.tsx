import type { VNode } from "preact";
// @ts-types="@types/d3-array"
import { ticks } from "d3-array";
// @ts-types="@types/d3-shape"
import { area, line } from "d3-shape";
import { useEffect, useRef, useState } from "preact/hooks";
import { ChartTable, type Series } from "./chart_table.tsx";

/** An axis. */
export interface Axis {
  /** What it shows, with its unit. */
  title: string;
  /** Its ends. */
  domain: readonly [number, number];
  /** Whether it is logarithmic. */
  log?: boolean;
  /** How a value is written. */
  format?: (value: number) => string;
}

/** Properties of {@linkcode LineChart}. */
export interface LineChartProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  /** Something to point at on the plane. */
  marker?: { x: number; y: number; className: string };
  /** An x to draw a line at. */
  at?: number;
  /** Height in CSS pixels. */
  height?: number;
}

const MARGIN = { top: 26, right: 14, bottom: 40, left: 52 };
/** Width until the real one is known. */
const DRAWN_WIDTH = 640;

/** Lines over a plane, with a legend that reads them under the pointer, and a table of the same numbers. */
export function LineChart(
  { label, x, y, series, marker, at, height = 300 }: LineChartProps,
): VNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [pointed, setPointed] = useState<number>();
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const scaleX = straight(x.domain, [MARGIN.left, right]);
  const low = y.domain[0];
  const scaleY = y.log
    ? logarithmic(y.domain, [bottom, MARGIN.top])
    : straight(y.domain, [bottom, MARGIN.top]);
  const background = series.filter(({ background }) => background);
  const toY = (value: number) => scaleY(y.log ? Math.max(value, low / 10) : value);
  const path = line<readonly [number, number]>(([a]) => scaleX(a), ([, b]) => toY(b))
    .defined(([, b]) => Number.isFinite(b));
  const bandPath = area<readonly [number, number, number]>()
    .x(([a]) => scaleX(a)).y0(([, b]) => toY(b)).y1(([, , c]) => toY(c));
  const yTicks = y.log ? decades(y.domain, Math.floor(height / 45)) : ticks(...y.domain, 5);
  const xTicks = ticks(...x.domain, Math.max(3, Math.floor(width / 90)));
  const formatX = x.format ?? plain;
  const formatY = y.format ?? (y.log ? power : plain);
  const names = background.length === 0 ? [] : apart(background.flatMap(({ name, points }) => {
    const first = points.find(([, value]) => value >= low);
    return first ? [{ name, x: scaleX(first[0]), y: toY(first[1]) }] : [];
  }));
  const clip = `clip-${label.replaceAll(/\W+/g, "-")}`;

  const point = (event: PointerEvent) => {
    const { left, width: shown } = (event.currentTarget as Element).getBoundingClientRect();
    const value = straight([MARGIN.left, right], x.domain)((event.clientX - left) * width / shown);
    setPointed(value >= x.domain[0] && value <= x.domain[1] ? value : undefined);
  };
  return (
    <div class="chart" ref={box}>
      <Legend series={series} x={x} formatX={formatX} formatY={formatY} pointed={pointed} />
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        <clipPath id={clip}>
          <rect
            x={MARGIN.left}
            y={MARGIN.top - 4}
            width={right - MARGIN.left + 4}
            height={bottom - MARGIN.top + 4}
          />
        </clipPath>
        {yTicks.map((tick) => (
          <g class="tick" key={`y${tick}`}>
            <line x1={MARGIN.left} x2={right} y1={toY(tick)} y2={toY(tick)} />
            <text x={MARGIN.left - 8} y={toY(tick)} dy="0.32em" text-anchor="end">
              {formatY(tick)}
            </text>
          </g>
        ))}
        {xTicks.map((tick) => (
          <g class="tick" key={`x${tick}`}>
            <line x1={scaleX(tick)} x2={scaleX(tick)} y1={bottom} y2={bottom + 5} />
            <text x={scaleX(tick)} y={bottom + 18} text-anchor="middle">{formatX(tick)}</text>
          </g>
        ))}
        <line class="axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
        <text class="axis-title" x={right} y={height - 4} text-anchor="end">{x.title}</text>
        <text class="axis-title" x={0} y={11}>{y.title}</text>
        <g clip-path={`url(#${clip})`}>
          {series.map(({ name, className, band }) =>
            band && <path key={name} class={`band ${className}`} d={bandPath(band) ?? ""} />
          )}
          {series.map(({ name, className, points, background }) => (
            <path
              key={name}
              class={`line ${className}${background ? " background" : ""}`}
              d={path(points) ?? ""}
            />
          ))}
          {pointed !== undefined && (
            <line
              class="pointed"
              x1={scaleX(pointed)}
              x2={scaleX(pointed)}
              y1={MARGIN.top}
              y2={bottom}
            />
          )}
        </g>
        {names.map(({ name, x, y }) => (
          <text key={name} class="name" x={x + 3} y={y - 5}>{name}</text>
        ))}
        {at !== undefined && (
          <line class="at" x1={scaleX(at)} x2={scaleX(at)} y1={MARGIN.top} y2={bottom} />
        )}
        {marker && (
          <circle
            class={`marker ${marker.className}`}
            cx={scaleX(marker.x)}
            cy={toY(marker.y)}
            r={6}
          />
        )}
      </svg>
      <ChartTable label={label} x={x.title} series={series} formatX={formatX} formatY={formatY} />
    </div>
  );
}

interface LegendProps extends Pick<LineChartProps, "series" | "x"> {
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  pointed: number | undefined;
}

function Legend({ series, x, formatX, formatY, pointed }: LegendProps) {
  return (
    <ul class="legend">
      {series.filter(({ background }) => !background).map(({ name, className, points }) => {
        const value = valueAt(points, pointed);
        return (
          <li key={name} class={className}>
            <i aria-hidden="true" />
            {name}
            {value !== undefined && <b>{formatY(value)}</b>}
          </li>
        );
      })}
      {pointed !== undefined && <li class="at">{x.title} {formatX(Math.round(pointed))}</li>}
    </ul>
  );
}

type Range = readonly [number, number];

/** Maps one range to another along a straight line. */
function straight([a, b]: Range, [from, to]: Range): (value: number) => number {
  return (value) => from + (value - a) / (b - a) * (to - from);
}

/** Maps a range of powers to another, along a straight line for their exponents. */
function logarithmic([a, b]: Range, to: Range): (value: number) => number {
  const exponents = straight([Math.log(a), Math.log(b)], to);
  return (value) => exponents(Math.log(value));
}

/** Names that do not lie on each other. */
function apart<Place extends { x: number; y: number }>(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places) {
    if (kept.every(({ x, y }) => Math.abs(x - place.x) > 40 || Math.abs(y - place.y) > 14)) {
      kept.push(place);
    }
  }
  return kept;
}

/** The value of the point nearest to an x. */
function valueAt(points: Series["points"], x: number | undefined): number | undefined {
  if (x === undefined || points.length === 0) return undefined;
  return points.reduce((best, point) =>
    Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best
  )[1];
}

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(DRAWN_WIDTH);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) =>
      setWidth(Math.max(240, Math.round(contentRect.width)))
    );
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** Powers of ten in a range, about `most` of them at even distances, with 1 if it is in the range. */
function decades([from, to]: readonly [number, number], most: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const step = [1, 2, 5, 10, 20, 50].find((step) => (last - first) / step <= most) ?? 100;
  const ticks: number[] = [];
  for (let i = Math.ceil(first / step); i * step <= last; i++) ticks.push(Number(`1e${i * step}`));
  return ticks;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [..."-0123456789"].map((digit, i) => [digit, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]]),
);

/** A number as a product with a power of ten, e.g. `3.0·10⁻⁵`. */
export function power(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const [mantissa, exponent] = value.toExponential(1).split("e");
  if (exponent === "+0") return mantissa === "1.0" ? "1" : mantissa;
  const raised = `10${[...exponent.replace("+", "")].map((c) => SUPERSCRIPTS[c]).join("")}`;
  return mantissa === "1.0" ? raised : `${mantissa}·${raised}`;
}

/** A number in three figures. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(3)));
}
