import type { Profile } from "./profile.ts";

/** Describes the launch shapes of the WebGPU kernels, and how fast they were, in a line or two. */
export function describeTuning(profile: Profile | undefined): string {
  if (!profile) {
    return "webgpu has built-in launch shapes; bnlstm backends --tune measures some for this machine";
  }
  const { tuning, shape, milliseconds } = profile;
  const letters = { timeSteps: "T", batchSize: "B", inputSize: "I", hiddenSize: "H" };
  const sizes = Object.entries(letters)
    .map(([name, letter]) => `${letter}=${shape[name as keyof typeof shape]}`).join(" ");
  const values = Object.entries(tuning).map(([name, value]) => `${name} ${value}`).join(", ");
  const times = Object.entries(milliseconds).map(([name, ms]) => `${ms.toFixed(1)} ms on ${name}`);
  return `webgpu has launch shapes measured on this machine: ${values}\n` +
    `a training step of ${sizes} took ${times.join(", ")}`;
}
