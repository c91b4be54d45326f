/** A picture that a post of the demo world carries: a part of one of its creator's prints. */
export interface DemoCover {
  print: 'picture' | 'portrait';
  /** In pixels of the print: 1200 by 1400, or 800 by 800. */
  left: number;
  top: number;
  width: number;
  height: number;
  alt: string;
  caption: string;
  /** Shown to everyone, whoever the post is for. */
  open?: boolean;
}

const part = (print: DemoCover['print'], [left, top, width, height]: [number, number, number, number], alt: string, caption: string, open = false): DemoCover => (
  { print, left, top, width, height, alt, caption, open }
);

/** By the title of the post. */
export const COVERS: Record<string, DemoCover> = {
  'The grey that took eleven pulls': part('picture', [0, 180, 1200, 800], 'Low hills under an orange sun, the water in front of them darker than the sky.', 'Pull eleven, the one that stayed.'),
  'Plate 5: what I cut away, and why I wish I had not': part('picture', [0, 800, 780, 520], 'Reeds cut in black against pale water; between them a gap like a path.', 'The reed bed, with its hole.'),
  'A morning when the press would not': part('portrait', [0, 150, 800, 533], 'A wading bird with a long bill, printed in white on green.', 'What I printed once the bed moved again.', true),
  'Two blocks, one horizon': part('picture', [280, 460, 900, 600], 'A pale channel bends towards the line where the hills begin.', 'One line, two blocks.'),
  'Walking the sands with the man who says when': part('portrait', [0, 500, 420, 280], 'Thin waves, cut in white.', 'The channel, as it was that morning.', true),
  'La madre non è un animale domestico': part('portrait', [160, 60, 540, 360], 'La punta di una spiga, incisa in bianco su ocra.', 'La spiga che sta sul barattolo.'),
  'Il pane del venerdì, con le dosi vere': part('picture', [60, 320, 1080, 720], 'Una pagnotta tonda con una spiga incisa sulla crosta, la farina che cade intorno.', 'Il venerdì, prima del taglio.', true),
  'Le due e quaranta': part('picture', [0, 0, 1050, 700], 'Farina nell’aria davanti al buio, e sotto il bordo di una crosta.', 'Le due e quaranta, senza lampada.'),
  'Una farina nuova, e il mulino che la fa': part('portrait', [0, 130, 800, 533], 'Una spiga intera, incisa in bianco su ocra.', 'Il grano del mulino di sotto.'),
  'The broom at ten to five': part('picture', [0, 200, 1200, 800], 'A street in plum and black, one window lit, wires across a paling sky.', 'The temple end, from where I stood.'),
  'What a lift says when nobody is in it': part('picture', [800, 480, 400, 267], 'One lit window in a dark front.', 'Third floor.', true),
  'Rain, from underneath': part('picture', [240, 880, 780, 520], 'Wet ground that holds a little light.', 'After the second shower.'),
  'The list of first sounds': part('portrait', [0, 110, 800, 533], 'A pale moth with open wings on plum.', 'Who else was awake.', true),
};
