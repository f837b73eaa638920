import { refresh } from "next/cache";

/** A use case after whose success the page that called it shows the new state. Only for server actions. */
export function refreshing<A extends unknown[], R extends { ok: boolean }>(useCase: (...given: A) => Promise<R>) {
  return async (...given: A): Promise<R> => {
    const result = await useCase(...given);
    if (result.ok) refresh();
    return result;
  };
}
