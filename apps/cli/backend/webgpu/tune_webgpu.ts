import type { SequenceShape } from "@bnlstm/core/kernels";
import { blameInput } from "../../input_error.ts";
import { useBackend } from "../use_backend.ts";
import { adapterName } from "./adapter_name.ts";
import { ProfileFile } from "./profile_file.ts";
import { timeTrainingStep } from "./time_training_step.ts";

/**
 * Measures the launch shapes of the WebGPU kernels on this machine's adapter, and then a training step
 * with the best of them against one of the backend `wasm`, and stores all that as the adapter's profile.
 *
 * @param wanted The batch to measure on. Default: that of `tune`.
 * @throws {InputError} If there is no adapter, or the profile cannot be stored.
 */
export async function tuneWebGpu(
  file: ProfileFile = new ProfileFile(),
  wanted?: SequenceShape,
): Promise<void> {
  // A file that cannot be read is better noticed before measuring than after.
  await file.read();
  const adapter = await adapterName();
  const { setupWebGpu, tune } = await import("@bnlstm/backend-webgpu");
  await blameInput(() => setupWebGpu());
  const { enableProdMode, setBackend } = await import("@tensorflow/tfjs-core");
  enableProdMode();
  await setBackend("webgpu");
  console.log(`Measuring launch shapes on ${adapter}, seconds on a GPU, minutes in software …`);
  const { tuning, shape } = await tune(wanted);
  const webgpu = await timeTrainingStep(shape);
  await useBackend("wasm");
  const wasm = await timeTrainingStep(shape);
  const path = await file.store(adapter!, { tuning, shape, milliseconds: { webgpu, wasm } });
  console.log(`Stored in ${path}\n`);
}
