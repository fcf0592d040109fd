import "./check-node.mjs";

const { run } = await import("./run.mjs");
await run("tooling/startup/src/develop.ts", process.argv.slice(2), { ownGroup: true });
