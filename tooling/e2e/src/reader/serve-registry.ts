import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../testing/paths.ts";

const UNDICI = join(root, "packages/client/node_modules/undici");

/** A registry of npm packages on this machine. */
export interface Registry {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves the one package that the packed client depends on, as npm asks for it. So a reader's `npm install` works in a
 * test, which has no network.
 * @param dir a folder for the packed file
 */
export async function serveRegistry(dir: string): Promise<Registry> {
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", dir];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: UNDICI });
  const packed = await readFile(join(dir, stdout.trim()));
  const manifest = JSON.parse(await readFile(join(UNDICI, "package.json"), "utf8")) as { version: string };
  const { version } = manifest;
  const server = createServer((request, response) => {
    if (request.url === "/undici.tgz") return response.end(packed);
    if (request.url !== "/undici") return response.writeHead(404).end("{}");
    const dist = { tarball: `http://${request.headers.host}/undici.tgz` };
    const versions = { [version]: { ...manifest, dist } };
    const about = { name: "undici", "dist-tags": { latest: version }, versions };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(about));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
