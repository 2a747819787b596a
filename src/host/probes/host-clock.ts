import { seen, type Probe } from '../probe.ts';

/** Our clock, and whether something keeps it right. */
export const hostClock: Probe<'host.clock'> = async ({ machine }) => {
  const now = Date.now();
  if (machine.platform !== 'linux') return seen({ now }, 'clock');
  // systemd-timesyncd leaves this file as soon as it is in step.
  const marker = await machine.read('/run/systemd/timesync/synchronized');
  if (marker.ok) return seen({ now, isSynchronized: true }, '/run/systemd/timesync/synchronized');
  const ran = await machine.run(['timedatectl', 'show', '-p', 'NTPSynchronized', '--value'], { milliseconds: 2000 });
  const word = ran.ok && ran.code === 0 ? ran.stdout.trim() : '';
  return seen({ now, ...(/^(?:yes|no)$/.test(word) && { isSynchronized: word === 'yes' }) }, 'timedatectl');
};
