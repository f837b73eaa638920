/** How a worker ends when it cannot work at all, whatever the file: EX_SOFTWARE of sysexits. */
export const UNFIT = 70;

/** How the shell ends when there is nothing to run, or it may not be run. */
export const NOT_STARTED: readonly number[] = [126, 127];
