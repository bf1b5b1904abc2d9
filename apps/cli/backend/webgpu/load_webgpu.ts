import { complain } from "../../terminal/complain.ts";
import type { Profile, Tuning } from "./profile.ts";
import type { ProfileFile } from "./profile_file.ts";
import { storedProfile } from "./stored_profile.ts";

/** Options of {@linkcode loadWebGpu}: where launch shapes come from. */
export interface LoadWebGpuOptions {
  /** Launch shapes with which a run was begun; others would round differently. */
  tuning?: Tuning;
  /** File with the launch shapes measured for this adapter. Default: the user's file. */
  file?: ProfileFile;
}

/**
 * Loads the backend `webgpu` with the launch shapes given, or those measured for this adapter, or those of
 * the built-in table.
 *
 * @returns The profile in use, if there is one.
 */
export async function loadWebGpu(options: LoadWebGpuOptions = {}): Promise<Profile | undefined> {
  const { setupWebGpu } = await import("@bnlstm/backend-webgpu");
  const profile = options.tuning ? undefined : await storedProfile(options.file);
  const tuning = options.tuning ?? profile?.tuning;
  try {
    await setupWebGpu({ tuning });
    return profile;
  } catch (error) {
    // They may be from another adapter, edited by hand, or from a driver with higher limits.
    if (!tuning || !(error instanceof RangeError)) throw error;
    complain(`${error.message}; the built-in launch shapes are used`);
    await setupWebGpu();
  }
}
