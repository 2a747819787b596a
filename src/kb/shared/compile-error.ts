/** Lines only a compiler prints: what went wrong in the same step before it got that far was tolerated. */
export const COMPILE_ERRORS = [
  'error TS',
  'error[E0',
  'error: could not compile `',
  '): error CS',
  'COMPILATION ERROR',
  'Failed to compile.',
  'error during build:',
  ': undefined: ',
  "Module not found: Error: Can't resolve",
  'declared and not used: ',
  'imported and not used',
] as const;
