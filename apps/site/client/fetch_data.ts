/**
 * Fetches data of the site.
 *
 * @param name Its name, without ending.
 * @param assets Folder of the site's assets.
 * @throws {Error} If it cannot be fetched.
 */
export async function fetchData(name: string, assets: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(`data/${name}.bin`, assets));
  if (!response.ok || !response.body) throw new Error(`Cannot load ${name}: ${response.status}`);
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}
