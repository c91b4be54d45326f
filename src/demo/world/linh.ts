import { LINH_YEAR } from './linh-year.js';
import type { DemoCreator } from './world.js';

export const LINH: DemoCreator = {
  owner: { name: 'Linh Đặng', email: 'linh@demo.example' },
  handle: 'linh',
  opens: 360,
  name: 'Linh Đặng',
  language: 'en',
  hue: 345,
  chroma: 110,
  standfirst: 'Field recordings of the hour before a city wakes, and the walks they were made on.',
  about: `I carry two microphones and get up too early. For an hour, before the first motorbike decides, a city says things it does not say again all day: a gate, a broom, somebody practising one scale in a dark room.

Every walk becomes a short piece and a page of notes. The notes are here. The sounds arrive with them in winter, when I have learned to leave things out.`,
  picture: { alt: 'A relief print: a night street in plum and black, one lit window, wires crossing a paling sky.', caption: 'Ten to five, with wires. Two inks and one window.' },
  portrait: { alt: 'A white moth on plum.' },
  free: { name: 'Listening in', description: 'For whoever is awake.', benefits: ['Open notes, as they are written', 'One walk each month'] },
  paid: [
    {
      name: 'Early', description: 'For people who would have come along.', price: '6', yearly: '60', currency: 'USD',
      benefits: ['Every walk, with its map and its mistakes', 'The notebook pages, unedited'],
      welcome: 'It is good not to be walking alone. Start with *The broom at ten to five*. And tell me the first sound you heard this morning: I collect them.',
    },
    {
      name: 'Company', description: 'For people who would carry the second microphone.', price: '15', currency: 'USD',
      benefits: ['Everything in Early', 'One walk a season made for where you live', 'A letter, by hand, when the year turns'],
      welcome: 'Now we are two. Send me a street of yours and an hour, and say what you hear there; I will go and listen for the same thing here.',
    },
  ],
  shelf: {
    title: 'Walks to begin with', about: 'Four mornings, in the order I would play them to you.', pinned: 'Why before five',
    posts: ['Why before five', 'Rain, from underneath', 'A map of one alley, by ear', 'The broom at ten to five'],
  },
  posts: [
    {
      title: 'The broom at ten to five', age: 2, audience: 'paid',
      standfirst: 'One woman, one street, and a rhythm I have now followed for eleven mornings.',
      teaser: 'She starts at the temple end. Three strokes and a rest, three strokes and a rest, and at the rest she listens, I think to see whether the street agrees.',
      body: `I stood across from her for a week before I took out a microphone. You have to let people get used to the shape of you.

The broom is a bundle of coconut ribs. It has a high voice on the dry stones and a low one where the gutter leaks, so that the whole street, swept, is a kind of sentence: high, high, low, high.

On the ninth morning she stopped beside me and swept around my shoes. On the tenth she left my shoes out of it. On the eleventh she handed me the broom, and I must tell you that I have never heard anything as bad as my three strokes and a rest.`,
    },
    {
      title: 'What a lift says when nobody is in it', age: 9, audience: 'paid',
      standfirst: 'Fourteen floors of a building that hums in a fifth.',
      teaser: 'The night porter let me sit in the machine room because I had once brought him the right kind of coffee.',
      body: `The cables sing when the car is empty. Loaded, they only work. It took me an hour to hear that the difference was not volume but *interest*.

Between three and four the lift goes down by itself, from the ninth floor, every night. The porter has a story about this. The engineer has a different one. I have recorded both and the lift, and the lift is the more convincing.

Notes: contact microphone on the guide rail, taped, warm. The hum is a fifth, a little narrow. If you have a cello, tune down and you can sit in with it.`,
    },
    {
      title: 'Rain, from underneath', age: 16, audience: 'public',
      standfirst: 'A market roof, seven kinds of plastic, and the frog.',
      teaser: 'Nobody hears rain. We hear what it lands on. The market on the canal has seven kinds of roof and they all disagree.',
      body: `Blue tarpaulin: a drum with its mouth full. Corrugated iron: applause, from people who want to leave. The thin clear sheet over the herb seller: something being unwrapped for a very long time.

I lay on a stack of rice sacks with my eyes shut and tried to hear the edge where the one became the other. There is no edge. There is a place where you change your mind.

The frog came in at minute nineteen and took the solo. I have not edited him. I would not dare.`,
    },
    {
      title: 'The list of first sounds', age: 25, audience: 'followers',
      standfirst: 'You sent me ninety-one mornings. Here are forty.',
      teaser: 'I asked what you heard first. I thought there would be alarms. There was one alarm.',
      body: `A neighbour's key, twice. The fridge, giving up. My daughter telling the cat its own name. Snow, which is the sound of other things being further away. The seven past five, late. Somebody else's prayer. The bed, since I live alone. A spoon.

And from Piet, who is eighty-four: *Nothing. I take them out at night. Then the first thing I hear is whatever I decide, and lately I decide on the blackbird.*`,
    },
    {
      title: 'A map of one alley, by ear', age: 36, audience: 'paid',
      standfirst: 'Sixty-two steps. I have drawn them, and you can walk them with your eyes shut.',
      teaser: 'If you clap once at the mouth of the alley, it answers in three places. I have been trying to find out who is answering.',
      body: `Step four: the tailor's shutter, which returns everything you say a little angrier. Step nineteen: nothing, a hole in the sound, because of the mattress seller. Step thirty: water, always, behind the wall on the left, and nobody I asked knew of any water.

The map is drawn in the order of hearing, not of going. It is wider in the middle, where the echo is, and very narrow at the end, where a radio has been left on for somebody.

Try it where you live. Sixty steps is enough. Clap once only: the second clap is for you.`,
    },
    {
      title: 'How to be quiet with a coat on', age: 49, audience: 'followers',
      standfirst: 'Small practical things, since you asked.',
      teaser: 'Most of what I ruin, I ruin with my sleeves.',
      body: `Wool, not nylon. Keys at home, or in a sock. Breathe through your mouth, slightly open, as if about to be introduced. Put the microphone down: your hands have a pulse and it is louder than you think.

Eat first. Everyone who has recorded at dawn has an hour of their own stomach.

And stay four minutes after you have decided to go. The thing you came for is shy and it has been watching you pack.`,
    },
    {
      title: 'The piano that is being practised', age: 63, audience: 'paid',
      standfirst: 'Somewhere above the pharmacy, badly, and then one day not.',
      teaser: 'For a year there has been a scale. E flat, both hands, the left a little ahead as if it had a train.',
      body: `I never tried to find out who. I timed my walks to it: if I reached the pharmacy at the turn, I was early.

In March it stopped at the same wrong note every morning. In April it stopped before the note. In May there was a morning without any scale, and I stood in the street like somebody who has forgotten a word.

The next day it came back with the hands together, up and down, slowly, all of it. At the top there was a pause, and then, and I have this on tape, a single voice said *huh*.`,
    },
    {
      title: 'What I paid for silence', age: 84, audience: 'public',
      standfirst: 'Microphones, trains, and the money, all of it.',
      teaser: 'People assume that this costs nothing, because nothing is what it sounds like.',
      body: `The two microphones were a used car. The recorder was half of one. Trains, this year: one thousand three hundred. Coffee for night porters: more than you would think and worth all of it.

What comes in, from those of you who pay, is now enough for the trains. When it is enough for the trains and the rent of the room where I leave things out, I will stop translating manuals for dishwashers. I will miss one or two of the dishwashers.`,
    },
    {
      title: 'Ferry, engine, gull, apology', age: 107, audience: 'paid',
      standfirst: 'A crossing in four movements, the last of which was my fault.',
      teaser: 'The first ferry leaves in the dark and everybody on it is either working or ashamed.',
      body: `Engine: below the deck it is a note, and above it is a colour. I recorded both and cannot put them together, so they are two tracks and you have two ears.

Gull: one. It followed for exactly as long as the cook was on deck.

Apology: I had put the recorder on the life-jacket locker. The mate needed the life-jacket locker. What follows is forty seconds of two people being extremely polite in the wind, and then both of us laughing, and then, because I had not stopped it, the sun coming up, which makes no sound at all and which you can hear.`,
    },
    {
      title: 'Why before five', age: 354, audience: 'public',
      standfirst: 'How this began, with a power cut.',
      teaser: 'The whole district went dark at four in the morning and I woke because the refrigerator had stopped.',
      body: `I had lived there six years and I did not know there was a stream. It ran behind the school, under a lid, and it had been talking the whole time.

By half past five the power was back and the stream was gone. I bought the first microphone that week.

This page is for people who suspect that there is a stream. Some of it I give away, because it is not mine. Some of it you can pay for, because getting up is.`,
    },
    ...LINH_YEAR,
  ],
};
