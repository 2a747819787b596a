import type { LogEvent, ProgressEvent, StepEndEvent, StepEvent } from '../../model/event.ts';

const MAX_STEPS = 20_000;
const MAX_PARTS = 64;

/** A step with its times, as the log or the record gave them. */
export interface Clocked {
  readonly key: string;
  readonly event: StepEvent;
  readonly status: StepEndEvent['status'] | 'running';
  readonly seconds: number | undefined;
  readonly ran: StepEndEvent['ran'];
  readonly inputs: readonly string[];
  /** The last word on each transfer, download and export inside it. */
  readonly parts: readonly Pick<ProgressEvent, 'name' | 'bytes' | 'seconds'>[];
}

interface Open {
  readonly key: string;
  event: StepEvent;
  status: Clocked['status'];
  seconds: number | undefined;
  ran: StepEndEvent['ran'];
  inputs: readonly string[];
  readonly parts: Map<string, Pick<ProgressEvent, 'name' | 'bytes' | 'seconds'>>;
}

/** Keeps the times of a log's steps while it goes by. */
export class TimeCollector {
  readonly #steps = new Map<string, Open>();

  take(event: LogEvent): void {
    switch (event.kind) {
      case 'step':
        this.#begin(event);
        return;
      case 'step-end':
        this.#end(event);
        return;
      case 'progress': {
        const parts = this.#steps.get(event.step)?.parts;
        if (parts !== undefined && (parts.size < MAX_PARTS || parts.has(event.name))) parts.set(event.name, event);
        return;
      }
      default:
    }
  }

  finish(): readonly Clocked[] {
    return [...this.#steps.values()].map((step) => ({ ...step, parts: [...step.parts.values()] }));
  }

  #begin(event: StepEvent): void {
    if (event.repeats === true || this.#steps.has(event.step) || this.#steps.size >= MAX_STEPS) return;
    this.#steps.set(event.step, {
      key: event.step,
      event,
      status: 'running',
      seconds: undefined,
      ran: undefined,
      inputs: [],
      parts: new Map(),
    });
  }

  #end({ step: key, status, seconds, ran, inputs }: StepEndEvent): void {
    const step = this.#steps.get(key);
    if (step === undefined) return;
    step.status = status;
    step.seconds = seconds ?? step.seconds;
    step.ran = ran ?? step.ran;
    step.inputs = inputs ?? step.inputs;
  }
}
