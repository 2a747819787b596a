import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { walkTar } from './tar.ts';

const MAX_JSON = 16 * 1024 * 1024;
const MAX_MANIFESTS = 200;
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
const INDEX = 'application/vnd.oci.image.index.v1+json';

const decoder = new TextDecoder('utf-8');

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface Manifest {
  readonly config: Descriptor | null;
  readonly layers: readonly Descriptor[];
}

/** An OCI image layout read out of a tar: untrusted, so a blob counts only if it has the size its descriptor names. */
export class OciLayout {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #index: JsonObject | null;

  constructor(tar: Uint8Array) {
    let index: JsonObject | null = null;
    for (const { name, content } of walkTar(tar)) {
      if (name === 'index.json') index = jsonOf(content);
      const digest = BLOB.exec(name)?.[1];
      if (digest !== undefined) this.#blobs.set(`sha256:${digest}`, content);
    }
    this.#index = index;
  }

  /** The manifests the index names, through one more index where there is one. */
  get manifests(): readonly Manifest[] {
    const found: Manifest[] = [];
    const visit = (index: JsonObject | null, depth: number): void => {
      for (const descriptor of asObjects(index?.['manifests']).map(descriptorOf)) {
        const object = descriptor === null ? null : this.json(descriptor);
        if (object === null || found.length >= MAX_MANIFESTS) continue;
        if (descriptor?.mediaType === INDEX || 'manifests' in object) {
          if (depth > 0) visit(object, depth - 1);
        } else found.push(manifestOf(object));
      }
    };
    visit(this.#index, 2);
    return found;
  }

  blob({ digest, size }: Descriptor): Uint8Array | null {
    const content = this.#blobs.get(digest);
    return content === undefined || content.length !== size ? null : content;
  }

  json(descriptor: Descriptor): JsonObject | null {
    const content = this.blob(descriptor);
    return content === null ? null : jsonOf(content);
  }
}

function manifestOf(object: JsonObject): Manifest {
  return {
    config: descriptorOf(asObject(object['config'])),
    layers: asObjects(object['layers'])
      .map(descriptorOf)
      .filter((layer) => layer !== null),
  };
}

function descriptorOf(object: JsonObject | null): Descriptor | null {
  const digest = asText(object?.['digest']);
  const size = asNumber(object?.['size']);
  if (digest === undefined || size === undefined) return null;
  return { mediaType: asText(object?.['mediaType']) ?? '', digest, size };
}

function jsonOf(content: Uint8Array): JsonObject | null {
  if (content.length > MAX_JSON) return null;
  try {
    return asObject(JSON.parse(decoder.decode(content)));
  } catch {
    return null;
  }
}
