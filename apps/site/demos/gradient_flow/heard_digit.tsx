import type { VNode } from "preact";
import type { Flow } from "./flow.ts";

/** Properties of {@linkcode HeardDigit}. */
export interface HeardDigitProps {
  /** 28x28 gray levels as hexadecimal digits. */
  digit: string;
  /** Side that it is read at. */
  size: number;
  flow: Flow | undefined;
}

/** A share of the gradient at the end below which nothing can be learned. */
const NOTHING = 1e-6;

/**
 * A digit as the network is told of it: each row of pixels is as dark as the gradient that reaches the steps it is
 * read in, on a scale of powers of ten.
 */
export function HeardDigit({ digit, size, flow }: HeardDigitProps): VNode {
  const rows = Array.from({ length: size }, (_, row) => heard(flow, (row + 0.5) / size));
  const block = 28 / size;
  const gray = (row: number, column: number) => {
    let sum = 0;
    for (let y = 0; y < block; y++) {
      for (let x = 0; x < block; x++) {
        sum += parseInt(digit[(row * block + y) * 28 + column * block + x], 16);
      }
    }
    return sum / (15 * block * block);
  };
  const known = rows.filter((share) => share > 0).length;
  return (
    <svg
      class="heard"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={`A digit of ${size} rows of pixels. The gradient reaches the last ${known} of them.`}
    >
      {rows.map((share, row) => (
        <g key={row}>
          <rect class="paper" x={0} y={row} width={size} height={1} fill-opacity={share} />
          {Array.from({ length: size }, (_, column) => {
            const ink = gray(row, column);
            return ink > 0.1 && (
              <rect
                key={column}
                class="ink"
                x={column}
                y={row}
                width={1}
                height={1}
                fill-opacity={Math.round(100 * ink * (0.12 + 0.88 * share)) / 100}
              />
            );
          })}
        </g>
      ))}
    </svg>
  );
}

/** How much arrives at a time from 0 to 1: 1 for as much as there is at the end, 0 for nothing. */
function heard(flow: Flow | undefined, time: number): number {
  if (!flow) return 0;
  const { norms } = flow;
  const share = norms[Math.round(time * (norms.length - 1))] / norms.at(-1)!;
  const level = 1 - Math.log10(share) / Math.log10(NOTHING);
  return Math.round(100 * Math.min(1, Math.max(0, level))) / 100;
}
