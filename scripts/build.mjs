// `npm run build`: what `npm start` does before it starts, by itself; for images and for looking at the result.
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled, expectNode, pinnedNode } from "./lib/install.mjs";
import { runMain, say } from "./lib/progress.mjs";

await runMain(async () => {
  expectNode();
  await ensureInstalled();
  await ensureBuilt(await pinnedNode());
  say("The build is up to date.");
});
