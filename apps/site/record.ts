/**
 * Records what the demos show before anything is computed on the visitor's machine.
 *
 *     deno run -A apps/site/record.ts gradient_flow
 *
 * @module
 */

const [name] = Deno.args;
const { record } = await import(`./demos/${name}/record.ts`);
const file = new URL(`demos/${name}/recorded.json`, import.meta.url);
await Deno.writeTextFile(file, JSON.stringify(await record()) + "\n");
console.log(`wrote ${file.pathname}, ${(await Deno.stat(file)).size} bytes`);
