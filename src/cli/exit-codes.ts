/** How a command ends (`docs/formats.md`, exit codes): what scripts branch on. */
export const ExitCode = {
  done: 0,
  checkFailed: 1,
  badInput: 2,
  ourBug: 3,
  environment: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
