import { UnavailableError } from "./_invalid_input.ts";
import type { MpiAbi } from "./_mpi_abi.ts";

/** Arrays of numbers that MPI can send. */
type Numbers =
  | Uint8Array<ArrayBufferLike>
  | Int32Array<ArrayBufferLike>
  | Float32Array<ArrayBufferLike>
  | Float64Array<ArrayBufferLike>;

/**
 * The functions of MPI that are used, on the communicator of all processes. They throw if MPI reports an error.
 */
export interface Mpi {
  /** `MPI_Init_thread`, and makes errors be returned instead of ending the process. */
  initialize(): void;
  /** `MPI_Comm_rank`. */
  rank(): number;
  /** `MPI_Comm_size`. */
  size(): number;
  /** `MPI_Allreduce`, in place. */
  sum(values: Numbers): void;
  /** `MPI_Allgather`: `received` has room for the numbers of all ranks. */
  gather(given: Numbers, received: Numbers): void;
  /** `MPI_Bcast`. */
  broadcast(values: Numbers, root: number): void;
  /** `MPI_Barrier`. */
  barrier(): void;
  /** `MPI_Abort`. */
  abort(status: number): never;
  /** `MPI_Finalize`. */
  finalize(): void;
}

/** How long a rank that yields its core sleeps before it polls again, in milliseconds. */
const NAP = 0.02;
/**
 * How often it polls before it sleeps for the first time: a message between running ranks takes less than that.
 */
const QUESTIONS = 20;

/**
 * Opens a library. Every call is made by the calling thread, as MPI requires after `MPI_THREAD_FUNNELED`, and
 * returns when it is complete.
 *
 * @param crowded Whether there are fewer cores than ranks. MPICH spins while it waits, so the rank it waits for
 *   would not get a core for milliseconds. In this case calls are started, then polled with sleeps in between.
 */
export function openMpi(path: string, { handle: H, constants }: MpiAbi, crowded: boolean): Mpi {
  // The nonblocking form of a call has a name of its own and returns a request, which is polled.
  const waiting = (name: string, ...parameters: Deno.NativeType[]): Deno.ForeignFunction => ({
    name: crowded ? `MPI_I${name}` : `MPI_${name[0].toUpperCase()}${name.slice(1)}`,
    parameters: crowded ? [...parameters, "buffer"] : parameters,
    result: "i32",
  });
  const { symbols } = Deno.dlopen(path, {
    MPI_Init_thread: { parameters: ["usize", "usize", "i32", "buffer"], result: "i32" },
    MPI_Comm_set_errhandler: { parameters: [H, H], result: "i32" },
    MPI_Comm_rank: { parameters: [H, "buffer"], result: "i32" },
    MPI_Comm_size: { parameters: [H, "buffer"], result: "i32" },
    MPI_Test: { parameters: ["buffer", "buffer", "buffer"], result: "i32" },
    MPI_Error_string: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
    MPI_Abort: { parameters: [H, "i32"], result: "i32" },
    MPI_Finalize: { parameters: [], result: "i32" },
    allreduce: waiting("allreduce", "usize", "buffer", "i32", H, H, H),
    allgather: waiting("allgather", "buffer", "i32", H, "buffer", "i32", H, H),
    bcast: waiting("bcast", "buffer", "i32", H, "i32", H),
    barrier: waiting("barrier", H),
  });
  const c = constants((symbol) => addressOf(path, symbol));

  const typeOf = (values: Numbers) =>
    values instanceof Float64Array
      ? c.double
      : values instanceof Float32Array
      ? c.float
      : values instanceof Int32Array
      ? c.int32
      : c.byte;
  const check = (attempt: string, status: number) => {
    if (status === 0) return;
    const text = new Uint8Array(1024);
    const length = new Int32Array(1);
    symbols.MPI_Error_string(status, text, length);
    const reason = new TextDecoder().decode(text.subarray(0, length[0]));
    throw new UnavailableError(`Cannot ${attempt}: ${reason.replaceAll(/\s*\n\s*/g, "; ")}`);
  };
  const ask = (call: (answer: Int32Array<ArrayBuffer>) => number) => {
    const answer = new Int32Array(1);
    check("ask MPI", call(answer));
    return answer[0];
  };

  // As large as any MPI needs.
  const [request, done, status] = [8, 4, 64].map((bytes) => new Uint8Array(bytes));
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const wait = (attempt: string, call: unknown, ...args: unknown[]) => {
    const begin = call as (...args: unknown[]) => number;
    if (!crowded) return check(attempt, begin(...args));
    check(attempt, begin(...args, request));
    for (let questions = 1;; questions++) {
      check(attempt, symbols.MPI_Test(request, done, status));
      if (done[0] !== 0) return;
      if (questions > QUESTIONS) {
        Atomics.wait(sleeper, 0, 0, Math.min(0.2, NAP * (questions - QUESTIONS)));
      }
    }
  };

  return {
    initialize() {
      ask((provided) => symbols.MPI_Init_thread(0n, 0n, c.funneled, provided));
      check("set up MPI", symbols.MPI_Comm_set_errhandler(c.world, c.errorsReturn));
    },
    rank: () => ask((rank) => symbols.MPI_Comm_rank(c.world, rank)),
    size: () => ask((size) => symbols.MPI_Comm_size(c.world, size)),
    sum(values) {
      const [count, type] = [values.length, typeOf(values)];
      wait(
        "sum over the ranks",
        symbols.allreduce,
        c.inPlace,
        raw(values),
        count,
        type,
        c.sum,
        c.world,
      );
    },
    gather(given, received) {
      const [count, type] = [given.length, typeOf(given)];
      const [from, to] = [raw(given), raw(received)];
      wait("gather from the ranks", symbols.allgather, from, count, type, to, count, type, c.world);
    },
    broadcast(values, root) {
      const [count, type] = [values.length, typeOf(values)];
      wait("broadcast to the ranks", symbols.bcast, raw(values), count, type, root, c.world);
    },
    barrier: () => wait("wait for the ranks", symbols.barrier, c.world),
    abort(status) {
      symbols.MPI_Abort(c.world, status);
      Deno.exit(status);
    },
    finalize: () => check("leave the ranks", symbols.MPI_Finalize()),
  };
}

/**
 * Numbers in the form Deno passes to libraries. V8 may move a small array while ranks wait for each other, but
 * not one whose buffer was accessed.
 */
function raw({ buffer, byteOffset, byteLength }: Numbers): BufferSource {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function addressOf(path: string, symbol: string): bigint {
  const library = Deno.dlopen(path, { [symbol]: { type: "pointer" } });
  return BigInt(Deno.UnsafePointer.value(library.symbols[symbol] as Deno.PointerValue));
}
