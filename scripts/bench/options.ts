import { parseArgs } from "node:util";

const USAGE = `npm run bench -- [options]

  --only PART[,PART]  streams, pages, middleware, sign-in, js, start, documents, retrieval,
                      lighthouse (default: all)
  --quick             fewer rounds; for a first look
  --burst             all streams begin at the same instant instead of spread over the first second
  --json FILE         where the figures go as JSON (default: a file in the system's temporary folder)
  --cpu-prof          also take CPU profiles of the server under 100 streams and under the pages; slows the server`;

export const parts = [
  "streams",
  "pages",
  "middleware",
  "sign-in",
  "js",
  "start",
  "documents",
  "retrieval",
  "lighthouse",
] as const;
export type Part = (typeof parts)[number];

export type Options = {
  only: ReadonlySet<Part>;
  quick: boolean;
  burst: boolean;
  json: string | null;
  profile: boolean;
};

/** Reads the command line. Ends the process with the usage when it is asked for or wrong. */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: "string" },
        quick: { type: "boolean", default: false },
        burst: { type: "boolean", default: false },
        json: { type: "string" },
        "cpu-prof": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) leave(0, USAGE);
    const only = values.only?.split(",").map((name) => parts.find((part) => part === name) ?? leave(1, USAGE));
    return {
      only: new Set(only ?? parts),
      quick: values.quick,
      burst: values.burst,
      json: values.json ?? null,
      profile: values["cpu-prof"],
    };
  } catch (error) {
    return leave(1, `${(error as Error).message}\n\n${USAGE}`);
  }
}

function leave(code: number, text: string): never {
  console.error(text);
  process.exit(code);
}
