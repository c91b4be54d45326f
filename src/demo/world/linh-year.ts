import type { DemoPost } from './world.js';

/** The rest of Linh's year, newest first. */
export const LINH_YEAR: DemoPost[] = [
  {
    title: 'First cuts in the room', age: 13, audience: 'paid', tags: ['notebook'],
    standfirst: 'Two hundred and six hours on the shelf, and one week of taking away.',
    teaser: 'The cool weather has come and I have moved into the room where I leave things out. It has a table, a lamp, a curtain nailed over the window, and a shelf with this year on it. I began with the ferry because it was nearest to the door.',
    body: `The first rule is that I listen to the whole of a thing before I touch it, sitting up, without tea. The ferry is fifty-one minutes. At minute thirty I had already made eleven cuts in my head and by the end I had unmade nine of them.

What goes first is me. I am in everything: a swallow, a zip, a step I thought was careful. After that go the sounds I liked because I had got up for them.

The ferry is at fourteen minutes now. I took out the gull. It was so good that nobody would have heard the engine after it.

I have written its place on the box, in case I am wrong in the morning.`,
  },
  {
    title: 'How I name the files', age: 21, audience: 'public',
    standfirst: 'A dull subject, and the reason that I can find anything.',
    teaser: 'The recorder gives every file a number and forgets what it was. For the first two years I left it at that, and so I own some four hundred hours of a city called 0001.',
    body: `Now each file gets its name before breakfast, while I still remember the smell. Year, month, day, the minute it begins, and then what I would say to a friend on the stairs: *dog that thinks better of it*. *Tap, two doors*. *Nothing, then bus*.

It has to be what I heard. When I wrote what I had gone out to record, the names were all temples and markets, and the sounds inside were mostly a man looking for his other shoe.

I can search by dog, and by door. There are sixty-one taps. What I cannot search for is the mornings when I wrote *quiet* and was tired. There are nine of those and I will have to listen to them all.`,
  },
  {
    title: 'Bread at four, by bicycle', age: 31, audience: 'public',
    standfirst: 'A recorded voice on a loop, the man who pedals it, and whose voice it is.',
    teaser: 'He comes through at ten past four with a basket of hot bread and a loudspeaker that says so. The same four words, every eleven seconds, all the way to the bridge. I have heard it for seven years and had never asked.',
    body: `The voice belongs to his wife. She recorded it one evening in their kitchen, on a telephone, with a blanket over her head because of the neighbours. If you stand close you can hear the blanket.

She has been unwell since the spring and does not speak much. He told me this while counting change. He said that customers have offered him a new loudspeaker, with a better sound, and a young woman's voice that comes with it.

I asked whether I might record him passing. He thought, and turned the volume down a little, as you would straighten a collar.

From the mouth of the street to the bridge it lasts four minutes and twenty seconds. At the end, far off, you cannot make out the words, and you know them.`,
  },
  {
    title: 'The October walk, to take along', age: 43, audience: 'followers', tags: ['walks'],
    standfirst: 'From the water tower to the canal, thirty-five minutes, before the light.',
    teaser: 'This is the walk of the month for everyone. I have written it so that you can do it where you live: wherever it says tower, take something tall, and wherever it says canal, go downhill.',
    body: `Begin with your back against the tower. It hums, and you will have it in your shoulders for the first hundred steps.

Turn left at the second sound. For me that was a shutter; do not wait for a shutter.

Then walk until you can hear your own feet come back. Stop there. Count the windows that are lit and see if you can hear any of them.

Downhill from here. Water is lower than you think, and so is its sound: crouch, tie a shoe.

Go home by another street, with your hands in your pockets. That part is not for listening.`,
  },
  {
    title: 'The morning after the lanterns', age: 56, audience: 'paid', tags: ['people', 'walks'],
    standfirst: 'Drums all night for the full moon, and then what they leave.',
    teaser: 'For three weeks boys had been practising the lion drum in the car park behind the cinema. On the night of the full moon they were all out until two, and I stayed in bed with a pillow, because that is not my hour. I went out at four.',
    body: `What I wanted was the street with its ears still ringing. I do not know if streets have that, but people do, and those I met were all talking a little too loudly.

There was a lantern made of wire and red cellophane in the gutter by the bakery. It turned when there was any air, and ticked. I knelt by it for eleven minutes. A policeman came and looked at the lantern, and at me, and walked round us.

At twenty to five two of the drummers came by, carrying the big drum between them on a pole. It was too heavy to carry silently. Each time they fell out of step it gave one note, very low, and one of them said *sorry* to it.

The lantern is the left channel. You will need the right one for the drum.`,
  },
  {
    title: 'A correction about the bell', age: 71, audience: 'followers',
    standfirst: 'It is not a bell.',
    teaser: 'Last winter I wrote here about a small bell at the lock house that rings twice before the gates open. Three of you have asked for more of it, and so on Friday I went and asked to see it.',
    body: `It is a spanner. The keeper hangs it on the chain so as not to drop it in the water, and it swings when he bends down. He has offered to hang up something nicer. I have asked him to leave it alone.`,
  },
  {
    title: 'The man who opens the swimming pool', age: 78, audience: 'public',
    standfirst: 'Half an hour of a large room waking up, with permission.',
    teaser: 'Mr Quý has opened the district pool every morning since it was built. He comes at four to let the water settle, he says, although as far as I can tell it is the water that lets him.',
    body: `With the lights off the hall is enormous. You hear the far wall a long time after you have said anything. So he says nothing, and walks the length of it in rubber sandals, and the sandals come back to him from the deep end a little late, as if somebody were following at a polite distance.

Then he switches on the pump. It takes the room away. All that size folds up into one note, and it is only a wet place with tiles.

I asked whether he could wait a few minutes before the pump, one day. He said he always does. He said that the four minutes before the pump are what he comes for and the rest is his job.

He let me sit on the third starting block. That is what creaks, and you will hear it when the recording comes.`,
  },
  {
    title: 'The street under water', age: 94, audience: 'paid',
    standfirst: 'Forty centimetres after the storm, and where every sound had gone.',
    teaser: 'It rained for nineteen hours and then, at about three, it stopped as though somebody had been called away. When I opened the door the street was level with the second stair.',
    body: `I put the recorder in a rice bag, the bag on my head, and walked in up to the knee.

All the hard sounds were gone. No soles, no stand being kicked down, no sweeping. What a street says with its surface it could not say. In their place there were doors: wooden ones, swollen, being shouldered open from the inside, up and down the row, each with its own grunt.

A plastic chair came past. It touched a gate, thought, and went on.

By the electric shop an old man sat on his counter with his feet drawn up, bailing with a saucepan into the street, which was also in the shop. He had a good rhythm and knew that it made no difference. I asked why he did it and he said, *So that I can hear it is going down.*`,
  },
  {
    title: 'Seven questions about microphones', age: 101, audience: 'followers', tags: ['equipment'],
    standfirst: 'I have answered four and declined three.',
    teaser: 'You asked what to buy, and I am a bad person to ask, since I have used the same two microphones for as long as I have done this and would not notice if they had been overtaken.',
    body: `**Is a telephone good enough?** For the first year, yes. It records what you stood in front of, and finding where to stand is the first year.

**Which wind cover?** Fake fur, the ugliest in the shop. In a real wind, your back.

**Mono or stereo?** Two, if you want to know where a thing was. One, if you only want to know what it said.

**How do you stop the rain getting in?** A shower cap from a hotel. I have a drawer of them and the porters think that I travel.

The other three were about names and models. I would only be telling you what I happened to have in my bag.`,
  },
  {
    title: 'Three of the streets you sent me', age: 117, audience: 'tier 2',
    standfirst: 'The summer walks: a quarry road, a stairwell, and a bus that waits with its engine on.',
    teaser: 'Each of you in Company sends a street and an hour, and I look for the same thing here. These are the first three of the summer. I will send them one at a time with the maps, but I want to say how they went.',
    body: `**The quarry road.** You wrote that before six there is only gravel settling. We have no quarry. I found a builder's yard by the railway where a heap of stone had been tipped the evening before, and sat next to it. It settles every few minutes, one stone at a time, always from higher than you expect.

**The stairwell.** You hear your neighbour decide whether to take the lift. I had to do this in nine buildings. In the ninth a woman stood for forty seconds in front of the button and then took the stairs, running.

**The bus.** This was easy and I did it wrong: I recorded the engine. You had written *waits*. I went back on the Thursday and recorded the driver.`,
  },
  {
    title: 'Notebook pages, second week of July', age: 129, audience: 'paid', tags: ['notebook'],
    standfirst: 'As written, in the dark, with the spelling put right.',
    teaser: 'It was too hot to make anything of this week, and so here it is as it stands in the book. Times are when I heard a thing. I have left out Wednesday, when I was only cross.',
    body: `**Mon.** 4:12 Air conditioner dripping on a car roof. Slower than last week. 4:40 Two women with a mattress, going up. They sing on the landings.

**Tue.** 3:55 Thunder, far, dry. Nobody shuts a window. 4:30 A boy teaching a mynah to swear. The mynah says good morning.

**Thu.** 4:03 Power off in the block by the school. For about a minute I heard the stream under its lid. Then a generator. Went and stood on the lid anyway.

**Fri.** 4:47 Ice being dragged. 4:48 Dog that thinks better of it.

**Sat.** Nothing on tape. Forgot to press the button and sat for an hour with my eyes shut, recording nothing. It was the best morning of the week.`,
  },
  {
    title: 'Where the fans are', age: 146, audience: 'public',
    standfirst: 'In July every window is open and you can hear how a whole street sleeps.',
    teaser: 'From November to April the houses keep their sounds indoors. Then comes a night, usually in June, when all the windows open at once, and the street is full of fans.',
    body: `A table fan turns its head. You hear it arrive, look at the sleeper, and go away again, and at the end of each turn there is a click, which is the age of the fan.

A ceiling fan does not go anywhere. It has a wobble, and the wobble has a tempo. On my street there are five in a row above the shops that are very nearly together. They drift. Every nine or ten minutes they meet, for perhaps four beats, and it sounds like one large thing deciding to leave.

I have tried to be there for that with the recorder running. It is a matter of standing under other people's windows at four in the morning with an expression of innocence. Mrs Hạnh at number twelve now waves.`,
  },
  {
    title: 'Cicadas, and how to leave them out', age: 160, audience: 'paid', tags: ['notebook'],
    standfirst: 'For six weeks there is one sound in every recording. I have stopped fighting it, with one exception.',
    teaser: 'They begin at about twenty to five, with the first grey. One, in the tree by the clinic, like a drill being tested. Then they all come in, and I may as well go home.',
    body: `You cannot filter a cicada. I spent most of a winter finding that out. They sit exactly where voices are, and if you take them away the voices come out sounding as if they were on the telephone to somebody they dislike.

What you can do is be early. In June my hour is now a quarter past three until half past four, and I sleep in the afternoon like a baker.

Or you can use them. On the eleventh I let the recorder run straight through their start. The whole city goes behind a curtain, and behind it there is a cart, still quite plain, because its wheel squeaks a little higher than they do.

The exception: if a car door is shut hard they all stop, for one second. I have collected thirty of those seconds. End to end they make half a minute of June without cicadas.`,
  },
  {
    title: 'No walk this week', age: 172, audience: 'followers',
    standfirst: 'I have lost my voice, and with it, oddly, my ears.',
    teaser: 'It is only a cold, a summer one. But my ears are full and on Tuesday I stood for an hour in front of the fish market and recorded what I took to be silence.',
    body: `It was not silence. I played it back in the good headphones and there were forty people in it. I will go out again when I can hear the kettle from the next room.

Meanwhile, tell me what you hear through a wall.`,
  },
  {
    title: 'The ice factory', age: 188, audience: 'paid',
    standfirst: 'Blocks as long as a person, and the noise that they make when they meet the air.',
    teaser: 'In May the ice factory behind the fish market works through the night. I had passed it for years and thought that the sound was trucks. It is the ice.',
    body: `The blocks freeze in steel moulds, in brine, for a day and a half. At three they are lifted out by a chain hoist and dipped in warm water to loosen them. That is when they speak. The outside warms faster than the inside, and the whole block cracks from one end to the other without coming apart.

It is not a loud sound, and it is high. It runs, like a fingernail along a comb that is two metres long. Each block does it once.

The foreman, Mr Toàn, has worked there since he was fifteen and can tell from the crack if the water was clean. I asked him to show me. We listened to thirty blocks. He shook his head at one, and it went to the fish.

Contact microphone on the mould, with a glove under it. My thumb is still not quite right.`,
  },
  {
    title: 'Four minutes of the first storm', age: 203, audience: 'public', tags: ['water'],
    standfirst: 'From the roof of my own building, in a towel.',
    teaser: 'The first real storm of the year came at ten to four on Tuesday. I had not planned to record anything. I had gone up to bring in the washing.',
    body: `Before the rain there is a wind, and before the wind all the loose things in the city are told about it. You hear it come: a tin sign three streets away, then the tarpaulins on the market, then every bamboo pole on the roofs between there and here, knocking, nearer, and then your own sheets.

After that comes a gap. I counted to nine.

When the rain arrived it did not begin, it was simply there, across the whole width of what I could hear. I had put the recorder under the water tank with a bucket over it, and so what I have is mostly bucket.

I have better storms. In this one somebody on the next roof is laughing, also with washing, and I never saw who it was.`,
  },
  {
    title: 'The school before the bell', age: 219, audience: 'paid', tags: ['people'],
    standfirst: 'A caretaker, forty classrooms, and a corridor tuned by accident.',
    teaser: 'The caretaker at the school behind my house unlocks forty doors between four and five. She does it in the same order each day, and I had been hearing it through my bedroom wall as a kind of tune.',
    body: `She thought it was very funny. Then she took me along.

The locks are all of one make, but the doors hang differently, and the rooms behind them are full or empty or have a map on the wall. So the click is the same and the answer is not. The music room gives back most. The science room gives nothing, because of the curtains.

Down the ground floor it goes low to high, for no reason except that the building has sunk at one end. She hears it now. On the second morning she stopped before the last door, went back, and did numbers eleven and twelve the other way round. She stood there with her head on one side.

It was better. She has kept it. If you were at that school this April, the order has changed and nobody will have told you.`,
  },
  {
    title: 'The walls are sweating', age: 237, audience: 'followers', tags: ['equipment'],
    standfirst: 'The damp weeks, and what I do so that the microphones live through them.',
    teaser: 'Every spring, for two or three weeks, the air is so wet that the floor tiles shine and the stairs run. Towels do not dry. Microphones begin to fry like an egg.',
    body: `The crackle in the last two walks, when you come to hear them, is water inside the capsule. It does no harm if it is dried slowly.

Mine sleep in a biscuit tin with a kilo of uncooked rice that I have roasted in a dry pan. I change it every four days. The cables hang in the wardrobe beside a forty-watt bulb. Before a walk the tin comes into bed with me for half an hour, so that nothing cold goes out into warm air.

The rice gets eaten afterwards. It tastes a little of biscuits.`,
  },
  {
    title: 'Drizzle that makes no sound', age: 252, audience: 'paid', tags: ['water', 'notebook'],
    standfirst: 'Nine mornings in a rain too fine to hear, looking for the first thing it does.',
    teaser: 'In March we have a rain that does not fall. It hangs. You come home wet and cannot say when it happened, and the recorder, which ought to know, says that it was dry.',
    body: `I wanted the moment when it becomes a sound. That meant finding the place where enough of it gathers to let go.

Leaves are too slow. Wires are better: along the cable by the pharmacy the drops form, travel downhill, run into each other, and fall at the lowest point, about one every eight seconds, on to the seat of a parked motorbike. I stood beside it for most of a week.

On the sixth morning the owner came out early. He looked at the wet seat, and at me, and I explained. He went in and came back with a saucepan lid, put it on the seat, and said, *Now you can hear.*

You can. It is an ordinary drop on an ordinary lid, and there is a whole sky behind it getting ready.`,
  },
  {
    title: 'The letters have gone', age: 268, audience: 'tier 2',
    standfirst: 'By hand, by post, and later than the year.',
    teaser: 'I promised a letter when the year turns. Ours turned in the middle of February, and then I had a cold and a blister, and so they went on Friday. If you live across the sea, allow three weeks.',
    body: `Each is two pages. The first is the same for all of you, which is to say that I wrote it out each time and it changed. By the last one I had stopped being wise about the new year and was describing the post office.

The second page is yours. I took the first sound you sent me, went to find it here, and wrote down where I was when I did. Two of you sent snow. For you I went at five to the ice cream factory and stood in the yard when they opened the cold room, and a white breath came out over the ground and put out the sound of the road.

The ink is the kind that runs. If yours has been rained on, that is part of the letter; send me a picture and I will tell you what it said.`,
  },
  {
    title: 'The flower market, three nights before the year turns', age: 283, audience: 'paid',
    standfirst: 'Peach branches on motorbikes, and the most crowded hour that I have ever stood in.',
    teaser: 'There is one week in the year when my hour is not empty. From midnight until dawn the flower market fills the dyke road, and everybody is there at four to buy a tree before the neighbours do.',
    body: `A peach branch in bud, two metres long, tied upright behind a rider, makes a sound at speed. It is a shiver. When thirty of them come down the ramp together it is like a wood going by.

I gave up on the middle of the market, which is only shouting, and went to where they tie. There is a man who does nothing else. He pulls the twine off the reel with his teeth, goes round the branches four times, and breaks it with a twist, and the twist makes a small clean crack. I have a hundred and twelve of them.

In between he talks to the tree, telling it to hold on, it isn't far.

Tomorrow there will be nobody in the streets at all. Shops shut, brooms put away, since sweeping would carry off the luck. I have been looking forward to it since last year.`,
  },
  {
    title: 'The train across the bridge at twenty past four', age: 306, audience: 'paid', tags: ['machines'],
    standfirst: 'Nineteen spans of iron, each of them with an opinion.',
    teaser: 'The night train from the coast crosses the old bridge a little before half past four, at the speed of somebody walking. You can stand beside the rails on the footway, holding on to your hat, and be passed by it for almost three minutes.',
    body: `I had always recorded it from the bank, where it is one long sound. On the footway it is nineteen. Every span rings differently as the weight comes on to it: the third is flat, the eighth has a loose plate and claps, and in the twelfth there is a note so low that I only knew of it from my teeth.

Then the carriages. It was cold, the windows were shut, and behind each of them people were asleep sitting up. What you hear is the wheels. But in the last carriage a window was open by a hand's width and somebody in there was peeling an orange and humming. It lasts for two seconds.

The guard on the rear step lifted his lamp at me. I lifted my microphone. It took a good while for the bridge to stop talking.`,
  },
  {
    title: 'The coldest morning so far', age: 332, audience: 'public', tags: ['walks'],
    standfirst: 'Nine degrees, which is nothing to you, and how far I could hear.',
    teaser: 'Those of you with snow may laugh. Nine degrees here is a matter for hats. The women at the tea stall had a fire in an oil drum, and a dog had been put into a cardigan.',
    body: `Cold air lies on the ground and sound slides along it. On a warm morning my street ends at the corner. On Saturday it went on to the river and over.

I heard the lock gate, which is a kilometre and a half away, and before it a small bell that rings twice. I heard a train that I have never heard from home. When a woman on the far bank called a name, I heard that it had two syllables, and that nobody answered, and that she called it again in another tone.

By six the sun was on the roofs and all of it was taken back, from the far end, like somebody rolling up a mat.

So this is a walk of no steps. I stood at my own door with a blanket on, and it is the furthest I have been all year.`,
  },
];
