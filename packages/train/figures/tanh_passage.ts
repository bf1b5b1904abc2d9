import { whole } from "@bnlstm/data/arguments";

/** Half the normal distribution: |z| is below 0.3186 with probability 1/4, and below 1.1503 with 3/4. */
const QUARTILES = { lower: 0.31863936396437514, upper: 1.1503493803760079 };

/** More would take minutes. */
const MOST_POINTS = 1e5;

/** How much gradient a tanh lets through, for normally distributed inputs with a given standard deviation. */
export interface TanhPassage {
  /** Standard deviation of x. */
  deviation: number;
  /** E[tanh′(x)]. */
  mean: number;
  /** A quarter of the values of tanh′(x) are below it. */
  lowerQuartile: number;
  /** A quarter of the values of tanh′(x) are above it. */
  upperQuartile: number;
}

/**
 * Computes the derivative of tanh at inputs with mean 0 and a standard deviation from 0 to 1 (the paper's
 * figure 2). The smaller the standard deviation, the less of a gradient is lost in a step, which is why γ
 * starts at 0.1.
 *
 * @param points Number of equidistant standard deviations.
 */
export function tanhPassage(points = 101): TanhPassage[] {
  whole(2, MOST_POINTS)("compute the derivatives of tanh", "points", points);
  const derivative = (x: number) => 1 - Math.tanh(x) ** 2;
  return Array.from({ length: points }, (_, k) => {
    const deviation = k / (points - 1);
    return {
      deviation,
      mean: gaussianMean((z) => derivative(deviation * z)),
      lowerQuartile: derivative(deviation * QUARTILES.upper),
      upperQuartile: derivative(deviation * QUARTILES.lower),
    };
  });
}

/** E[f(z)] of a standard normal z, by the trapezoidal rule, which converges at once for smooth f. */
function gaussianMean(f: (z: number) => number): number {
  const width = 0.05;
  let sum = 0;
  let weights = 0;
  for (let z = -10; z <= 10; z += width) {
    const weight = Math.exp(-z * z / 2);
    sum += weight * f(z);
    weights += weight;
  }
  return sum / weights;
}
