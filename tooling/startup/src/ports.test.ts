import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { freePort, requireFree } from "./ports.ts";

it("names a taken port and the variable that changes it", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(requireFree(port, "the API", "SCRIP_PORT")).rejects.toThrow(
    `Port ${port}, which the API needs, is taken; perhaps Scrip is running already. Stop that program, or choose another port: SCRIP_PORT=${port + (port + 100 < 65_536 ? 100 : -100)} npm start`,
  );
});

it("accepts a free port, and leaves it free", async () => {
  const port = await freePort();
  await requireFree(port, "the API", "SCRIP_PORT");
  await expect(requireFree(port, "the API", "SCRIP_PORT")).resolves.toBeUndefined();
});
