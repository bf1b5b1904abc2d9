import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Properties of {@linkcode DrawingPad}. */
export interface DrawingPadProps {
  /** Called after each stroke with the sums of gray levels over 4x4 blocks, or `undefined` when cleared. */
  onDraw: (sums: number[] | undefined) => void;
}

type Point = readonly [x: number, y: number];

/** Side of the pad: its own units, those of MNIST's images. */
const SIDE = 28;
/** Side of the box that a digit of MNIST fills. */
const BOX = 20;
const STROKE = 2.4;
/** Device pixels for each unit. */
const SCALE = 10;

/** Paper to draw a digit on with mouse, finger, pen, or the arrow keys: space puts the pen down and lifts it. */
export function DrawingPad({ onDraw }: DrawingPadProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<Point[][]>([]);
  const drawing = useRef<Point[] | undefined>(undefined);
  const [pen, setPen] = useState<{ at: Point; down: boolean }>();

  useEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    context.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, SIDE, SIDE);
    trace(context, strokes, "#1c1e24");
    if (pen) {
      context.strokeStyle = pen.down ? "#1f5fbf" : "#b85410";
      context.lineWidth = 0.4;
      context.strokeRect(pen.at[0] - 1, pen.at[1] - 1, 2, 2);
    }
  }, [strokes, pen]);

  const place = (event: PointerEvent): Point => {
    const { left, top, width } = canvas.current!.getBoundingClientRect();
    return [(event.clientX - left) * SIDE / width, (event.clientY - top) * SIDE / width];
  };
  const extend = (point: Point) => {
    drawing.current!.push(point);
    setStrokes([...strokes.filter((stroke) => stroke !== drawing.current), drawing.current!]);
  };
  const finish = () => {
    if (!drawing.current) return;
    drawing.current = undefined;
    onDraw(blockSums(strokes));
  };
  const clear = () => {
    drawing.current = undefined;
    setStrokes([]);
    setPen(undefined);
    onDraw(undefined);
  };
  const move = (event: KeyboardEvent) => {
    const step: Record<string, Point> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const { at, down } = pen ?? { at: [SIDE / 2, 6] as Point, down: false };
    if (event.key === " ") {
      event.preventDefault();
      if (down) finish();
      else {
        drawing.current = [];
        extend(at);
      }
      setPen({ at, down: !down });
    } else if (event.key in step) {
      event.preventDefault();
      const clip = (value: number) => Math.max(1, Math.min(SIDE - 1, value));
      const to: Point = [clip(at[0] + step[event.key][0]), clip(at[1] + step[event.key][1])];
      if (down) extend(to);
      setPen({ at: to, down });
    } else if (event.key === "Delete" || event.key === "Backspace") clear();
  };
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        width={SIDE * SCALE}
        height={SIDE * SCALE}
        tabIndex={0}
        role="application"
        aria-label="Paper to draw a digit on. Arrow keys move the pen, space puts it down and lifts it, Delete clears."
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = [];
          setPen(undefined);
          extend(place(event));
        }}
        onPointerMove={(event) => drawing.current && !pen && extend(place(event))}
        onPointerUp={finish}
        onPointerCancel={finish}
        onKeyDown={move}
      />
      <button type="button" onClick={clear}>Clear</button>
    </div>
  );
}

function trace(context: OffscreenDraw, strokes: readonly Point[][], color: string): void {
  context.strokeStyle = color;
  context.lineWidth = STROKE;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo(...stroke[0]);
    for (const point of stroke) context.lineTo(...point);
    context.stroke();
  }
}

type OffscreenDraw = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * A drawing as MNIST has its digits: scaled to a box of 20x20 pixels, its center of mass in the middle of 28x28; and
 * then summed over 4x4 blocks.
 */
function blockSums(strokes: readonly Point[][]): number[] {
  const points = strokes.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = (BOX - STROKE) / Math.max(right - left, bottom - top, 1);
  const placed = (dx: number, dy: number) =>
    strokes.map((stroke) =>
      stroke.map(([x, y]): Point => [
        (x - (left + right) / 2) * scale + SIDE / 2 + dx,
        (y - (top + bottom) / 2) * scale + SIDE / 2 + dy,
      ])
    );
  const centered = rasterize(placed(0, 0));
  let [mass, massX, massY] = [0, 0, 0];
  centered.forEach((value, i) => {
    mass += value;
    massX += value * (i % SIDE + 0.5);
    massY += value * (Math.floor(i / SIDE) + 0.5);
  });
  const pixels = rasterize(placed(SIDE / 2 - massX / mass, SIDE / 2 - massY / mass));
  const sums = new Array<number>(49).fill(0);
  pixels.forEach((value, i) =>
    sums[Math.floor(i / (4 * SIDE)) * 7 + Math.floor(i % SIDE / 4)] += value
  );
  return sums;
}

function rasterize(strokes: readonly Point[][]): number[] {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d")!;
  trace(context, strokes, "#000000");
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return Array.from({ length: SIDE ** 2 }, (_, i) => data[4 * i + 3]);
}
