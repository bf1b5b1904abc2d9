/**
 * `describe`, `it` and the hooks every test is written with.
 *
 * They are those of `@std/testing/bdd`. Where its registry cannot be reached, the runtime's own
 * `node:test` stands in: the two agree on every form used here. The specifier is held in a variable
 * so that type checking needs no registry either.
 *
 * @module
 */

/** A test body, or the body of a hook. */
export type TestBody = () => void | Promise<void>;

/** Declares one test: its criterion, then its body. */
export interface It {
  (name: string, body: TestBody): void;
  /** Declares a test that is not run; the name must carry the reason. */
  skip(name: string, body: TestBody): void;
}

interface Bdd {
  describe(name: string, body: () => void): void;
  it: It;
  beforeAll(body: TestBody): void;
  afterAll(body: TestBody): void;
  beforeEach(body: TestBody): void;
  afterEach(body: TestBody): void;
}

async function load(): Promise<Bdd> {
  const specifier = "@std/testing/bdd";
  try {
    return await import(specifier);
  } catch {
    const { describe, it, before, after, beforeEach, afterEach } = await import("node:test");
    return { describe, it, beforeAll: before, afterAll: after, beforeEach, afterEach } as Bdd;
  }
}

const bdd: Bdd = await load();

/** Groups tests under the name of what they test. */
export const describe: Bdd["describe"] = bdd.describe;
/** Declares one test. */
export const it: It = bdd.it;
/** Runs once before the tests of the enclosing group. */
export const beforeAll: Bdd["beforeAll"] = bdd.beforeAll;
/** Runs once after the tests of the enclosing group. */
export const afterAll: Bdd["afterAll"] = bdd.afterAll;
/** Runs before each test of the enclosing group. */
export const beforeEach: Bdd["beforeEach"] = bdd.beforeEach;
/** Runs after each test of the enclosing group. */
export const afterEach: Bdd["afterEach"] = bdd.afterEach;
