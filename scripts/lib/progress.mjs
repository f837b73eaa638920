const isTerminal = process.stdout.isTTY === true;
const mark = isTerminal ? "› " : "";

/** One line for the person who watches. */
export function say(line) {
  process.stdout.write(`${mark}${line}\n`);
}

/** Ends with one sentence; for what the person at the shell can mend. */
export class Stop extends Error {}

const seconds = (from) => `${Math.round((Date.now() - from) / 1000)} s`;

/** Says what is being done and for how long, until `work` is over: a running line in a terminal, now and then a line elsewhere. */
export async function during(label, work) {
  const from = Date.now();
  if (!isTerminal) say(label);
  const show = () =>
    isTerminal ? process.stdout.write(`\r${mark}${label} … ${seconds(from)}`) : say(`${label} … ${seconds(from)}`);
  if (isTerminal) show();
  const timer = setInterval(show, isTerminal ? 1000 : 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isTerminal) process.stdout.write(`\r${mark}${label}, ${seconds(from)}    \n`);
    else say(`${label}: done in ${seconds(from)}`);
  }
}

/** Runs `main`; a {@link Stop} becomes its sentence and exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
