export interface BuildKey {
  /** `BUILDER/NODE/ID`, or the id alone. */
  readonly reference: string;
  readonly builder: string;
}

export interface BuildRecord extends BuildKey {
  readonly name: string;
  readonly status: 'completed' | 'error' | 'canceled' | 'running';
  readonly created: number;
  readonly completed?: number;
  readonly steps: { readonly total: number; readonly completed: number; readonly cached: number };
  /** Of the newest failed builds; for others ask `engine.build`. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** `docker buildx history inspect`. Texts are masked; '' where the record does not say. */
export interface BuildDetail {
  readonly name: string;
  readonly status: BuildRecord['status'];
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string;
  readonly created: number;
  readonly completed?: number;
  readonly error?: {
    /** gRPC's name of the code: `Unknown`, `ResourceExhausted`, … */
    readonly code: string;
    readonly message: string;
    /** The vertex that failed: `[3/3] RUN make`. */
    readonly step: string;
    /** The last lines it printed. */
    readonly logs: readonly string[];
    /** BuildKit's excerpt of the Dockerfile. */
    readonly sources: string;
  };
}
