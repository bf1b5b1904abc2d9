import { complain } from "../terminal/complain.ts";
import type { Profile } from "./profile.ts";
import type { ProfileFile } from "./profile_file.ts";
import { storedProfile } from "./stored_profile.ts";

/**
 * Loads the backend `webgpu`, with the launch shapes that were measured for this adapter if there are any.
 *
 * @returns The profile in use; `undefined` where the built-in table is.
 */
export async function loadWebGpu(file?: ProfileFile): Promise<Profile | undefined> {
  const { setupWebGpu } = await import("@bnlstm/backend-webgpu");
  const profile = await storedProfile(file);
  try {
    await setupWebGpu({ tuning: profile?.tuning });
    return profile;
  } catch (error) {
    // Somebody has changed the profile, or the driver what it offers.
    if (!profile || !(error instanceof RangeError)) throw error;
    complain(`${error.message}; without the stored profile then`);
    await setupWebGpu();
  }
}
