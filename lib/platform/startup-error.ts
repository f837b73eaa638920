/** Something the person at the shell can mend. The message is one readable sentence; it is shown without a stack. */
export class StartupError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "StartupError";
  }
}
