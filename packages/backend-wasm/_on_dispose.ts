import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** What to do when the data of a tensor are disposed of. */
const actions = new WeakMap<object, (() => void)[]>();
const hooked = new WeakSet<BackendWasm>();

/** Runs an action once tfjs has freed the data of a tensor: what the kernels keep of it can go as well. */
export function onDispose(backend: BackendWasm, dataId: object, action: () => void): void {
  hook(backend);
  actions.set(dataId, [...(actions.get(dataId) ?? []), action]);
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
