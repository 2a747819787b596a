/** A user-facing sentence. Both languages are required by type, so none can be forgotten. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Lang = keyof Text;
