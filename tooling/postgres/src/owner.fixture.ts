/** A process that owns a server until the process ends: `node owner.fixture.ts DIR`. */
import { startPostgres } from "./start-postgres.ts";

const server = await startPostgres({ dir: process.argv[2] ?? "" });
console.log(JSON.stringify({ url: server.url, pid: server.pid }));
setInterval(() => {}, 60_000);
