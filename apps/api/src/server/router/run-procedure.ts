import { type AnyTRPCProcedure, getTRPCErrorFromUnknown, TRPCError, type TRPCProcedureType } from "@trpc/server";

/** What a call of a procedure is made with. */
export interface ProcedureCall {
  readonly ctx: object;
  readonly type: TRPCProcedureType;
  readonly path: string;
  readonly getRawInput: () => Promise<unknown>;
  readonly signal: AbortSignal | undefined;
  readonly batchIndex: number;
}

/** What a middleware passes on. */
interface Passed {
  readonly ctx?: object;
  readonly input?: unknown;
}

/** tRPC's own mark of a result. */
const MARKER = "middlewareMarker";

type Result =
  | { readonly ok: true; readonly data: unknown; readonly marker: typeof MARKER }
  | { readonly ok: false; readonly error: TRPCError; readonly marker: typeof MARKER };

interface Step {
  (
    call: ProcedureCall & {
      readonly input: unknown;
      readonly meta: unknown;
      readonly next: (passed?: Passed) => Promise<Result>;
    },
  ): Promise<Result>;
  /** What tRPC's builder made the step of. */
  readonly _type?: "input" | "output";
}

interface Schema {
  parse(value: unknown): unknown;
}

/** What tRPC's builder keeps of a procedure: the steps of `use`, `input` and `output` in their order, and its resolver. */
interface Built {
  readonly middlewares?: readonly Step[];
  readonly inputs?: readonly Schema[];
  readonly output?: Schema;
  readonly meta?: unknown;
}

/** The steps of each procedure that was called. */
const prepared = new WeakMap<AnyTRPCProcedure, readonly Step[]>();

/**
 * Runs a procedure as tRPC's own caller does, with two differences that halve its CPU. That one copies each call six times
 * by a helper for old browsers. It also parses as if schemas were asynchronous, which Zod's compiled parsers are not.
 * @returns the answer, after its output schema
 * @throws TRPCError
 */
export async function runProcedure(procedure: AnyTRPCProcedure, call: ProcedureCall): Promise<unknown> {
  const result = await runFrom(stepsOf(procedure), 0, procedure._def as Built, call, undefined);
  if (result.ok) return result.data;
  throw result.error;
}

async function runFrom(
  steps: readonly Step[],
  index: number,
  built: Built,
  call: ProcedureCall,
  input: unknown,
): Promise<Result> {
  const { ctx, type, path, getRawInput, signal, batchIndex } = call;
  const next = (passed?: Passed): Promise<Result> => {
    const nextCtx = passed?.ctx === undefined ? ctx : { ...ctx, ...passed.ctx };
    const nextInput = passed !== undefined && "input" in passed ? passed.input : input;
    return runFrom(steps, index + 1, built, { ctx: nextCtx, type, path, getRawInput, signal, batchIndex }, nextInput);
  };
  try {
    const step = steps[index] as Step;
    return await step({ ctx, type, path, getRawInput, signal, batchIndex, input, meta: built.meta, next });
  } catch (cause) {
    return { ok: false, error: getTRPCErrorFromUnknown(cause), marker: MARKER };
  }
}

function stepsOf(procedure: AnyTRPCProcedure): readonly Step[] {
  const known = prepared.get(procedure);
  if (known !== undefined) return known;
  const { middlewares = [], inputs = [], output } = procedure._def as Built;
  const schemas = inputs.values();
  const steps = middlewares.map((step) => {
    if (step._type === "input") return parsing(schemas.next().value as Schema);
    return step._type === "output" && output !== undefined ? encoding(output) : step;
  });
  prepared.set(procedure, steps);
  return steps;
}

/** Several inputs of a procedure are one object. */
function parsing(schema: Schema): Step {
  return async ({ getRawInput, input: before, next }) => {
    const raw = await getRawInput();
    const input = orFail(() => schema.parse(raw), { code: "BAD_REQUEST" });
    return next({ input: isObject(before) && isObject(input) ? { ...before, ...input } : input });
  };
}

function encoding(schema: Schema): Step {
  return async ({ next }) => {
    const result = await next();
    if (!result.ok) return result;
    const data = orFail(() => schema.parse(result.data), {
      code: "INTERNAL_SERVER_ERROR",
      message: "Output validation failed",
    });
    return { ok: true, data, marker: MARKER };
  };
}

function orFail<Value>(parse: () => Value, failure: { code: TRPCError["code"]; message?: string }): Value {
  try {
    return parse();
  } catch (cause) {
    throw new TRPCError({ ...failure, cause });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
