/** Which elements of a picture hang together: things that have `data-id`, ties that have `data-from` and `data-to`. */

export interface Part {
  id?: string;
  from?: string;
  to?: string;
  /** What is written on it, and its title. */
  text: string;
}

/** A thing with its ties and what they lead to; a tie with both its ends. */
export function neighbours(parts: readonly Part[], at: number): Set<number> {
  const own = parts[at];
  const lit = new Set<number>();
  if (!own) return lit;
  const ends = new Set(own.id === undefined ? [own.from, own.to] : [own.id]);
  parts.forEach((part, number) => {
    if (own.id === undefined || part.id !== undefined) return;
    if (part.from === own.id || part.to === own.id) {
      lit.add(number);
      ends.add(part.from).add(part.to);
    }
  });
  parts.forEach((part, number) => {
    if (number === at || (part.id !== undefined && ends.has(part.id))) lit.add(number);
  });
  return lit;
}

/** What holds all the words, and the ties between any of it. */
export function found(parts: readonly Part[], words: string): Set<number> {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const met = new Set<number>();
  const ids = new Set<string>();
  parts.forEach((part, number) => {
    if (part.id === undefined && part.from !== undefined) return;
    if (!wanted.every((word) => fold(part.text).includes(word))) return;
    met.add(number);
    if (part.id !== undefined) ids.add(part.id);
  });
  parts.forEach((part, number) => {
    if (part.from !== undefined && (ids.has(part.from) || ids.has(part.to ?? ""))) met.add(number);
  });
  return met;
}

function fold(text: string): string {
  return text.toLocaleLowerCase("sv");
}

interface Box {
  x: number;
  y: number;
}

const STEPS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest of the places that lie in the direction of an arrow key; none where there is none. */
export function nearest(places: readonly Box[], at: number, key: string): number | undefined {
  const [own, step] = [places[at], STEPS[key]];
  if (!own || !step) return undefined;
  let best: number | undefined;
  let least = Infinity;
  places.forEach((place, number) => {
    const [dx, dy] = [place.x - own.x, place.y - own.y];
    const ahead = dx * step[0] + dy * step[1];
    const aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
    const far = ahead + 3 * aside;
    if (number !== at && ahead > 0.5 && far < least) [best, least] = [number, far];
  });
  return best;
}
