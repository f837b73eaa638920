import { fileLimits } from "#lib/documents/numbers.ts";
import type { Sent } from "./send-file.ts";

export type UploadItem = {
  key: string;
  name: string;
  /** Bytes, and how many of them have gone. */
  size: number;
  sent: number;
  state: "waiting" | "sending" | "done" | "failed";
  /** A code of the area `errors`. */
  error: string | null;
  /** How long to wait before the next try, when there were too many. */
  seconds: number | null;
  documentId: string | null;
  /** The person had this very content already. */
  isKnown: boolean;
};

type Sending = { done: Promise<Sent>; cancel(): void };
type Send = (file: File, onSent: (bytes: number) => void) => Sending;
type Entry = { item: UploadItem; file: File; cancel: (() => void) | null };

const AT_ONCE = 2;

/** Files on their way: two at once, the others wait. `onChange` gets the whole list, each time as a new one. */
export function uploadQueue(send: Send, onChange: (items: readonly UploadItem[]) => void) {
  let entries: readonly Entry[] = [];
  let count = 0;
  const show = () => onChange(entries.map(({ item }) => item));
  const find = (key: string) => entries.find(({ item }) => item.key === key);
  const change = (entry: Entry, changes: Partial<UploadItem>) => {
    entry.item = { ...entry.item, ...changes };
  };
  const drop = (entry: Entry) => {
    entries = entries.filter((each) => each !== entry);
  };

  const start = (entry: Entry) => {
    change(entry, { state: "sending", sent: 0, error: null, seconds: null });
    const { done, cancel } = send(entry.file, (bytes) => {
      if (entry.item.state !== "sending") return;
      change(entry, { sent: Math.min(bytes, entry.item.size) });
      show();
    });
    entry.cancel = cancel;
    void done.then((sent) => {
      if (find(entry.item.key) !== entry) return;
      settle(entry, sent);
      goOn();
    });
  };
  const settle = (entry: Entry, sent: Sent) => {
    entry.cancel = null;
    if (sent.ok) {
      const { documentId, isKnown } = sent;
      return change(entry, { state: "done", sent: entry.item.size, documentId, isKnown });
    }
    const { error, seconds } = sent;
    change(entry, { state: "failed", error, seconds });
    if (error !== "too-many-requests" && error !== "signed-out") return;
    // None of those that wait would fare better.
    for (const other of entries) if (other.item.state === "waiting") change(other, { state: "failed", error, seconds });
  };
  const goOn = () => {
    let free = AT_ONCE - entries.filter(({ item }) => item.state === "sending").length;
    for (const entry of entries) {
      if (free === 0) break;
      if (entry.item.state !== "waiting") continue;
      start(entry);
      free -= 1;
    }
    show();
  };

  return {
    add(files: Iterable<File>) {
      const added = [...files].map((file): Entry => {
        count += 1;
        const error = refusalBefore(file);
        const { name, size } = file;
        const item: UploadItem = {
          ...{ key: `upload-${count}`, name, size, sent: 0, state: error === null ? "waiting" : "failed", error },
          ...{ seconds: null, documentId: null, isKnown: false },
        };
        return { item, file, cancel: null };
      });
      entries = [...entries, ...added];
      goOn();
    },
    /** Ends what is on its way or waits, and takes it off the list. */
    cancel(key: string) {
      const entry = find(key);
      if (entry === undefined || entry.item.state === "done") return;
      drop(entry);
      entry.cancel?.();
      goOn();
    },
    retry(key: string) {
      const entry = find(key);
      if (entry?.item.state !== "failed" || refusalBefore(entry.file) !== null) return;
      change(entry, { state: "waiting", error: null, seconds: null, sent: 0 });
      goOn();
    },
    /** Takes one off the list that is through, well or not. */
    dismiss(key: string) {
      const entry = find(key);
      if (entry === undefined || entry.item.state === "sending" || entry.item.state === "waiting") return;
      drop(entry);
      show();
    },
    /** Nobody looks any more: what is on its way ends. */
    close() {
      const left = entries;
      entries = [];
      for (const { cancel } of left) cancel?.();
      show();
    },
  };
}

/** What the server would refuse for certain is not sent to it: only so many uploads are allowed in an hour. */
function refusalBefore({ name, size }: File): string | null {
  if (size === 0) return "empty";
  if (size > fileLimits.bytes) return "too-large";
  return /\.(pdf|docx|txt|md|markdown)$/i.test(name.trim()) ? null : "unknown-type";
}
