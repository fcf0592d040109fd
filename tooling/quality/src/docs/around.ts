/** The code around a part of TypeScript in the documents, by the name of its place: what is before and after it. */
export const AROUND: Readonly<Record<string, readonly [before: string, after: string]>> = (() => {
  const imports = `import { createClient, isRefusal } from "@scrip/client";\n`;
  const client = `${imports}const scrip = createClient({ url: "", key: "" });\n`;
  const organization = `${client}const acme = scrip.organization("org_1");\n`;
  const ofCatalog = (part: string): string =>
    `import type { Catalog } from "@scrip/client/catalog";\nexport const part: Partial<Catalog["${part}"]> = {\n`;
  const uses = "void isRefusal;\n";
  return {
    client: [client, uses],
    organization: [organization, `void scrip;\n${uses}`],
    deployment: [`${organization}const deployment = "";\n`, `void scrip;\n${uses}`],
    limits: [ofCatalog("limits"), "};\n"],
    resources: [ofCatalog("resources"), "};\n"],
  };
})();
