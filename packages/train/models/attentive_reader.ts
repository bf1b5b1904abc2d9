import { BATCH_NORM_SITES, batchNorm, gatherRows } from "@bnlstm/core/ops";
import {
  type BatchNormLSTM,
  type BatchStatisticsTensors,
  createModelStatistics,
  type ModelStatistics,
} from "@bnlstm/core";
import { createStore } from "@bnlstm/core/statistics";
import type { QuestionBatch, SymbolBatch } from "@bnlstm/data";
import {
  add,
  mul,
  reshape,
  softmax,
  sum,
  tanh,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  type Tensor3D,
  tidy,
  transpose,
  type Variable,
} from "@tensorflow/tfjs-core";
import { configuredLstm } from "./_configured_lstm.ts";
import { checker, having, whole } from "@bnlstm/data/arguments";
import { classNumbers, SYMBOL_BATCH } from "./_batch_rules.ts";
import { checkNewModel, SCORE_OPTIONS } from "./_rules.ts";
import { correctRows, crossEntropy } from "./_classification.ts";
import { multiply } from "./_multiply.ts";
import { READER_TERMS, readerParameters, type ReaderTerm } from "./_reader_parameters.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { Score, ScoreOptions, TaskModel } from "./task_model.ts";

const check = checker("read questions", {
  batch: having({ document: SYMBOL_BATCH, query: SYMBOL_BATCH, batchSize: whole(1) }),
  options: SCORE_OPTIONS,
});

/** What a reader returns. */
export interface Reading {
  /** Logarithms of the probabilities of the entities, up to a constant in each row `[B, entities]`. */
  logits: Tensor2D;
  /** s(t): the attention on each word of the document `[B, T]`; 0 in padding. */
  attention: Tensor2D;
  /** Statistics of this batch by cell or term; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/**
 * The Attentive Reader (Hermann et al., 2015; the paper, section 5.4). One LSTM reads the document and returns
 * y(t); another reads the query and returns u, the last h of each of its directions.
 *
 *     m(t) = tanh(BN(W_ym y(t)) + BN(W_um u) + b_m)
 *     s(t) = softmax over the words of the document of w_ms · m(t)
 *     r    = Σ_t s(t) y(t)
 *     g    = tanh(BN(W_rg r) + BN(W_ug u) + b_g)
 *     p    = softmax over the entities of W_a g
 *
 * The configuration says what is normalized: nothing, the LSTMs (BN-LSTM), or also these four terms
 * (BN-everywhere), with one mean and variance over all words of all documents, or over all rows. Padding is
 * ignored.
 *
 * @example
 * ```ts
 * import { AttentiveReader } from "@bnlstm/train/models";
 * import { taskConfigSchemas } from "@bnlstm/train/config";
 * import "@tensorflow/tfjs-backend-cpu";
 *
 * const schema = taskConfigSchemas["question-answering"];
 * const config = schema.parse({ model: { hiddenSize: 8 } });
 * const reader = AttentiveReader.create(config, {
 *   inputSize: 1000,
 *   timeSteps: 200,
 *   queryTimeSteps: 40,
 *   classes: 30,
 * });
 * console.log(Object.keys(reader.parameters)); // document.layer0.wx, …, head.weight
 * ```
 */
export class AttentiveReader implements TaskModel<QuestionBatch> {
  /** Reads documents. */
  readonly document: BatchNormLSTM;
  /** Reads queries. */
  readonly query: BatchNormLSTM;
  /**
   * Trainable parameters by name: those of the LSTMs after `document.` and `query.`; `embedding
   * [symbols, E]`; for each term `weight [·, H]` and, where it is normalized, `gamma [H]`;
   * `attention.bias` and `answer.bias [H]`; `attention.score [H, 1]`; `head.weight [H, entities]`.
   */
  readonly parameters: Readonly<Record<string, Variable>>;
  readonly #config: RunConfig<"question-answering">;
  readonly #shape: DataShape;
  readonly #normalizesTerms: boolean;

  private constructor(config: RunConfig<"question-answering">, shape: DataShape) {
    checkNewModel(config, shape);
    const { model, training } = config;
    this.#config = config;
    this.#shape = shape;
    this.#normalizesTerms = model.normalization === "batch" &&
      model.attentionNormalization === "batch";
    const lstm = (name: string) =>
      configuredLstm(config, model.embeddingSize, name, model.directions);
    this.document = lstm("document");
    this.query = lstm("query");
    this.parameters = {
      ...prefixed("document", this.document.parameters),
      ...prefixed("query", this.query.parameters),
      ...readerParameters({
        symbols: shape.inputSize,
        embeddingSize: model.embeddingSize,
        encodingSize: model.directions * model.hiddenSize,
        hiddenSize: model.hiddenSize,
        entities: shape.classes,
        gamma: this.#normalizesTerms ? model.gamma : undefined,
        seed: training.seed,
      }),
    };
  }

  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  static create(config: RunConfig<"question-answering">, shape: DataShape): AttentiveReader {
    return new AttentiveReader(config, shape);
  }

  createStatistics(
    options: Parameters<TaskModel<QuestionBatch>["createStatistics"]>[0],
  ): ModelStatistics {
    const { timeSteps, queryTimeSteps = timeSteps } = this.#shape;
    const { hiddenSize } = this.#config.model;
    const of = (lstm: BatchNormLSTM, timeSteps: number) =>
      createModelStatistics(lstm, { ...options, timeSteps });
    const term = () =>
      createStore({ ...options, hiddenSize, sites: BATCH_NORM_SITES, timeSteps: 1 });
    const terms = this.#normalizesTerms ? READER_TERMS : [];
    return {
      ...prefixed("document", of(this.document, timeSteps)),
      ...prefixed("query", of(this.query, queryTimeSteps)),
      ...Object.fromEntries(terms.map((name) => [name, term()])),
    };
  }

