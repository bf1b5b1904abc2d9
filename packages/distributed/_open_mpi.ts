import { UnavailableError } from "./_invalid_input.ts";
import type { MpiAbi } from "./_mpi_abi.ts";

/** Numbers that MPI can send. */
type Numbers =
  | Uint8Array<ArrayBufferLike>
  | Int32Array<ArrayBufferLike>
  | Float32Array<ArrayBufferLike>
  | Float64Array<ArrayBufferLike>;

/** The functions of MPI that are used, on the communicator of all processes. Errors are thrown. */
export interface Mpi {
  /** `MPI_Init_thread`, and errors as numbers instead of an end. */
  initialize(): void;
  /** `MPI_Comm_rank`. */
  rank(): number;
  /** `MPI_Comm_size`. */
  size(): number;
  /** `MPI_Allreduce`, in place. */
  sum(values: Numbers): void;
  /** `MPI_Allgather`: `received` has room for what all give. */
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

/** How long a rank that gives way sleeps before it asks again, in milliseconds. */
const NAP = 0.02;
/** How often it asks before it sleeps for the first time: a message between ranks that run takes less. */
const QUESTIONS = 20;

/**
 * Opens a library. Every call is made by the calling thread, as MPI demands it of programs that promised no more
 * than `MPI_THREAD_FUNNELED`, and returns once it is done.
 *
 * @param crowded Whether there are fewer cores than ranks. MPICH spins while it waits, and the one that is waited
 * for would not get a core for milliseconds: then calls are begun, asked for and slept over.
 */
export function openMpi(path: string, { handle: H, constants }: MpiAbi, crowded: boolean): Mpi {
  // A call that is begun has a name of its own, and gives a request that is asked for.
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

  // As large as what any MPI keeps in them.
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
 * Numbers as Deno takes them. A small array can be moved by V8 while ranks wait for each other; whose buffer was
 * asked for cannot.
 */
function raw({ buffer, byteOffset, byteLength }: Numbers): BufferSource {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function addressOf(path: string, symbol: string): bigint {
  const library = Deno.dlopen(path, { [symbol]: { type: "pointer" } });
  return BigInt(Deno.UnsafePointer.value(library.symbols[symbol] as Deno.PointerValue));
}
