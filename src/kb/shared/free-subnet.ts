/** Two IPv4 networks in CIDR form share an address. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  if (one === undefined || other === undefined) return false;
  return one.first <= other.last && other.first <= one.last;
}

/** What the engine's own pools and most VPNs leave alone, a network of 254 addresses each. */
const CANDIDATES = Array.from({ length: 50 }, (_, i) => `10.${201 + i}.0.0/24`);

/** A subnet that overlaps with none that these networks have; undefined where all candidates are taken. */
export function freeSubnet(networks: readonly { readonly subnets: readonly string[] }[]): string | undefined {
  const taken = networks.flatMap(({ subnets }) => subnets);
  return CANDIDATES.find((candidate) => !taken.some((one) => overlap(one, candidate)));
}

function rangeOf(cidr: string): { first: number; last: number } | undefined {
  const [, address, bits] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(cidr) ?? [];
  if (address === undefined || bits === undefined) return undefined;
  const size = 2 ** (32 - Number(bits));
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(value / size) * size;
  return { first, last: first + size - 1 };
}
