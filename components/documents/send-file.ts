/** What came of an upload. `seconds`: how long to wait, when there were too many. */
export type Sent =
  | { ok: true; documentId: string; isKnown: boolean }
  | { ok: false; error: string; seconds: number | null };

type Where = { name: string; conversationId: string | null };

/**
 * Sends one file as the body of a request. XMLHttpRequest, because `fetch` does not tell how much has gone. Never rejects;
 * `cancel` answers `cancelled`.
 */
export function sendFile(file: Blob, { name, conversationId }: Where, onSent: (bytes: number) => void) {
  const request = new XMLHttpRequest();
  const done = new Promise<Sent>((resolve) => {
    const fail = (error: string) => () => resolve({ ok: false, error, seconds: null });
    request.onload = () => resolve(answerOf(request));
    request.onerror = fail("unreached");
    request.onabort = fail("cancelled");
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    const query = new URLSearchParams({ name, ...(conversationId !== null && { conversation: conversationId }) });
    request.open("POST", `/api/documents?${query}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

/** What a response means, whoever wrote it: the server's answer or refusal, or some proxy's page. */
function answerOf(request: XMLHttpRequest): Sent {
  const { status, responseText } = request;
  const said = parsed(responseText);
  if (status === 201 && typeof said.documentId === "string")
    return { ok: true, documentId: said.documentId, isKnown: said.isKnown === true };
  const seconds = Number.parseInt(request.getResponseHeader("retry-after") ?? "", 10);
  const byStatus: Record<number, string> = { 401: "signed-out", 413: "too-large", 429: "too-many-requests" };
  return {
    ok: false,
    error: typeof said.error === "string" ? said.error : (byStatus[status] ?? "failed"),
    seconds: Number.isNaN(seconds) ? null : seconds,
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
