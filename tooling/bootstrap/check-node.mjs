// Each program imports this file first and alone, so that all later code may use the features of Node 20.
const OLDEST = 20;
const major = Number(process.versions.node.split(".")[0]);

if (major < OLDEST) {
  console.error(
    `Scrip needs Node ${OLDEST} or newer to start; this is Node ${process.versions.node} (${process.execPath}).`,
  );
  console.error("Install a newer Node from https://nodejs.org and run the same command again.");
  process.exit(1);
}
