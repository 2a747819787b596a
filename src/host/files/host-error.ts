import type { Text } from '#core/model/text.ts';

/** The world said no: shown to the user as one line, never as a stack trace. */
export class HostError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}
