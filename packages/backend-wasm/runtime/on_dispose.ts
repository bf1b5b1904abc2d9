import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** What to do when the data of a tensor are disposed of, by owner. */
const actions = new WeakMap<object, Map<object, () => void>>();
const hooked = new WeakSet<BackendWasm>();

/**
 * Runs an action once tfjs has freed the data of a tensor, so that the kernels can free what they derived from
 * it.
 *
 * @param owner Who asks: a second action of the same owner replaces the first.
 */
export function onDispose(
  backend: BackendWasm,
  dataId: object,
  owner: object,
  action: () => void,
): void {
  hook(backend);
  const own = actions.get(dataId) ?? new Map<object, () => void>();
  actions.set(dataId, own.set(owner, action));
}

function hook(backend: BackendWasm): void {
  if (hooked.has(backend)) return;
  hooked.add(backend);
  const disposeData = backend.disposeData.bind(backend);
  backend.disposeData = (dataId, force) => {
    const gone = disposeData(dataId, force);
    if (gone) actions.get(dataId)?.forEach((action) => action());
    return gone;
  };
}
