import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RESOURCES_FOLDER } from "./sdk.ts";

/** A method of the SDK and the request that it sends. */
export interface SdkMethod {
  /** The file of its resource without `.js`, relative to the folder of the resources: `Checkout/Sessions`. */
  readonly file: string;
  readonly className: string;
  readonly name: string;
  readonly verb: "GET" | "POST" | "DELETE";
  /** The path with a name for each id: `/v1/customers/{id}`. */
  readonly path: string;
}

const CLASS = /^export class (\w+) extends StripeResource/;
const METHOD = /^ {4}(\w+)\(/;
const REQUEST = /_makeRequest\('(GET|POST|DELETE)', (?:'([^']+)'|`([^`]+)`)/;

/** Reads from the SDK's code which request each method sends. Methods of the API's second version are left out. */
export function readOperations(): readonly SdkMethod[] {
  const files = readdirSync(RESOURCES_FOLDER, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".js"))
    .sort()
    .flatMap((file) => methodsOf(file.slice(0, -".js".length), readFileSync(join(RESOURCES_FOLDER, file), "utf8")))
    .filter(({ path }) => path.startsWith("/v1/"));
}

function methodsOf(file: string, text: string): SdkMethod[] {
  const methods: SdkMethod[] = [];
  let className = "";
  let name = "";
  for (const line of text.split("\n")) {
    className = CLASS.exec(line)?.[1] ?? className;
    name = METHOD.exec(line)?.[1] ?? name;
    const [, verb, fixed, template = ""] = REQUEST.exec(line) ?? [];
    if (verb === undefined) continue;
    const path = fixed ?? template.replaceAll(/\$\{encodeURIComponent\((\w+)\)\}/g, "{$1}");
    methods.push({ file, className, name, verb: verb as SdkMethod["verb"], path });
  }
  return methods;
}
