import type { Random } from "./random.ts";
import { band, type Point, pair, type Shape, symmetrical } from "./shape.ts";

/**
 * The ten classes of Fashion-MNIST, in its order, each as a way to draw one. What distinguishes them overlaps on purpose,
 * as in the original: a shirt may have short sleeves, a coat may hide its opening, a sneaker may be high.
 */
export const GARMENTS: readonly ((random: Random) => readonly Shape[])[] = [
  tShirt,
  trouser,
  pullover,
  dress,
  coat,
  sandal,
  shirt,
  sneaker,
  bag,
  ankleBoot,
];

/** Half widths of a garment for the upper body, and where it begins and ends. */
interface Torso {
  readonly neck: number;
  readonly shoulder: number;
  readonly waist: number;
  readonly hem: number;
  readonly top: number;
  readonly bottom: number;
}

function body({ neck, shoulder, waist, hem, top, bottom }: Torso): Shape {
  return symmetrical([
    [neck, top],
    [shoulder, top + 2],
    [shoulder - 0.6, top + 7],
    [waist, (top + bottom) / 2 + 1],
    [hem, bottom],
  ]);
}

/** `reach`: 0 for no sleeve, 1 for one that ends at the hip. */
function sleeves({ shoulder, top }: Torso, reach: number, width: number, spread: number): Shape[] {
  const cuff = top + 2 + reach * 18;
  const out = shoulder + reach * spread;
  const inner: Point = [shoulder - 1.2, top + 2 + width * 1.4];
  return pair([
    [shoulder - 2, top + 1],
    [shoulder, top + 2],
    [out + width * 0.5, cuff],
    [out - width * 0.5, cuff + 0.6],
    inner,
  ]);
}

function neckline(torso: Torso, depth: number): Shape {
  const { neck, top } = torso;
  return symmetrical(
    [
      [neck - 0.3, top - 1],
      [neck - 0.3, top],
      [neck * 0.5, top + depth],
    ],
    0,
  );
}

function tShirt(random: Random): Shape[] {
  const torso = {
    neck: random.between(2.2, 3.6),
    shoulder: random.between(6.5, 8.2),
    waist: random.between(5.6, 7.2),
    hem: random.between(5.6, 7.6),
    top: random.between(1, 3.5),
    bottom: random.between(23.5, 27),
  };
  const sleeve = sleeves(torso, random.between(0.18, 0.55), random.between(3, 4.4), random.between(3, 8));
  return [body(torso), ...sleeve, neckline(torso, random.between(1, 3.4)), ...print(random, 0.35)];
}

function pullover(random: Random): Shape[] {
  const torso = {
    neck: random.between(1.8, 3),
    shoulder: random.between(6.2, 7.8),
    waist: random.between(5.4, 7),
    hem: random.between(5.2, 7),
    top: random.between(1, 3.5),
    bottom: random.between(22.5, 26.5),
  };
  const sleeve = sleeves(torso, random.between(0.85, 1.12), random.between(2.6, 3.8), random.between(2.5, 5));
  const rib = random.between(0.7, 1);
  const hem = symmetrical(
    [
      [torso.hem + 0.2, torso.bottom - 2],
      [torso.hem, torso.bottom],
    ],
    rib,
  );
  return [body(torso), ...sleeve, hem, neckline(torso, random.between(0.4, 1.8)), ...print(random, 0.25)];
}

function coat(random: Random): Shape[] {
  const torso = {
    neck: random.between(1.8, 3),
    shoulder: random.between(6.2, 7.8),
    waist: random.between(5.4, 7.2),
    hem: random.between(5.8, 8),
    top: random.between(0.6, 3),
    bottom: random.between(24, 27.4),
  };
  const sleeve = sleeves(torso, random.between(0.85, 1.12), random.between(2.8, 4), random.between(2.2, 4.6));
  return [
    body(torso),
    ...sleeve,
    neckline(torso, random.between(1.5, 5)),
    opening(torso, random, random.between(0.4, 0.95), random.between(0.6, 1.4)),
  ];
}

