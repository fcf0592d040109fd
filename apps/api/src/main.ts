import { createServer } from "./create-server.ts";
import { readEnv } from "./env.ts";
import { openDeps } from "./open-deps.ts";

try {
  const env = readEnv(process.env);
  const { deps, close } = await openDeps(env);
  const server = await createServer(deps);
  const stop = async (): Promise<void> => {
    await server.close();
    await close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
  await server.listen({ host: env.HOST, port: env.PORT });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
