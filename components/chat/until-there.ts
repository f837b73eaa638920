const AGAIN_AFTER = 1_000;

/** Fetches a part of the program until it is there: a line that is down for a while must not take the page with it. */
export async function untilThere<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await fetchPart();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
