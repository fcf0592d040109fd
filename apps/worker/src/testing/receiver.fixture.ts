/**
 * A receiver of webhooks, as a program of its own: it prints one line of JSON about each message.
 *
 *   node receiver.fixture.ts <port> <mode>
 *
 * `up` answers 200, `slow` does so after a second, `wrong` answers 500, and `stuck` never answers.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const [port, mode] = process.argv.slice(2);

createServer((request, response) => void answer(request, response)).listen(Number(port), "127.0.0.1", () =>
  console.log(JSON.stringify({ ready: true })),
);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const { headers } = request;
  const status = mode === "wrong" ? 500 : 200;
  if (mode === "slow") await sleep(1000);
  console.log(JSON.stringify({ path: request.url, status, headers, body, at: Date.now(), mode }));
  if (mode !== "stuck") response.writeHead(status).end(mode);
}
