/** An action that ends its process with SIGKILL at its n-th step. Run by killed-action.test.ts. */
import { openShop } from './network-shop.ts';

const [root = '', at = '0'] = process.argv.slice(2);
let left = Number(at);
const shop = await openShop(root, () => {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
});
const done = await shop.apply({ name: 'create-network', network: 'edge' }, 'x/y');
console.log(done.ok ? 'finished' : JSON.stringify(done));
