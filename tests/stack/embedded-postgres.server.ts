// A stand-in for the server: starts the embedded Postgres in the folder given, tells the address, waits to be told or killed.
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";

const say = (message: unknown) => process.send?.(message as object);
try {
  const database = await startEmbeddedPostgres({
    dataDir: process.argv[2] as string,
    onProgress: (line) => say({ line }),
    onLost: () => say({ lost: true }),
  });
  process.on("message", async () => {
    await database.stop();
    process.disconnect();
  });
  say({ url: database.url });
} catch (error) {
  say({ refusal: (error as Error).message });
  process.disconnect();
}
