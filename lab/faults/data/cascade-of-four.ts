import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    env: (text) =>
      `${text.replace('POSTGRES_PASSWORD=s3cret-one', 'POSTGRES_PASSWORD=s3cret-two')}GATE=service_started\n`,
  }),
  id: 'cascade-of-four',
  title: 'One wrong password, and four services are unhealthy one after the other',
  act: async (bench) => {
    const up = await bench.up();
    const ps = await bench.compose(['ps', '-a']);
    return { ...up, text: up.text + ps.text };
  },
  shows: /password authentication failed for user "app"[^]*\(unhealthy\)/,
  expects: { root: 'pg-password-differs', consequences: ['dependency-unhealthy'], service: 'app' },
});
