/** How the fault proxy answers. `at` restricts it to requests whose `HOST PATH` matches, `methods` to these. */
export interface Mode {
  readonly answer:
    | 'ok'
    | '401'
    | '403'
    | '404'
    | '429'
    | '500'
    | '503'
    | 'html'
    | 'slow'
    | 'hang'
    | 'truncated'
    | 'corrupt'
    | 'reset';
  readonly at?: string;
  readonly methods?: readonly string[];
  /** So many requests are answered so, those after them as if nothing had been. */
  readonly times?: number;
}

/** Code and message of a registry's error answer. */
export const ERRORS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  401: ['UNAUTHORIZED', 'authentication required'],
  403: ['DENIED', 'requested access to the resource is denied'],
  404: ['NAME_UNKNOWN', 'repository name not known to registry'],
  429: ['TOOMANYREQUESTS', 'You have reached your pull rate limit.'],
  500: ['UNKNOWN', 'unknown error'],
  503: ['UNAVAILABLE', 'service unavailable'],
};
