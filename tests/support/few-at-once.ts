/** Works on everything, a few at the same moment: a server that is asked one question at a time mostly waits. */
export async function fewAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>, few = 4): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: few }, worker));
}
