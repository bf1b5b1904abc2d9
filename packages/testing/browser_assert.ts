/**
 * Stands in for `node:assert/strict` in a browser's page: its port by the browserify project.
 *
 * @module
 */

import assert from "assert";

/** What a failed assertion throws. */
export const AssertionError: typeof assert.AssertionError = assert.AssertionError;
/** The assertions. */
export default assert.strict as typeof assert.strict;