function shirt(random: Random): Shape[] {
  const torso = {
    neck: random.between(1.8, 3.2),
    shoulder: random.between(6.2, 8),
    waist: random.between(5.2, 7),
    hem: random.between(5.4, 7.4),
    top: random.between(1, 3.5),
    bottom: random.between(23.5, 27),
  };
  const reach = random.chance(0.4) ? random.between(0.3, 0.65) : random.between(0.7, 1.1);
  const collar = random.between(0.75, 1.25);
  return [
    body(torso),
    ...sleeves(torso, reach, random.between(2.6, 4), random.between(2.5, 5.5)),
    neckline(torso, random.between(1, 3)),
    ...pair(
      [
        [0.3, torso.top + 2.6],
        [torso.neck + 0.6, torso.top - 0.4],
        [torso.neck + 1.2, torso.top + 2.6],
      ],
      collar,
    ),
    opening(torso, random, random.between(0.75, 1.15), random.between(0.5, 1)),
  ];
}

/** Down the front, not always in the middle. */
function opening({ top, bottom }: Torso, random: Random, shade: number, width: number): Shape {
  const x = 14 + random.between(-0.7, 0.7);
  return band([x, top + 3], [x, bottom], width, shade);
}

/** Something on the chest, now and then. */
function print(random: Random, probability: number): Shape[] {
  if (!random.chance(probability)) return [];
  const half = random.between(1.5, 4);
  const top = random.between(8, 12);
  return [
    symmetrical(
      [
        [half, top],
        [half * random.between(0.6, 1), top + random.between(2, 7)],
      ],
      random.between(0.4, 1.4),
    ),
  ];
}

function dress(random: Random): Shape[] {
  const torso = {
    neck: random.between(1.6, 3),
    shoulder: random.between(3.2, 5.6),
    waist: random.between(2.6, 4.6),
    hem: random.between(3.6, 7.5),
    top: random.between(0.4, 2),
    bottom: random.between(25.5, 28),
  };
  const reach = random.chance(0.6)
    ? 0
    : random.chance(0.6)
      ? random.between(0.15, 0.5)
      : random.between(0.7, 1);
  const sleeve = reach === 0 ? [] : sleeves(torso, reach, random.between(2, 3), random.between(2, 4.5));
  const belt = random.chance(0.3)
    ? [band([10, 13], [18, 13], random.between(0.8, 1.6), random.between(0.5, 1))]
    : [];
  return [
    body(torso),
    ...sleeve,
    neckline(torso, random.between(1, 4)),
    ...belt.map((shape) => within(shape, torso.waist)),
  ];
}

/** A belt is no wider than the waist that it is on. */
function within({ points, shade }: Shape, half: number): Shape {
  return { points: points.map(([x, y]) => [Math.max(14 - half, Math.min(14 + half, x)), y]), shade };
}

function trouser(random: Random): Shape[] {
  const waist = random.between(3, 5);
  const ankle = random.between(1.4, 2.8);
  const spread = random.between(1.8, 4);
  const crotch = random.between(8, 12.5);
  const top = random.between(0.5, 2);
  const bottom = random.between(25.5, 28);
  const gap = random.between(0.1, 0.7);
  return [
    ...pair([
      [-0.1, top],
      [waist, top],
      [waist + 0.8, crotch - 2],
      [spread + ankle, bottom],
      [Math.max(0.2, spread - ankle), bottom],
      [gap, crotch],
      [-0.1, crotch - 0.5],
    ]),
    band([14 - waist, top + 1], [14 + waist, top + 1], 1.2, random.between(0.7, 1.1)),
  ];
}

/** Where a shoe stands: heel right, toe left, as all shoes of Fashion-MNIST. */
interface Last {
  readonly toe: number;
  readonly heel: number;
  readonly ground: number;
}

function last(random: Random): Last {
  return { toe: random.between(0.5, 2.5), heel: random.between(25, 27.5), ground: random.between(19, 23) };
}

function sandal(random: Random): Shape[] {
  const { toe, heel, ground } = last(random);
  const lift = random.between(0, 6.5);
  const sole: Shape = {
    points: [
      [toe, ground - 1.4],
      [toe + 8, ground - 1.8],
      [heel, ground - 2 - lift],
      [heel, ground - lift],
      [heel - 1, random.chance(0.5) ? ground : ground - lift + 0.4],
      [heel - 3, ground - lift * 0.7],
      [toe + 9, ground],
      [toe, ground],
    ],
    shade: random.between(0.6, 1),
  };
  return [sole, ...straps(random, { toe, heel, ground }, lift)];
}

