import type { EngineImage } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { askEngine } from '../engine/ask.ts';
import { segment } from '../engine/client.ts';
import { asTexts, asTime } from '../engine/fields.ts';
import { unseen, type Probe } from '../probe.ts';

// distribution/reference, loosely: what is none can only be a slip, or a path that leads elsewhere.
const REFERENCE = /^[a-z0-9][\w.:@/-]{0,400}$/i;

/** An image as the engine holds it; a reference it does not hold is an answer too. */
export const engineImage: Probe<'engine.image'> = async (world, { reference }) => {
  if (!REFERENCE.test(reference) || reference.split('/').includes('..')) {
    return unseen(`${mask(reference)} is no image reference.`, `${mask(reference)} 不是镜像引用。`);
  }
  return askEngine<EngineImage>(world, `docker image inspect ${reference}`, async (engine) => {
    const path = reference.split('/').map(segment).join('/');
    const image = asObject(await engine.get(`/images/${path}/json`));
    return image === null ? { exists: false } : toImage(image);
  });
};

function toImage(image: JsonObject): EngineImage {
  const config = asObject(image['Config']);
  const test = asTexts(asObject(config?.['Healthcheck'])?.['Test']);
  const [id, architecture, os] = [asText(image['Id']), asText(image['Architecture']), asText(image['Os'])];
  const [bytes, created] = [asNumber(image['Size']), asTime(image['Created'])];
  return {
    exists: true,
    ...(id !== undefined && { id }),
    ...(architecture !== undefined && { architecture }),
    ...(os !== undefined && { os }),
    ...(bytes !== undefined && { bytes }),
    ...(created !== undefined && { created }),
    entrypoint: asTexts(config?.['Entrypoint']).map(mask),
    command: asTexts(config?.['Cmd']).map(mask),
    user: asText(config?.['User']) ?? '',
    hasHealthcheck: test.length > 0 && test[0] !== 'NONE',
    exposedPorts: Object.keys(asObject(config?.['ExposedPorts']) ?? {}),
  };
}
