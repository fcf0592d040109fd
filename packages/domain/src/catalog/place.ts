/** One thing that is wrong with a catalog from outside. */
export interface CatalogProblem {
  /** Where it is, such as `plans.pro.entitlements.deployments`; empty for the whole. */
  readonly path: string;
  /** What is wrong there, to be read after the path. */
  readonly message: string;
}

/** A place inside the catalog that is being read, at which problems can be reported. */
export interface Place {
  /** Notes a problem here, and answers with what a reader returns for a value that it cannot read. */
  refuse(message: string): undefined;
  at(key: string | number): Place;
}

/** Nobody reads more than this; hostile input can have millions. */
const MAX_PROBLEMS = 1000;

/** A place whose problems are added to `problems`, as many as a person could read. */
export function placeIn(problems: CatalogProblem[], path = ""): Place {
  return {
    refuse: (message) => {
      if (problems.length < MAX_PROBLEMS) problems.push({ path, message });
      return undefined;
    },
    at: (key) => placeIn(problems, path + step(key, path === "")),
  };
}

/** `plans`, `.pro`, `[2]`, or `["gpu.h100-80gb"]` where the key itself has a point. */
function step(key: string | number, isFirst: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^\w{1,64}$/.test(key)) return `[${quote(key)}]`;
  return isFirst ? key : `.${key}`;
}

/** A text from outside in quotation marks, cut where it is too long to read. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}...` : text);
}
