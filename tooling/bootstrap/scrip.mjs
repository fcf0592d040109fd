import "./check-node.mjs";

const { run } = await import("./run.mjs");
await run("apps/cli/src/main.ts", process.argv.slice(2), { ownGroup: false });
