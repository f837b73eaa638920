"use client";

import { useEffect, useMemo, useState } from "react";
import { sendFile } from "./send-file.ts";
import { type UploadItem, uploadQueue } from "./upload-queue.ts";

export type { UploadItem };

/** Uploads of this page, into a conversation or the library alone. What is on its way when the page goes, ends. */
export function useUploads(conversationId: string | null) {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const queue = useMemo(
    () => uploadQueue((file, onSent) => sendFile(file, { name: file.name, conversationId }, onSent), setItems),
    [conversationId],
  );
  useEffect(() => () => queue.close(), [queue]);
  const { add, cancel, retry, dismiss } = queue;
  return { items, add, cancel, retry, dismiss };
}
