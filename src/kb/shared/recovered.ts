import type { Signature } from '#core/model/condition.ts';

/** A program that waited for another one says that it got through, or that it is up. */
const RECOVERED = [
  'onnected to DB',
  'onnected to database',
  'onnected to the database',
  'onnected to MongoDB',
  'onnected to Postgre',
  'onnected to postgres',
  'onnected to MySQL',
  'onnected to mysql',
  'onnected to Redis',
  'onnected to redis',
  'onnected to amqp',
  'atabase connected',
  'Tomcat started on port',
  'Application startup complete',
  'Server is ready to receive',
] as const;

/** The same signatures, of which nothing but a hint is left where the same program goes on well after its complaint. */
export function unlessRecovered(signatures: readonly Signature[]): readonly Signature[] {
  return signatures.flatMap((signature) => [
    { ...signature, unless: [...(signature.unless ?? []), { says: RECOVERED }] },
    { ...signature, also: [...(signature.also ?? []), { says: RECOVERED }], strength: 'hints' },
  ]);
}
