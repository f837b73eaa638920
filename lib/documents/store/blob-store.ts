/** Where sealed files lie. It never sees a key or a name; ids are UUIDs and everything else is refused. */
export type BlobStore = {
  /**
   * Takes over the sealed file at `path`. Once it resolves, the file outlives a crash. Whether or not it succeeds, nothing
   * stays at `path`; when it fails, nothing stays in the store either.
   */
  put(id: string, path: string): Promise<void>;
  /**
   * The sealed bytes from `from` up to, not including, `to`; what lies beyond the end is left out. Throws
   * {@link BlobMissingError}.
   */
  read(id: string, from?: number, to?: number): AsyncIterable<Buffer>;
  /** Removing what is not there is no error. */
  remove(id: string): Promise<void>;
  /** Sealed bytes, or null when there is no such file. */
  size(id: string): Promise<number | null>;
  /** Throws when files could be neither read nor written now. */
  check(): Promise<void>;
};

export class BlobMissingError extends Error {
  constructor(id: string) {
    super(`The stored file ${id} is missing.`);
    this.name = "BlobMissingError";
  }
}

/** Whether a write failed for want of space: on the device (ENOSPC), or of what the server's user may take (EDQUOT). */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(errorCode(error) ?? "");
}

/** The code of an error of the operating system, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** For `catch`: what is not there answers null, anything else is thrown on. */
export function unlessMissing(error: unknown): null {
  if (errorCode(error) === "ENOENT") return null;
  throw error;
}
