/** A piece of what is to be diagnosed: some bytes of a log (UTF-8), or a whole build record. */
export type Chunk = Uint8Array | Archive;

/** An unpacked `.dockerbuild` file: the bytes of a tar. */
export interface Archive {
  readonly tar: Uint8Array;
}
