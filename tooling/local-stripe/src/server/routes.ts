import type { Operation } from "../calls/operation.ts";

/** Finds the operation of a request and the names in its path. */
export class Routes {
  private readonly bySize = new Map<string, { operation: Operation; steps: string[] }[]>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const steps = operation.path.split("/");
      const key = `${operation.method} ${steps.length}`;
      const routes = this.bySize.get(key) ?? [];
      // A fixed step is tried before a name, so that `/invoices/create_preview` is no id.
      if (operation.path.includes(":")) routes.push({ operation, steps });
      else routes.unshift({ operation, steps });
      this.bySize.set(key, routes);
    }
  }

  find(method: string, path: string): { operation: Operation; names: Record<string, string> } | undefined {
    const asked = path.split("/");
    for (const { operation, steps } of this.bySize.get(`${method} ${asked.length}`) ?? []) {
      const names = namesOf(steps, asked);
      if (names !== undefined) return { operation, names };
    }
    return undefined;
  }
}

function namesOf(steps: readonly string[], asked: readonly string[]): Record<string, string> | undefined {
  const names: Record<string, string> = {};
  for (const [n, step] of steps.entries()) {
    const there = asked[n] ?? "";
    if (step.startsWith(":")) names[step.slice(1)] = decoded(there);
    else if (step !== there) return undefined;
  }
  return names;
}

/** An id with a broken escape is the id of nothing. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
