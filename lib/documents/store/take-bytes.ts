/** Reads exact numbers of bytes out of a stream of chunks of any size. */
export type ByteTaker = {
  /** `count` bytes, fewer only where the stream ends. They are good until the next call. */
  take(count: number): Promise<Buffer>;
  /** Lets the stream go, read to its end or not. */
  close(): Promise<void>;
};

export function byteTaker(source: AsyncIterable<Buffer>): ByteTaker {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let gathered: Buffer = Buffer.alloc(0);
  return {
    async take(count) {
      if (rest.length < count) {
        if (gathered.length < count) gathered = Buffer.allocUnsafe(count);
        let filled = rest.copy(gathered);
        rest = rest.subarray(rest.length);
        while (filled < count) {
          const step = await chunks.next();
          if (step.done === true) return gathered.subarray(0, filled);
          const taken = step.value.copy(gathered, filled, 0, count - filled);
          filled += taken;
          rest = step.value.subarray(taken);
        }
        return gathered.subarray(0, count);
      }
      const bytes = rest.subarray(0, count);
      rest = rest.subarray(count);
      return bytes;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
