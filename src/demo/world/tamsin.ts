import { TAMSIN_YEAR } from './tamsin-year.js';
import type { DemoCreator } from './world.js';

export const TAMSIN: DemoCreator = {
  owner: { name: 'Tamsin Orrell', email: 'tamsin@demo.example' },
  handle: 'tamsin',
  opens: 363,
  name: 'Tamsin Orrell',
  language: 'en',
  hue: 205,
  chroma: 75,
  standfirst: 'Linocuts and small books about one estuary, cut by hand, printed slowly, and explained to anyone who asks.',
  about: `I work in a former net loft at the head of a wide bay, on a proofing press older than my grandmother. Each year I choose one stretch of water and make twelve plates of it. This year it is the river, from the viaduct to the sands.

Here I write down how each print came about: the inks, the paper, the plate I ruined. You can ask why I did a thing. I will usually tell you, and sometimes you will be right.`,
  picture: { alt: 'A relief print: a pale channel winds through dark water towards low hills under an orange sun; reeds stand in front.', caption: 'Plate 3, The river at slack water. Two-block linocut, 2026.' },
  portrait: { alt: 'A wading bird cut in white on deep green.' },
  free: { name: 'Passing by', description: 'For anyone who likes to look over a shoulder.', benefits: ['Open posts, by email or on the page', 'One question in each season\'s round of answers'] },
  paid: [
    {
      name: 'Proof', description: 'For people who want to know how. Most members start here.', price: '5', yearly: '50', currency: 'GBP',
      benefits: ['Every process post and studio tape', 'Your questions answered within seven days'],
      welcome: 'You have just kept the press turning for another morning. Begin with *The grey that took eleven pulls*; it is where most of my habits come from. And write to me when something looks wrong: it usually is.',
    },
    {
      name: 'Edition', description: 'For people who want to hold the thing.', price: '11', currency: 'GBP',
      benefits: ['Everything in Proof', 'A small print by post each quarter, signed', 'A say on each book dummy before it is sewn'],
      welcome: 'A print is on its way to you each quarter, wrapped in the paper I tear too badly to use. Send me a picture of where it ends up.',
    },
    {
      name: 'A thin year', description: 'For when money is tight. It prints no less.', price: '1', currency: 'GBP', onRequest: 'yes',
      benefits: ['Everything there is to read', 'Your questions answered within seven days'],
      welcome: 'You are as much here as anybody. Begin with *The grey that took eleven pulls*, and write to me when something looks wrong: it usually is.',
    },
  ],
  shelf: {
    title: 'Start here', about: 'How a print comes about, in the order in which it went wrong.', pinned: 'Beginning again, on purpose',
    posts: ['Beginning again, on purpose', 'Two blocks, one horizon', 'Plate 5: what I cut away, and why I wish I had not', 'The grey that took eleven pulls'],
  },
  posts: [
    {
      title: 'The grey that took eleven pulls', age: 3, audience: 'paid',
      standfirst: 'There is a colour the bay goes about forty minutes before rain, and for most of October I could not print it.',
      teaser: 'It is not a dark grey. That was my first error. When a front comes up the river the light does not go out of the water, it goes *sideways*, and what is left is closer to the inside of a mussel shell than to anything in a tin of ink.',
      body: `I began where I always begin, with black let down in extender, and for two days I made the same mud in different weights. Pull four was handsome. It was also a photograph of a car park. I pinned it up so that I would stop admiring it.

Then somebody who has been reading since before the press had a floor wrote to ask whether I mixed my greys from black at all, or from the two colours either side of it. I had not thought of a grey as having sides.

## What it was in the end

Three parts of a green so dark it looks like a mistake, two of a burnt orange, and a great deal of transparent white. On its own each is ugly. Together, on damp paper, they refuse to settle, and that refusal is the colour.

Pull eleven is on the wall. The ten before it are in the drawer, in order, because the drawer is the real work.`,
    },
    {
      title: 'Plate 5: what I cut away, and why I wish I had not', age: 17, audience: 'paid',
      standfirst: 'Two mistakes in the reed bed, and the one I have decided to keep.',
      teaser: 'Lino does not forgive, which is most of why I like it. You cannot put a reed back. I know this, I say it to every class I teach, and on the second of November I took out eleven of them with one push of the wide gouge because the kettle had started to whistle.',
      body: `The first thing I did was nothing. I recommend it. The second was to ink the plate as it stood and look at what the hole had become.

It had become a path. Not a good one, it went nowhere and ended in my thumb, but the eye walked into it before it walked anywhere else, and for the first time the print had a way in.

So the path stays. What goes is the heron, whom I had spent a week on and who now stood in the doorway like a man with a clipboard.

The second mistake is under the viaduct and nobody will ever see it, which is why I am telling you: the fourth arch is the third arch, turned round. I ran out of patience, not of stone.`,
    },
    {
      title: 'A morning when the press would not', age: 24, audience: 'public',
      standfirst: 'On oil, on stubbornness, and on the man who knew which bolt.',
      teaser: 'At half past six the bed would not move. Not stiffly: not at all, as if the floor had taken hold of it in the night.',
      body: `I have a list for such mornings. Oil. Wait. Oil again. Say something kind to it. The list has never worked, but making tea is on it, so I keep it.

By nine I had rung Alwyn, who serviced these presses when they were new and who arrived on a bicycle with one spanner in his pocket. He did not look at the press. He looked at the floor, and asked when it had last rained for a week.

The loft had swollen. One board, one finger's width, and three quarters of a tonne of iron had nowhere to go. He shaved it down with my good chisel, which I have forgiven, and would take nothing but a print of the crane he had driven past for thirty years.

I have not drawn that crane yet. I have started going to look at it.`,
    },
    {
      title: 'The tape from the press bed', age: 10, audience: 'paid',
      standfirst: 'Eighteen minutes of rolling up black, with rain on the net-loft roof, written down for those who would rather read.',
      teaser: 'If you have never heard ink, it has three voices. It hisses when there is too much, it snaps when it is right, and when there is too little it says nothing at all and you find out at the end.',
      body: `Minute two: a lot of hiss. I am in a hurry and the slab tells everyone.

Minute five: snapping. This is the sound I would keep if I could only keep one. Lift the roller, drop it, turn it a quarter, do not press. Pressing is for people who do not trust rollers.

Minute eleven is rain, heavily, and me not working. I left it in.

Minute sixteen: the paper going down. You can hear me hold my breath, which I did not know I did. Then the bed runs under, one long low note, and comes back lighter.`,
    },
    {
      title: 'Ask me anything about paper', age: 31, audience: 'followers',
      standfirst: 'Twenty-three questions, twenty-three answers. The one about sizing is the one to read first.',
      teaser: 'I asked what you wanted to know about paper and expected four questions about weight. You asked about smell, about guilt, and about whether it minds.',
      body: `**Does it matter which side?** Yes, and the paper will not tell you. Tear a corner slowly in both directions: the straighter tear runs with the grain, and the side that curls away from damp is the side that was against the wire.

**Is sizing the same as starch?** Near enough that you could eat it and far enough that you should not. Size is what keeps ink standing up instead of lying down. I use paper with very little, dampened, because I want the ink to sit *in* the room and not on the doorstep.

**Do you feel bad about the offcuts?** I did, until they became the wrapping for everything I post. Now I worry about running out.`,
    },
    {
      title: 'The book dummy, first sewing', age: 45, audience: 'tier 2',
      standfirst: 'Thirty-two pages, one wrong, and a vote on the cover.',
      teaser: 'This is the first time the year\'s plates have touched each other. Some of them do not get on.',
      body: `Plates two and nine face one another across the middle and it is like seating two cousins who have not spoken since the wedding. One of them has to move, and it will not be nine.

The thread is linen, waxed, in a colour the shop calls putty. The cover is where I want you: the plain grey board with the title stamped blind, or the same board wrapped in a single pull of the reed bed, each one different, none of them straight?

Write the one word. I will count on Sunday and do what you say, even if you are wrong.`,
    },
    {
      title: 'What a print costs', age: 60, audience: 'public',
      standfirst: 'All of it, in a table I was afraid to make.',
      teaser: 'People ask kindly and sideways, so here it is straight: what goes into one print, and what is left.',
      body: `Paper, one sheet, a good one: two pounds ten. Ink, honestly divided: forty pence. The block, shared over the edition: one pound thirty. Board, tube, stamp: four pounds and rising.

Hours: between nine and fourteen for a plate, then four minutes for each pull, then the one in six that I tear up.

If the edition is forty and thirty-one of them sell, I have earned a little less than the woman who serves me coffee while I do these sums, and she is on her feet.

So when you pay me five pounds a month to explain it, you should know what that does. It is not a tip. It is the difference between twelve plates a year and six.`,
    },
    {
      title: 'Two blocks, one horizon', age: 75, audience: 'paid',
      standfirst: 'Registration for the impatient, with the pin trick drawn out.',
      teaser: 'The line where the sea stops is one line. I have two blocks. This is the whole problem of colour printing, and it is about a hair wide.',
      body: `Cut the key block first and let it boss the other one about. Print it, and while the ink is still wet lay the clean second block on it and run both through. Now the second block wears the first like a tattoo, and you cut what is left.

The pins: two dressmaker's pins through the margin, heads off, into the bed. The paper hangs on them by the same two holes every time. It feels like sewing and that is because it is.

And when it is out by a hair, look before you swear. The white line between the sea and the sky on plate three is a mistake I could not have cut on purpose. I have kept its hair.`,
    },
    {
      title: 'Walking the sands with the man who says when', age: 96, audience: 'followers',
      standfirst: 'A short walk, very exactly timed.',
      teaser: 'There is one person who decides whether you may cross the bay today. He looks at the water, and then at your shoes.',
      body: `We went out at the bottom of the tide, forty of us and a spaniel, in a line he drew with laurel branches the evening before. He plants them in the wet so that everyone behind can see where he had decided the ground was.

He does not talk about danger. He talks about manners: what the channel did last week, how it has been *short* with people lately.

I drew nothing. I had meant to. But you cannot draw and put your feet where somebody tells you, and I chose the feet.`,
    },
    {
      title: 'Beginning again, on purpose', age: 358, audience: 'public',
      standfirst: 'Why this page exists, and what I promise and do not.',
      teaser: 'For nine years I put pictures where everybody puts pictures, and every week I was told a number.',
      body: `The number went up and nothing happened. Then it went down, and I found I had been making bluer prints because blue did well.

So: this. A page that nobody can sell over my head, for people who would notice if I stopped. I will write every other Thursday. I will answer what you ask within a week. I will say when something failed, while it is still failing.

What I do not promise is to be interesting to everyone. I have tried that. It turns your prints blue.`,
    },
    ...TAMSIN_YEAR,
  ],
};
