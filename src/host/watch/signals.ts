const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

export interface Forwarding {
  readonly wasAsked: () => boolean;
  readonly stop: () => void;
}

/**
 * Keeps us alive while the command decides how to end, and passes signals on, each of them, once.
 * With `fromTerminal` the terminal itself sends Ctrl-C and Ctrl-\ to the whole foreground group, the command included:
 * passing these on as well would make one Ctrl-C two, and Compose kills at the second.
 */
export function forwardSignals(send: (signal: NodeJS.Signals) => void, fromTerminal: boolean): Forwarding {
  let asked = false;
  const handlers = PASSED_ON.map((signal) => {
    const handler = (): void => {
      asked = true;
      if (!fromTerminal || signal === 'SIGTERM' || signal === 'SIGHUP') send(signal);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  return {
    wasAsked: () => asked,
    stop: () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    },
  };
}

/** To a process, or with a negative number to its group. One that is gone already needs none. */
export function send(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended a moment ago.
  }
}
