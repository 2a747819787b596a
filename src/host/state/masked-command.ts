import { mask } from '#core/redact.ts';

/** A command line as it may be kept: secrets in build arguments, variables and URLs are masked. */
export function maskedCommand(argv: readonly string[]): {
  readonly command: readonly string[];
  readonly isMasked: boolean;
} {
  const command = argv.map((word) => mask(word));
  return { command, isMasked: command.some((word, at) => word !== argv[at]) };
}
