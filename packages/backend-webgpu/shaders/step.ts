/** Number of words in one row of the step table: 256 bytes, the coarsest alignment of a binding. */
export const STEP_WORDS = 64;

/** A row of the step table, as every shader that works on steps sees it. */
export const STEP_STRUCT = `
struct Step {
  rows: u32,      // n_t
  next: u32,      // n_{t+1}
  t: u32,
  first: u32,     // packed rows before this step
  previous: u32,  // state row at which the step before starts
  lambda: f32,
  weight: f32,    // λ_t / n_t
  unused: u32,
}
`;

/** The step table as storage, for shaders that work on many steps at once. */
export function stepAt(binding: number): string {
  return `${STEP_STRUCT}
@group(0) @binding(${binding}) var<storage, read> steps: array<vec4u>;

fn stepAt(t: u32) -> Step {
  let a = steps[t * ${STEP_WORDS / 4}u];
  let b = steps[t * ${STEP_WORDS / 4}u + 1u];
  return Step(a.x, a.y, a.z, a.w, b.x, bitcast<f32>(b.y), bitcast<f32>(b.z), 0u);
}
`;
}