/** Straps that rise from the sole, and one that runs along their tops to the heel. */
function straps(random: Random, { toe, heel, ground }: Last, lift: number): Shape[] {
  const count = random.chance(0.5) ? 2 : 3;
  const width = random.between(1, 2.6);
  const shade = random.between(0.6, 1);
  const tops: Point[] = [];
  const rising = Array.from({ length: count }, (_, index) => {
    const along = (index + 0.6) / count;
    const x = toe + 2 + along * (heel - toe - 5);
    const top: Point = [
      x + random.between(-1, 4),
      ground - 4.5 - random.between(0, 2.5) - along * lift * 1.5,
    ];
    tops.push(top);
    return band([x, ground - 1 - along * lift * 0.6], top, width, shade);
  });
  const ends: Point[] = [...tops, [heel - 0.5, ground - 2.5 - lift]];
  const along = tops.map((top, index) => band(top, ends[index + 1] ?? top, width * 0.7, shade));
  return [...rising, ...along];
}

function sneaker(random: Random): Shape[] {
  const { toe, heel, ground } = last(random);
  const instep = random.between(4.5, 7);
  const collar = random.between(6, 11);
  const mouth = random.between(15, 18.5);
  return [
    {
      points: [
        [toe, ground],
        [toe + 0.2, ground - 2.6],
        [toe + 6, ground - random.between(3.6, 4.8)],
        [mouth - 3, ground - instep],
        [mouth, ground - collar],
        [heel - 4, ground - collar + 1.4],
        [heel - 0.4, ground - collar],
        [heel, ground],
      ],
      shade: 1,
    },
    band([toe, ground - 0.6], [heel, ground - 0.6], random.between(1, 2), random.between(0.3, 1.2)),
    band([mouth - 4, ground - 3], [mouth + 1, ground - 6], random.between(0.5, 2), random.between(0.4, 1.2)),
  ];
}

function ankleBoot(random: Random): Shape[] {
  const { toe, heel, ground } = last(random);
  const shaft = random.between(9.5, 19);
  const mouth = random.between(12.5, 16);
  const top = Math.max(0.5, ground + 2 - shaft);
  const block = random.between(0, 4);
  return [
    {
      points: [
        [toe, ground + 2],
        [toe + 0.4, ground - 1.6],
        [toe + 6, ground - 3.4],
        [mouth - 1.5, ground - 7],
        [mouth, top],
        [heel - 0.6, top + random.between(-0.5, 1)],
        [heel, ground - 3],
        [heel, ground + 2],
        [heel - 5, ground + 2],
        [heel - 6, ground + 2 - block],
        [toe + 9, ground + 2 - block * 0.3],
      ],
      shade: 1,
    },
    band([toe, ground + 1.4], [toe + 9, ground + 1.4], 1.2, random.between(0.5, 1.1)),
    band([mouth + 1, ground - 6], [mouth + 1.5, top + 1], random.between(0.4, 1.6), random.between(0.5, 1.1)),
  ];
}

function bag(random: Random): Shape[] {
  const top = random.between(8, 14);
  const bottom = random.between(22, 26.5);
  const upper = random.between(7, 12.5);
  const lower = Math.min(13.5, upper + random.between(-1.5, 2.5));
  const flap = band(
    [14 - upper, top + 3],
    [14 + upper, top + 3],
    random.between(0.6, 2),
    random.between(0.5, 1.1),
  );
  const body = symmetrical([
    [upper, top],
    [lower, bottom],
  ]);
  return [...handle(random, top, upper), body, flap];
}

/** A ring above the bag, or none. */
function handle(random: Random, top: number, upper: number): Shape[] {
  if (random.chance(0.25)) return [];
  const half = random.between(3, Math.min(8, upper));
  const rise = random.between(3, Math.min(11, top));
  const thick = random.between(0.8, 2);
  const shade = random.between(0.6, 1);
  const crown = top - rise;
  return [
    symmetrical(
      [
        [half * 0.6, crown],
        [half, crown + rise * 0.5],
        [half, top],
      ],
      shade,
    ),
    symmetrical(
      [
        [half * 0.6 - thick * 0.5, crown + thick],
        [half - thick, crown + rise * 0.5 + thick * 0.5],
        [half - thick, top],
      ],
      0,
    ),
  ];
}
