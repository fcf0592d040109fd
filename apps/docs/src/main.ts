import { buildSite } from "./build.ts";

console.log(`Built ${await buildSite()} pages.`);
