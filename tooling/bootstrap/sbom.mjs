import "./check-node.mjs";

const { spawnSync } = await import("node:child_process");
const { fetchPnpm } = await import("./fetch-pnpm.mjs");
const { ensureInstalled } = await import("./install.mjs");
const { root } = await import("./paths.mjs");

// Lists every package of the lockfile with version, hash and licence, as CycloneDX JSON on standard output.
await ensureInstalled();
const args = ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", ...process.argv.slice(2)];
process.exit(spawnSync(await fetchPnpm(), args, { cwd: root, stdio: "inherit" }).status ?? 1);
