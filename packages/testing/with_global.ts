/** Runs something with a global set to another value. */
export async function withGlobal<T>(
  name: string,
  value: unknown,
  body: () => T | Promise<T>,
): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    return await body();
  } finally {
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  }
}
