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

/**
 * Opens a library. Every call blocks and is made by the calling thread, as MPI demands it of programs that
 * promised no more than `MPI_THREAD_FUNNELED`; arrays are only looked at while a call lasts, so that they may
 * be anywhere.
 */
export function openMpi(path: string, { handle: H, constants }: MpiAbi): Mpi {
  const { symbols } = Deno.dlopen(path, {
    MPI_Init_thread: { parameters: ["usize", "usize", "i32", "buffer"], result: "i32" },
    MPI_Comm_set_errhandler: { parameters: [H, H], result: "i32" },
    MPI_Comm_rank: { parameters: [H, "buffer"], result: "i32" },
    MPI_Comm_size: { parameters: [H, "buffer"], result: "i32" },
    MPI_Allreduce: { parameters: ["usize", "buffer", "i32", H, H, H], result: "i32" },
    MPI_Allgather: { parameters: ["buffer", "i32", H, "buffer", "i32", H, H], result: "i32" },
    MPI_Bcast: { parameters: ["buffer", "i32", H, "i32", H], result: "i32" },
    MPI_Barrier: { parameters: [H], result: "i32" },
    MPI_Error_string: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
    MPI_Abort: { parameters: [H, "i32"], result: "i32" },
    MPI_Finalize: { parameters: [], result: "i32" },
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

  return {
    initialize() {
      ask((provided) => symbols.MPI_Init_thread(0n, 0n, c.funneled, provided));
      check("set up MPI", symbols.MPI_Comm_set_errhandler(c.world, c.errorsReturn));
    },
    rank: () => ask((rank) => symbols.MPI_Comm_rank(c.world, rank)),
    size: () => ask((size) => symbols.MPI_Comm_size(c.world, size)),
    sum(values) {
      check(
        "sum over the ranks",
        symbols.MPI_Allreduce(
          c.inPlace,
          raw(values),
          values.length,
          typeOf(values),
          c.sum,
          c.world,
        ),
      );
    },
    gather(given, received) {
      const [count, type] = [given.length, typeOf(given)];
      check(
        "gather from the ranks",
        symbols.MPI_Allgather(raw(given), count, type, raw(received), count, type, c.world),
      );
    },
    broadcast(values, root) {
      check(
        "broadcast to the ranks",
        symbols.MPI_Bcast(raw(values), values.length, typeOf(values), root, c.world),
      );
    },
    barrier: () => check("wait for the ranks", symbols.MPI_Barrier(c.world)),
    abort(status) {
      symbols.MPI_Abort(c.world, status);
      Deno.exit(status);
    },
    finalize: () => check("leave the ranks", symbols.MPI_Finalize()),
  };
}

/** Deno takes shared memory too, though its types do not say so. */
function raw(values: Numbers): BufferSource {
  return values as BufferSource;
}

function addressOf(path: string, symbol: string): bigint {
  const library = Deno.dlopen(path, { [symbol]: { type: "pointer" } });
  return BigInt(Deno.UnsafePointer.value(library.symbols[symbol] as Deno.PointerValue));
}
