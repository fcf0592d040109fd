import type { FormMap, FormValue } from "./form.ts";
import type { Fields, Param, Read } from "./params.ts";
import { invalid, type StripeError } from "./stripe-error.ts";

/** Reads the parameters of a request. Refuses what is unknown, missing or malformed, as Stripe does. */
export function readParams<F extends Fields>(fields: F, form: FormMap): Read<F> {
  return readFields(fields, form, "") as Read<F>;
}

function readFields(fields: Fields, form: FormMap, path: string): Record<string, unknown> {
  const unknown = Object.keys(form).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) throw unknownParameters(unknown.map((name) => pathTo(path, name)));
  const read: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(fields)) {
    const value = form[name];
    const at = pathTo(path, name);
    if (value !== undefined) read[name] = readValue(param, value, at);
    else if (param.needed) throw missingParameter(at);
  }
  return read;
}

function readValue(param: Param, value: FormValue, path: string): unknown {
  if (value === "" && param.clearable) return null;
  switch (param.kind) {
    case "text":
      return readText(param, value, path);
    case "integer":
      return readInteger(param, value, path);
    case "decimal":
      return readDecimal(value, path);
    case "boolean":
      return readBoolean(value, path);
    case "choice":
      return readChoice(param, value, path);
    case "metadata":
      return readMetadata(value, path);
    case "object":
      return readFields(param.fields ?? {}, mapAt(value, path), path);
    case "map":
      return mapAt(value, path);
    case "list":
      return readList(param, value, path);
    case "either":
      return readEither(param, value, path);
  }
}

function readText({ longest = 5000 }: Param, value: FormValue, path: string): string {
  if (typeof value !== "string") throw invalid("Invalid string: {...}", { param: path });
  if (value === "") throw emptyParameter(path);
  if (value.length > longest) {
    const message = `Invalid string: ${value.slice(0, 20)}...${value.slice(-20)}; must be at most ${longest} characters`;
    throw invalid(message, { param: path });
  }
  return value;
}

function readInteger({ least, most }: Param, value: FormValue, path: string): number {
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
  if (number === undefined) {
    const shown = typeof value === "string" ? value : "{...}";
    throw invalid(`Invalid integer: ${shown}`, { code: "parameter_invalid_integer", param: path });
  }
  if (least !== undefined && number < least) {
    const message = `This value must be greater than or equal to ${least}.`;
    throw invalid(message, { code: "parameter_invalid_integer", param: path });
  }
  if (most !== undefined && number > most) {
    const message = `This value must be less than or equal to ${most}.`;
    throw invalid(message, { code: "parameter_invalid_integer", param: path });
  }
  return number;
}

function readDecimal(value: FormValue, path: string): string {
  if (typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,12})?$/.test(value)) return value;
  throw invalid(`Invalid decimal: ${typeof value === "string" ? value : "{...}"}`, { param: path });
}

function readBoolean(value: FormValue, path: string): boolean {
  if (value === "true") return true;
  if (value === "false") return false;
  throw invalid(`Invalid boolean: ${typeof value === "string" ? value : "{...}"}`, { param: path });
}

function readChoice({ choices = [] }: Param, value: FormValue, path: string): string {
  if (value === "") throw emptyParameter(path);
  if (typeof value === "string" && choices.includes(value)) return value;
  const last = choices.at(-1);
  const names = choices.length === 1 ? `${last}` : `${choices.slice(0, -1).join(", ")}, or ${last}`;
  throw invalid(`Invalid ${path}: must be one of ${names}`, { param: path });
}

function readMetadata(value: FormValue, path: string): Record<string, string> {
  const map = mapAt(value, path);
  const read: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(map)) {
    if (typeof text !== "string") throw invalid("Invalid string: {...}", { param: pathTo(path, name) });
    if (name.length > 40) throw invalid(`Metadata keys can be up to 40 characters long.`, { param: path });
    if (text.length > 500) {
      const message = `Metadata values can have up to 500 characters, but you passed in a value that is ${text.length} characters. Invalid value: ${text.slice(0, 20)}...`;
      throw invalid(message, { param: pathTo(path, name) });
    }
    read[name] = text;
  }
  return read;
}

function readList(param: Param, value: FormValue, path: string): unknown[] {
  const values = typeof value === "string" ? undefined : Object.values(value);
  if (values === undefined || param.of === undefined) throw invalid("Invalid array", { param: path });
  const of = param.of;
  return values.map((item, n) => readValue(of, item, `${path}[${n}]`));
}

/** The first shape that fits. If none does, the error is that of the shape that the value looks like. */
function readEither({ of, or }: Param, value: FormValue, path: string): unknown {
  if (of === undefined || or === undefined) throw new Error(`The parameter ${path} has no shapes`);
  const first = typeof value === "string" ? [of, or] : [of, or].filter(({ kind }) => isNested(kind));
  let problem: unknown;
  for (const shape of first) {
    try {
      return readValue(shape, value, path);
    } catch (thrown) {
      problem ??= thrown;
    }
  }
  throw problem ?? invalid("Invalid string: {...}", { param: path });
}

function isNested(kind: Param["kind"]): boolean {
  return kind === "object" || kind === "list" || kind === "metadata" || kind === "either";
}

function mapAt(value: FormValue, path: string): FormMap {
  if (typeof value === "string" || Array.isArray(value)) throw invalid("Invalid object", { param: path });
  return value as FormMap;
}

function pathTo(path: string, name: string): string {
  return path === "" ? name : `${path}[${name}]`;
}

function unknownParameters(paths: readonly string[]): StripeError {
  const noun = paths.length === 1 ? "parameter" : "parameters";
  const message = `Received unknown ${noun}: ${paths.join(", ")}`;
  return invalid(message, { code: "parameter_unknown", ...(paths[0] === undefined ? {} : { param: paths[0] }) });
}

function missingParameter(path: string): StripeError {
  return invalid(`Missing required param: ${path}.`, { code: "parameter_missing", param: path });
}

function emptyParameter(path: string): StripeError {
  const message = `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`;
  return invalid(message, { code: "parameter_invalid_empty", param: path });
}
