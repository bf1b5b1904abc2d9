import { InputError } from "../../input_error.ts";
import { complain } from "../../terminal/complain.ts";
import { adapterName } from "./adapter_name.ts";
import type { Profile } from "./profile.ts";
import { ProfileFile } from "./profile_file.ts";

/**
 * The profile of this machine's adapter, if one is stored. An unusable file causes a warning and costs speed,
 * but does not end the run. Without any profile the GPU is not touched.
 */
export async function storedProfile(
  file: ProfileFile = new ProfileFile(),
): Promise<Profile | undefined> {
  try {
    const profiles = await file.read();
    if (Object.keys(profiles).length === 0) return undefined;
    return profiles[await adapterName() ?? ""];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complain(error.message);
  }
}
