"use client";

import { useState, useTransition } from "react";
import type { Door, FormState } from "./form-door.ts";

/**
 * Runs an action from a button. A server that cannot be reached is a refusal like any other: a button has no error page
 * of its own. Not for actions that redirect.
 */
export function useDoor<I, T>(door: Door<I, T>) {
  const [state, setState] = useState<FormState<T>>(null);
  const [pending, start] = useTransition();
  const run = (input: I) =>
    new Promise<Exclude<FormState<T>, null>>((resolve) => {
      start(async () => {
        const answer = await door(input).catch(() => ({ ok: false, error: "unreached" }) as const);
        start(() => setState(answer));
        resolve(answer);
      });
    });
  return { state, pending, run, clear: () => setState(null) };
}
