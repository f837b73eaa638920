"use client";

import { useEffect, useState } from "react";
import { droppedFiles } from "./dropped-files.ts";
import { useLatest } from "./use-latest.ts";

/**
 * Takes files that are dropped anywhere onto the page: beside the conversation the browser would leave the page to show
 * them. True while some are held over it.
 */
export function useFileDrop(onFiles: (files: File[]) => void, onNear: () => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useLatest(onFiles);
  const near = useLatest(onNear);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      near();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      drop(droppedFiles(event.dataTransfer));
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [drop, near]);
  return over;
}
