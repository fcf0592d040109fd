import "./check-node.mjs";

const { run } = await import("./run.mjs");
await run("packages/client/src/packaging/main.ts", process.argv.slice(2), { ownGroup: false });
