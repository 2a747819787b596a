/** Bytes and counts of `docker system df`. `reclaimable` is what the engine itself says could go. */
export interface EngineUsage {
  readonly images: UsageRow;
  readonly containers: UsageRow;
  readonly volumes: UsageRow;
  readonly buildCache: UsageRow;
}
export interface UsageRow {
  readonly count: number;
  readonly active: number;
  readonly bytes: number;
  readonly reclaimable: number;
}

export interface CacheRecord {
  readonly id: string;
  readonly type: string;
  readonly description: string;
  readonly bytes: number;
  readonly inUse: boolean;
  readonly shared: boolean;
  readonly lastUsed?: number;
}
