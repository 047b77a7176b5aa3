import { editDistance } from '../domain/edit-distance.ts';
import { requestData } from './data-request.ts';

/** On the page for unknown addresses, lists the addresses of the site that look most like the one asked for. */
export async function showNearestPages(): Promise<void> {
  const list = document.querySelector('[data-nearest-list]');
  const base = document.body.dataset['base'] ?? '/';
  const wanted = location.pathname.replace(base, '/').toLowerCase();
  const addresses = await listAddresses(base);
  const nearest = addresses
    .map((address) => ({ address, distance: distanceBetween(wanted, address) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5);
  for (const { address } of nearest) {
    const link = document.createElement('a');
    link.href = base.replace(/\/$/, '') + address;
    link.textContent = address;
    const item = document.createElement('li');
    item.append(link);
    list?.append(item);
  }
  if (nearest.length > 0) document.querySelector('[data-nearest]')?.removeAttribute('hidden');
}

async function listAddresses(base: string): Promise<string[]> {
  try {
    return await requestData<string[]>(base, 'addresses.json');
  } catch {
    return [];
  }
}

/** How far an address is from the one asked for; words they share count most, whatever their place. */
function distanceBetween(wanted: string, address: string): number {
  const words = (path: string): string[] => path.split(/[^a-z0-9]+/).filter(Boolean);
  const known = words(address);
  const shared = words(wanted).filter((word) => known.includes(word)).length;
  return editDistance(wanted.slice(0, 120), address) - shared * 8;
}
