/**
 * Reads server-sent events out of text that arrives in pieces, wherever the pieces break. Returns a function that takes
 * the next piece and gives the `data` of every event it completed. Comments and other fields are passed over.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function eventStreamReader(): (piece: string) => string[] {
  let rest = "";
  let data: string[] = [];
  // A "\r" at the end of a piece may be the first half of a "\r\n".
  let afterReturn = false;

  return (piece) => {
    const events: string[] = [];
    const fresh = afterReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
    if (piece !== "") afterReturn = piece.endsWith("\r");
    const lines = (rest + fresh).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "" && data.length > 0) {
        events.push(data.join("\n"));
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
    }
    return events;
  };
}
