/** Asked only with `--online`: everything else stays on this machine. */
export interface RegistryProbes {
  /** HEAD of a manifest, through the first configured mirror and directly. */
  'registry.manifest': { about: { readonly reference: string }; answer: RegistryAnswer };
  /** Whether each mirror of daemon.json answers `/v2/`. */
  'registry.mirrors': {
    about: Record<never, never>;
    answer: readonly { readonly mirror: string; readonly reply: RegistryReply }[];
  };
}

export interface RegistryAnswer {
  readonly registry: string;
  readonly direct: RegistryReply;
  readonly mirror?: { readonly url: string; readonly reply: RegistryReply };
  /** Registry clock minus ours, seconds, from its Date header. */
  readonly clockSkew?: number;
}

export interface RegistryReply {
  /** HTTP status, or absent where no answer came. */
  readonly status?: number;
  readonly problem?: 'refused' | 'timeout' | 'tls' | 'name-not-found' | 'reset' | 'other';
  readonly detail?: string;
  readonly rateLimit?: { readonly limit: number; readonly remaining: number; readonly seconds: number };
}
