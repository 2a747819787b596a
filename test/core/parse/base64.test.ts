import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeBase64 } from '#core/parse/base64.ts';

test('what was encoded comes back, also with line breaks among the digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(300), (bytes, at) => {
      const text = Buffer.from(bytes).toString('base64');
      expect([...decodeBase64(text)]).toEqual([...bytes]);
      expect([...decodeBase64(`${text.slice(0, at)}\r\n${text.slice(at)}`)]).toEqual([...bytes]);
    }),
  );
});
