/**
 * Words as Markdown that shows them as they are: nothing of a document becomes markup, a link, a formula or a citation of
 * ours. One line stays one line.
 */
export function literal(text: string): string {
  return text.split("\n").map(literalLine).join("\n");
}

function literalLine(line: string): string {
  return (
    line
      .trim()
      .replace(/&(?=#?\w+;)/g, "&amp;")
      // As an entity: a backslash before a bracket would begin a formula.
      .replace(/\\/g, "&#92;")
      .replace(/[`*~<|$\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
      // What would begin a list, a heading or a quote.
      .replace(/^[-+=#>]/, "\\$&")
      .replace(/^(\d+)([.)])/, "$1\\$2")
  );
}
