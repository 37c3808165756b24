import type { Rng } from "../rng.ts";
import { pick, type Slots } from "./draw.ts";

/** A film's names, which stay the same throughout a review, and people, places and things, which do not. */
export function castFilm(rng: Rng): Slots {
  const [heroine, hero, director] = [name(rng, women), name(rng, men), pick(rng, surnames)];
  const [title, town] = [titleOf(rng), pick(rng, places)];
  return {
    heroine: () => heroine,
    hero: () => hero,
    director: () => director,
    title: () => title,
    town: () => town,
    other: () => titleOf(rng),
    person: () => pick(rng, people),
    place: () => pick(rng, places),
    thing: () => pick(rng, things),
    trade: () => pick(rng, trades),
    month: () => pick(rng, months),
    weekday: () => pick(rng, weekdays),
    few: () => pick(rng, numbers),
    minutes: () => `${80 + rng.int(90)}`,
    year: () => `${1931 + rng.int(75)}`,
  };
}

const name = (rng: Rng, first: readonly string[]) => `${pick(rng, first)} ${pick(rng, surnames)}`;

const titleOf = (rng: Rng) => `The ${pick(rng, titleStarts)} ${pick(rng, titleEnds)}`;

const list = (text: string): readonly string[] => text.trim().split(/,\s+/);

const women = list(`
  Anna, Zoë, Clara, Inés, Margaret, Ruth, Odile, Hanne, Beatrice, Lucía, Nora, Vera, Agnes, Ida,
  Fatima, Mei, Joan, Renée, Astrid, Ludmila
`);
const men = list(`
  Thomas, José, Henry, Björn, Walter, Émile, Oskar, Paul, Samuel, Luigi, Arthur, Ivan, Hassan,
  Kenji, Victor, Anton, George, Jürgen, Pierre, Matthew
`);
const surnames = list(`
  Barlow, Castellan, Dubois, Eriksen, Farrow, Gómez, Hale, Ibarra, Jansen, Keller, Lindqvist,
  Moreau, Nakamura, Okafor, Petrov, Quinn, Rossi, Sørensen, Tanaka, Ullman, Vance, Whitlock,
  Yardley, Zielinski, Ashdown, Brandt, Corrigan, Delacroix
`);
const places = list(`
  Lisbon, Malmö, Besançon, Leeds, Trieste, Buenos Aires, Odessa, Bergen, Tangier, Dundee, Kraków,
  Marseille, Boston, Veracruz, Göttingen, Galway, Osaka, Naples, Montreal, Riga, Ghent, Zürich,
  Cork, Havana
`);
const titleStarts = list(`
  Glass, Silent, Second, Winter, Paper, Crooked, Borrowed, Copper, Hidden, Ninth, Salt, Empty,
  Northern, Iron, Last, Velvet, Broken, Wooden, Distant, Midnight, Scarlet, Stone
`);
const titleEnds = list(`
  Harbour, Window, Orchard, Letter, Staircase, Witness, Garden, Bridge, Lantern, Ferry, Waltz,
  Border, Island, Stranger, Clock, Mirror, Station, River, Room, Passenger, Bell, Promise
`);
const trades = list(`
  watchmaker, surgeon, piano tuner, night porter, schoolteacher, lighthouse keeper, tailor,
  bookseller, detective, beekeeper, bus driver, postman, baker, notary, locksmith, translator,
  ferryman, pharmacist, miner, judge
`);
const things = list(`
  a suitcase, an old map, a violin case, a box of photographs, a stolen passport, a brass key,
  a birdcage, a bundle of letters, a revolver, a silver spoon, a torn ticket, a diary,
  a wedding ring, a chess set, a typewriter, a broken radio, a red umbrella, a jar of coins,
  a sealed envelope, a stuffed owl
`);
const people = list(`
  my sister, my brother-in-law, a friend of mine, our neighbour, the critic of the evening paper,
  my dentist, a colleague, the usherette, my old teacher, an aunt of mine,
  the professor next door, a man from the radio, my eldest son, a lady in the front row,
  the projectionist, a student I know
`);
const months = list(`
  January, February, March, April, May, June, July, August, September, October, November,
  December
`);
const weekdays = list(`
  Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
`);
const numbers = list(`
  two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty, thirty
`);
