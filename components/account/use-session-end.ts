"use client";

import { useEffect, useState } from "react";
import { endOfSession, isUse, type SessionTimes, WARNING } from "./session-clock.ts";

const CHANNEL = "convosphere.use";

/** Milliseconds until this session ends and why, once it is soon; null before. Negative: it has ended. */
export function useSessionEnd(times: SessionTimes): { left: number; why: "idle" | "absolute" } | null {
  const { idle, endsAt } = times;
  const [soon, setSoon] = useState<{ left: number; why: "idle" | "absolute" } | null>(null);
  useEffect(() => {
    let usedAt = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    // What another tab of this browser does keeps the session alive too.
    const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
    const look = () => {
      clearTimeout(timer);
      const end = endOfSession({ idle, endsAt }, usedAt);
      const left = end.at - Date.now();
      setSoon(left > WARNING ? null : { left, why: end.why });
      if (left > 0) timer = setTimeout(look, left > WARNING ? Math.min(left - WARNING, 60_000) : 1_000);
    };
    const used = (at: number) => {
      if (at <= usedAt) return;
      usedAt = at;
      look();
    };
    const observer = new PerformanceObserver((list) => {
      const uses = list.getEntries().filter(({ name }) => isUse(name, window.location.origin));
      const latest = uses.at(-1);
      if (latest === undefined) return;
      const at = Math.round(Date.now() - latest.duration); // told at the end of the request, counted at its beginning
      used(at);
      channel?.postMessage(at);
    });
    observer.observe({ type: "resource" });
    if (channel !== null) channel.onmessage = ({ data }) => typeof data === "number" && used(data);
    const back = () => document.hidden || look(); // timers sleep with the machine
    document.addEventListener("visibilitychange", back);
    look();
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      channel?.close();
      document.removeEventListener("visibilitychange", back);
    };
  }, [idle, endsAt]);
  return soon;
}
