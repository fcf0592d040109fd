/** One error in a catalog from untyped input. */
export interface CatalogProblem {
  /** The path of the error, such as `plans.pro.entitlements.deployments`; empty for the whole catalog. */
  readonly path: string;
  /** The error, worded to follow the path. */
  readonly message: string;
}

/** A place inside the catalog being read, where a reader can report problems. */
export interface Place {
  /** Reports a problem here, and returns `undefined`, as a reader does for an invalid value. */
  refuse(message: string): undefined;
  at(key: string | number): Place;
}

/** The most problems to report. A person does not read more; hostile input can have millions. */
const MAX_PROBLEMS = 1000;

/** A place that adds its problems to `problems`, up to `MAX_PROBLEMS`. */
export function placeIn(problems: CatalogProblem[], path = ""): Place {
  return {
    refuse: (message) => {
      if (problems.length < MAX_PROBLEMS) problems.push({ path, message });
      return undefined;
    },
    at: (key) => placeIn(problems, path + step(key, path === "")),
  };
}

/** One step of a path: `plans`, `.pro`, `[2]`, or `["gpu.h100-80gb"]` if the key itself has a point. */
function step(key: string | number, isFirst: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^\w{1,64}$/.test(key)) return `[${quote(key)}]`;
  return isFirst ? key : `.${key}`;
}

/** Puts an untrusted text in quotation marks, and cuts it if it is too long to read. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}...` : text);
}
