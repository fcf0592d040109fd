import "./check-node.mjs";

const { run } = await import("./run.mjs");
await run("tooling/bench/src/main.ts", process.argv.slice(2), { ownGroup: true });
