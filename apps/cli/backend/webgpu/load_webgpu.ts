import { complain } from "../../terminal/complain.ts";
import type { Profile, Tuning } from "./profile.ts";
import type { ProfileFile } from "./profile_file.ts";
import { storedProfile } from "./stored_profile.ts";

/** Where launch shapes come from. */
export interface LoadWebGpuOptions {
  /** Those a run was begun with: other ones round differently. */
  tuning?: Tuning;
  /** Where those measured for this adapter are. Default: the user's file. */
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
    // Of another adapter, changed by hand, or of a driver that offered more.
    if (!tuning || !(error instanceof RangeError)) throw error;
    complain(`${error.message}; the built-in launch shapes are used`);
    await setupWebGpu();
  }
}
