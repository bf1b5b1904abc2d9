import { describe, it } from "./bdd.ts";

/**
 * Declares tests that need something a machine may lack. Where it is missing they are skipped, but in CI,
 * which installs everything, they fail.
 *
 * @param name What is tested.
 * @param missing What is missing, and how to get it; undefined where nothing is.
 * @param body Declares the tests.
 */
export function describeWherePossible(
  name: string,
  missing: string | undefined,
  body: () => void,
): void {
  if (missing === undefined) return describe(name, body);
  describe(name, () => {
    if (Deno.env.get("CI")) {
      it("can be tested", () => {
        throw new Error(`Cannot test ${name}: ${missing}`);
      });
    } else it.skip(`is skipped: ${missing}`, () => {});
  });
}
