import { invalid } from "./stripe-error.ts";

/** A value of a form before its schema is known. A list may come as a map of numbers. */
export type FormValue = string | FormMap | readonly FormValue[];
export interface FormMap {
  readonly [name: string]: FormValue;
}

type Node = Map<string, Node | string>;

const MOST_LEVELS = 10;
const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/** Reads `a[b][0]=x&a[c]=y`, as the SDK writes it. A name without a number, `a[]=x`, appends. */
export function readForm(text: string): FormMap {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), value);
  return mapOf(root);
}

function pathOf(name: string): string[] {
  const [, first, rest = ""] = NAME.exec(name) ?? [];
  if (first === undefined || name.includes("\0")) throw invalid(`Invalid parameter name: ${name}`);
  const path = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part = ""]) => part)];
  if (path.length > MOST_LEVELS) throw invalid(`Invalid parameter name: ${name}`);
  return path;
}

function put(node: Node, [step = "", ...rest]: string[], value: string): void {
  const key = step === "" ? String(node.size) : step;
  if (rest.length === 0) {
    node.set(key, value);
    return;
  }
  const next = node.get(key);
  const child: Node = next instanceof Map ? next : new Map();
  node.set(key, child);
  put(child, rest, value);
}

function mapOf(node: Node): FormMap {
  const map: Record<string, FormValue> = Object.create(null);
  for (const [key, value] of node) map[key] = typeof value === "string" ? value : mapOf(value);
  return map;
}
