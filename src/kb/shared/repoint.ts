import type { Change } from '#core/model/change.ts';
import type { EnvironmentValue, ProjectService } from '#core/model/probes/project.ts';

type Url = NonNullable<EnvironmentValue['url']>;

/** The edit that gives the URL of a service's variable another host; undefined where none is wrong or the target is no service. */
export function repoint(
  services: readonly ProjectService[] | undefined,
  {
    service,
    isWrong,
    target,
  }: { readonly service: string | undefined; readonly isWrong: (url: Url) => boolean; readonly target: string },
): Change | undefined {
  const holder = services?.find(({ name }) => name === service);
  const name = Object.entries(holder?.environment ?? {}).find(([, { url }]) => url !== undefined && isWrong(url))?.[0];
  if (holder === undefined || name === undefined) return undefined;
  if (services?.some((one) => one.name === target) !== true) return undefined;
  return { kind: 'service-variable', service: holder.name, name, to: { host: target } };
}