  /**
   * Answers questions.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  read(batch: QuestionBatch, options: ScoreOptions): Reading {
    check({ batch, options });
    const { document, query } = batch;
    const { timeSteps, batchSize } = document;
    const { hiddenSize, epsilon } = this.#config.model;
    const { mode, statistics, group } = options;
    const ranks = group?.statistics;
    const batchStatistics: Record<string, BatchStatisticsTensors> = {};
    const encode = (part: "document" | "query", symbols: SymbolBatch) => {
      const encoding = this[part].apply(this.#embed(symbols), {
        mode,
        statistics: statistics && unprefixed(part, statistics),
        lengths: symbols.lengths,
        returnSequences: part === "document",
        ranks,
      });
      Object.assign(batchStatistics, prefixed(part, encoding.batchStatistics ?? {}));
      return encoding;
    };
    /** W x, normalized if the configuration says so. */
    const term = (name: ReaderTerm, x: Tensor2D, active?: Uint8Array): Tensor2D => {
      const product: Tensor2D = multiply(x, this.#matrix(`${name}.weight`));
      if (!this.#normalizesTerms) return product;
      const gamma = this.#vector(`${name}.gamma`);
      const own = statistics?.[name];
      const normalized = batchNorm({
        x: product,
        gamma,
        active,
        mode,
        statistics: own,
        epsilon,
        ranks,
      });
      if (normalized.batchStatistics) batchStatistics[name] = normalized.batchStatistics;
      return normalized.y;
    };
    return tidy(() => {
      const y = encode("document", document).hs!;
      const u = encode("query", query).h;
      const words = timeSteps * batchSize;
      const active = activeSteps(document);

      const fromQuery: Tensor2D = add(
        term("attention.query", u),
        this.#vector("attention.bias"),
      );
      const fromDocument = term("attention.document", reshape(y, [words, y.shape[2]]), active);
      const m = tanh(add(reshape(fromDocument, [timeSteps, batchSize, hiddenSize]), fromQuery));
      const scores: Tensor2D = multiply(
        reshape(m, [words, hiddenSize]),
        this.#matrix("attention.score"),
      );
      // So low that the softmax is 0 in padding.
      const padding = Float32Array.from(active, (one) => one ? 0 : -Infinity);
      const masked = add(scores, tensor2d(padding, [words, 1]));
      const attention: Tensor2D = softmax(transpose(reshape(masked, [timeSteps, batchSize])));
      const shares: Tensor3D = reshape(transpose(attention), [timeSteps, batchSize, 1]);
      const r: Tensor2D = sum(mul(y, shares), 0);

      const g: Tensor2D = tanh(
        add(
          add(term("answer.document", r), term("answer.query", u)),
          this.#vector("answer.bias"),
        ),
      );
      const logits: Tensor2D = multiply(g, this.#matrix("head.weight"));
      return {
        logits,
        attention,
        ...mode === "train" && { batchStatistics },
      } as unknown as Reading & Record<string, Tensor2D>;
    });
  }

  score(batch: QuestionBatch, options: ScoreOptions): Score {
    check({ batch, options });
    having({ answers: classNumbers(batch.document.batchSize, this.#shape.classes) })(
      "score the batch",
      "batch",
      batch,
    );
    return tidy(() => {
      const { logits, batchStatistics } = this.read(batch, options);
      return {
        loss: crossEntropy(logits, batch.answers),
        correct: correctRows(logits, batch.answers),
        batchStatistics,
        predictions: batch.batchSize,
      } as unknown as Score & Record<string, Tensor2D>;
    });
  }

  /** Frees the parameters and what the LSTMs hold for evaluation. */
  dispose(): void {
    this.document.dispose();
    this.query.dispose();
    for (const parameter of Object.values(this.parameters)) {
      if (!parameter.isDisposed) parameter.dispose();
    }
  }

  /** Words as vectors `[T, B, E]`. */
  #embed(symbols: SymbolBatch): Tensor3D {
    const { ids, timeSteps, batchSize } = symbols;
    const active = activeSteps(symbols);
    const rows = ids.map((id, place) => active[place] ? id : -1);
    const { embeddingSize } = this.#config.model;
    return reshape(gatherRows(this.#matrix("embedding"), rows), [
      timeSteps,
      batchSize,
      embeddingSize,
    ]);
  }

  #matrix(name: string): Tensor2D {
    return this.parameters[name] as unknown as Tensor2D;
  }

  #vector(name: string): Tensor1D {
    return this.parameters[name] as unknown as Tensor1D;
  }
}

function prefixed<T>(prefix: string, named: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => [`${prefix}.${name}`, value]),
  );
}

/** The entries whose name has the prefix, by their name without it. */
function unprefixed<T>(prefix: string, named: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(named)
      .filter(([name]) => name.startsWith(`${prefix}.`))
      .map(([name, value]) => [name.slice(prefix.length + 1), value]),
  );
}

/** 1 for each step of a row that is not padding, else 0, time-major `[T B]`. */
function activeSteps(
  { lengths, timeSteps, batchSize }: Omit<SymbolBatch, "ids">,
): Uint8Array {
  return Uint8Array.from({ length: timeSteps * batchSize }, (_, place) => {
    return Number(Math.floor(place / batchSize) < lengths[place % batchSize]);
  });
}
