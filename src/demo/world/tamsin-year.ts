import type { DemoPost } from './world.js';

/** The rest of Tamsin's year, newest first. */
export const TAMSIN_YEAR: DemoPost[] = [
  {
    title: 'Going to look at the crane', age: 8, audience: 'public', tags: ['the bay'],
    standfirst: 'Four visits without a pencil, and on the fourth I was asked to move my bicycle.',
    teaser: 'I owe Alwyn a print of the crane at the old quay. I have been down to look at it on four afternoons and drawn nothing, because I kept seeing the whole of it, and the whole of a crane is a diagram.',
    body: `What he drove past for thirty years was never the whole of it. From the road you get the cab, which is a green shed with one window, and the hook, which hangs in front of the far shore and is about the size of the church there.

So there may be a drawing in that: a window, a hook, a church. The jib could go out at the top of the sheet and not come back.

The man who asked me to move my bicycle works the crane on Wednesdays. He told me that the hook was changed the winter before last. Alwyn's hook is behind the fence, in the nettles, and I went and looked at that as well.`,
  },
  {
    title: 'A note about plate 5', age: 21, audience: 'followers',
    standfirst: 'Something has happened in the reed bed.',
    teaser: 'The reed bed has fewer reeds in it than it did at the weekend. I do not want to say more before I have inked it and looked, and I cannot ink it until the board under the press has been shaved a second time.',
    body: `I will write it down properly when I know whether it is a mistake or a change of plan. Until then the plate is face to the wall. If you had a print of it on order, you still have, and it may be a different print.`,
  },
  {
    title: 'Blankets', age: 38, audience: 'paid', tags: ['press'],
    standfirst: 'What lies between the roller and the paper, and how I knew that mine were finished.',
    teaser: 'In September every print came off with a soft patch at the lower left, as if somebody had breathed on it. I blamed the ink first, and then the block. It was the felt, which I had not looked at since the year I bought it.',
    body: `A press blanket dies slowly and from the inside. Mine had taken up size from six years of damp paper and gone hard along one edge, where I always lay the margin. Hard felt does not reach into the low places of a block. You get a print that is correct everywhere and alive nowhere.

I have washed two of them in the bath, in lukewarm water with a spoon of wool soap, and dried them flat on the floor of the loft for four days. The third is past washing and has become the thing I kneel on.

## How to tell

Hold it up to the window and bend it. If it bends in a curve, keep it. If it bends in a line, that line has been in your prints for months.`,
  },
  {
    title: 'The door is open on Saturday', age: 52, audience: 'followers',
    standfirst: 'Ten until four, and the stairs are steep.',
    teaser: 'On Saturday the loft is open to anyone who wants to see the press with the covers off. I will print plate 9 through the day and you can turn the handle yourself, once, slowly.',
    body: `There is nothing to buy except from the seconds box, which is by the stove: two pounds a sheet, each with its fault written on the back in pencil. Park at the chapel. The lane is for people who can reverse.`,
  },
  {
    title: 'Damp paper, by the hour', age: 67, audience: 'paid', tags: ['paper'],
    standfirst: 'A timetable for one stack of forty sheets, from the bath to the press.',
    teaser: 'I am asked how damp is damp, and my answers have been useless: like a cool cheek, like a cellar. So last Thursday I kept the kitchen scales beside the stack and wrote down the numbers.',
    body: `A dry sheet of mine weighs thirty-one grams. Out of the bath it weighs sixty-four and is no use to anyone.

- After one hour between blotters: fifty-two. It shines. Ink slides on it.
- After four hours, under a board: forty-five. Good for large flat areas.
- Overnight, wrapped in plastic: forty-one. This is where I print.
- The second night: thirty-nine, and at one corner the first grey spot.

The whole secret of it is the wrapping. Water has to travel from the wet sheets to the dry ones, and it does that at its own pace, in the dark, with a weight on. If you hurry it the edges cockle and the middle lies.

Forty-one grams, then. It does still feel like a cool cheek.`,
  },
  {
    title: 'The heron below the sluice', age: 83, audience: 'public', tags: ['the bay'],
    standfirst: 'A week of drawing a bird that is paid to stand still and would not.',
    teaser: 'I want a heron for plate 5. There is one that fishes below the sluice every evening as the tide turns, and I assumed that a bird known for standing would stand.',
    body: `He stands for as long as it takes to sharpen a pencil. Then he walks two steps, very slowly, which is worse than flying off, because you go on believing in the drawing.

On Monday I had eleven necks. On Wednesday I stopped drawing him and drew the place where he had been, the wet stone and the post, and left a hole of the right shape. On Friday he came and stood in it, more or less.

A boy fishing for flounders told me that the heron is two herons, and that they take turns. I have looked at the necks again. Six of them are thicker.`,
  },
  {
    title: 'Plate 9 in one morning', age: 90, audience: 'paid',
    standfirst: 'Three hours and ten minutes from a bare block to a first proof. It has never happened before and I have tried to work out why.',
    teaser: 'Plate 9 is the mouth of the river, where there is hardly anything: a line, a bar of sand, a marker post. I had put it off since April because I did not see how nothing could be cut.',
    body: `I drew it straight on the lino with a brush, without tracing, because the tracing paper had run out. That is the first reason. A tracing is a promise and I cut like somebody keeping one.

The second is that I used a single tool. The wide gouge is too coarse for anything I would call detail, so there is none. The ripples are the chatter of the blade. The post is what was left when I stopped.

At ten past eleven I pulled a proof with the back of a spoon and it was done. I went for a walk so as not to improve it.

I do not think I can do this again on purpose. I have bought more tracing paper.`,
  },
  {
    title: 'Four answers from the summer round', age: 104, audience: 'followers', tags: ['answers'],
    standfirst: 'On left hands, on signing, on the tide table and on doubt.',
    teaser: 'The summer questions came in slowly, from gardens by the sound of them. I have chosen the four that I could not answer straight away, and left the one about cats to somebody else.',
    body: `**Do you cut differently because you are left-handed?** I lean the other way, so my hatching falls from right to left. If you own one of my prints, look at the rain.

**Why sign in pencil?** Because it bites the paper and cannot be printed. Ink can be printed.

**Which tide table do you use?** The harbour's, on the back of the door, and I take off eleven minutes for the loft.

**How do you know that a plate is finished?** When the next cut would be for the sake of cutting. I usually find this out one cut late.`,
  },
  {
    title: 'They are going to stop making my paper', age: 112, audience: 'public', tags: ['paper'],
    standfirst: 'A letter from the mill, and a sum done on the back of it.',
    teaser: 'The mill is small and the letter was signed by a person. From January they will no longer make the soft grey-white sheet that everything on these walls is printed on. The felt it was made on has worn out and a new one costs more than the sheet brings in.',
    body: `I use about six hundred sheets a year. The mill has four thousand left and a list of people like me.

I could buy for three years. That is thirteen hundred pounds, which I do not have in August, and a dry room, which I do not have at all. I could change paper, and each ink I have mixed since I came here would be wrong in a new way.

I have asked for six hundred, to finish the river with one paper and without a seam. For next year I have written to two other mills for samples. They will come as small squares in an envelope and I will dampen them, print the same grey on each, and show you which I got wrong.`,
  },
  {
    title: 'What heat does to lino', age: 131, audience: 'paid',
    standfirst: 'Twenty-nine degrees under the roof, and a block that cuts like cheese left out.',
    teaser: 'In January I warm the lino on a hot-water bottle so that it will cut at all. This week I had the opposite difficulty. The blade went in as though there was nothing there and came out somewhere I had not sent it.',
    body: `Warm lino does not resist, and it turns out that I steer by resistance. My lines on Tuesday are all a little too long. They end where I noticed, instead of where I meant.

What helped, in order: starting at five in the morning; keeping the block on the slate of the old fireplace between sessions; a smaller gouge, which forgives because it takes less.

What did not help was the refrigerator. A cold block in a warm room sweats, and the drawing, which was in water-based ink, left.

The long lines will stay. They are in the water, on the left of plate 8, and in print they look like a current. I would like you to know that they are the weather.`,
  },
  {
    title: 'Two proofs for the August print', age: 144, audience: 'tier 2',
    standfirst: 'The small print for this quarter exists twice, and one of the two is going in the post.',
    teaser: 'It is a single marker post with the tide running past it, about the size of a paperback. In one proof the water is printed and the post is bare paper. In the other it is the reverse.',
    body: `The dark post is the better drawing. Everybody who comes up the stairs says so, and points at it with whatever they are holding.

The bare post is odder. From across the room it is a white mark in a field of grey and you would not know what it was. From a chair it is a post, and the water parts round it in a way I cannot account for, because I cut both from the same sketch.

Write *dark* or *bare* before Sunday week. I will print what is asked for by more of you, wrap it and send it in the second half of August. If it is close I will print both, and you will have to take what comes.`,
  },
  {
    title: 'Drawing at half past four', age: 158, audience: 'paid', tags: ['the bay'],
    standfirst: 'In June the light arrives before anybody can use it, and I went down to see what it does meanwhile.',
    teaser: 'Around midsummer it is light enough to draw by from about four o\'clock. I took a flask and a board down to the slip below the viaduct for five mornings, for plate 2, which is supposed to be early.',
    body: `The first thing I learned is that early is not pale. I had been planning a washed-out plate, all extender and good manners. At half past four the far bank is very nearly black, the water under it is the brightest thing there is, and nothing lies between them.

So plate 2 will have two values and no more. I had already mixed four. They are in jars with wax paper on top and may wait.

The second thing: the seven arches of the viaduct do not stand in the water at that hour. There is mist up to the height of a man and the piers begin above it. I have drawn a bridge that rests on nothing, from life, and I expect to be corrected.`,
  },
  {
    title: 'A sheet left on the windowsill', age: 173, audience: 'followers',
    standfirst: 'Half in the sun and half under a ruler, since last June.',
    teaser: 'A year ago I printed a strip of every ink I own, laid a steel ruler down the middle, and left it on the south sill. This morning I lifted the ruler.',
    body: `Black, both earths and the dark green have not moved. I could not find the edge of the ruler with a magnifying glass.

The orange has gone a little. You would not see it unless you were shown.

The violet has left altogether. Under the ruler there is a stripe like a bishop's sleeve, and beside it there is paper. I have used that violet on one edition, the mussel beds, four years ago. If you own one of those, keep it off the south wall, or write to me and I will print you another with something that stays.`,
  },
  {
    title: 'Studio tape: the narrow gouge', age: 186, audience: 'paid', tags: ['cutting'],
    standfirst: 'Twenty-two minutes of cutting, written out for those who would rather read.',
    teaser: 'A gouge in lino is a quiet thing and I had to put the recorder almost on the block. You will hear my sleeve. You will also hear where I go wrong, because I stop humming.',
    body: `Minute one is the strop, forty strokes. I count them aloud until about twelve.

From minute three it is all one sound, a dry whisper with a tick at the end. The tick is the chip leaving. When the blade is sharp they come evenly, like somebody dealing cards.

Minute nine: no tick. The blade has gone in too deep and is lifting the lino off its backing. I say a word. After that I turn the block instead of the hand, which is what I should have been doing.

At minute fifteen the two o'clock train crosses the viaduct, and everything on the bench joins in, very softly.

The last minute is me sweeping up. It sounds like rain, and one person has already written to ask where it was raining.`,
  },
  {
    title: 'Nine people and one bench hook', age: 199, audience: 'public',
    standfirst: 'What a class of beginners cut last Saturday, and what one of them taught me about mistakes.',
    teaser: 'I teach a day of linocut in the school hall four times a year. I bring ten blocks, ten gouges, and one bench hook, because the other nine are on loan to somebody I have forgotten.',
    body: `Everybody begins by cutting away from themselves with great care, and by lunch everybody is cutting towards their own thumb. I walk round and turn the blocks about. I say the thing about lino not forgiving.

A retired surveyor was cutting his dog. At three o'clock the tool ran and took off the ear. I started on my small speech, about looking first and not swearing. He had already turned the block upside down and was drawing on the back of it, where there is only hessian.

He said that in his work, when you lost a point you did not mourn it, you measured again from the last one that was good. I have written that above the sink.`,
  },
  {
    title: 'Twenty minutes of slack water', age: 214, audience: 'paid', tags: ['the bay'],
    standfirst: 'The drawing for plate 3, and a tide that would not hold still for longer than that.',
    teaser: 'Between the ebb and the flood the river stops. It is in the tables, it is called slack water, and it lasts about twenty minutes at the bend where I wanted it. I have now drawn it on six different days, twenty minutes at a time.',
    body: `The reason to bother is the channel. While the water moves it takes its colour from the sky in pieces. When it stops, the channel goes pale from one bank to the other, all at once, as if a sheet had been pulled straight.

I never managed more than the channel in one sitting. So the plate is put together: the channel from a Monday, the hills from a Thursday, and the sun from an evening in March when I had come out without a coat and stayed anyway. The reeds in front are from the jar on my table.

Two blocks, I think. Dark for the water, and one other for the sun and whatever the sun touches. I will write about lining them up when I have stopped failing at it.`,
  },
  {
    title: 'Shut until the twentieth', age: 228, audience: 'followers',
    standfirst: 'The loft is being wired.',
    teaser: 'The electrician has looked at the fuse box and has asked me, kindly, to leave. There will be no printing and no post from me until the twentieth of April. Questions that arrive meanwhile will be answered in the order they came.',
    body: `The press does not need electricity and neither do I, but the lamp over the slab has been humming since the winter and he says it should not be warm to the touch. I will be out drawing. If you see somebody sitting on an upturned bucket by the bend, that is the office.`,
  },
  {
    title: 'The colour of mud with light on it', age: 243, audience: 'paid', tags: ['ink'],
    standfirst: 'A recipe for plate 7, in spoonfuls, with the spoon described.',
    teaser: 'The banks below the saltings are mud for five hours out of twelve, and I have been calling it brown. I took a jam jar of it home to have on the table. It is not brown. In the jar it is grey, and with the lamp behind me it is pink.',
    body: `The pink is on the surface only. Wet mud is a mirror with a bad temper: it gives back the sky, but warmer and later.

So I printed it in two passes. First a flat grey, the one from the drawer marked *door*, let down by half. Then, while that was still a little tacky, a thin coat over the whole bank:

- one level spoon of burnt orange
- half a spoon of the cold red
- nine spoons of transparent white

The spoon is a mustard spoon. It came with the loft.

The second coat must be so thin that the slab shows through it. If you can see that you have printed it, you have printed too much. I was happy with the seventh sheet and the fourteenth, and I cannot say what they have in common.`,
  },
  {
    title: 'Ask me anything about tools', age: 257, audience: 'followers', tags: ['answers'],
    standfirst: 'The spring round. You have more knives than I do.',
    teaser: 'Thirty-one questions came in about tools, and nineteen of them were the same question in different coats: what should I buy first. I have put that one at the top, so that you can stop there.',
    body: `**What should I buy first?** One gouge, a narrow V, the best you can afford, and a strop. Use it for everything for half a year. You will find out which second tool you need by what annoys you.

**Are the handles with six changeable blades any good?** They are good for finding out whether you like it.

**Do you wear a glove?** No. I keep both hands behind the blade and I am still not to be imitated; there is a scar.

**Where did your burnisher come from?** It is a door knob. The door is still in use, from one side.`,
  },
  {
    title: 'The winter print, and how to open it', age: 271, audience: 'tier 2',
    standfirst: 'The parcels went to the post office this morning in a wheelbarrow.',
    teaser: 'Your first print of the river year is on its way. It is the tide board by the slip, the one with the painted feet and the missing seven. Please read this before you take the scissors to it.',
    body: `The print is between two grey boards, and the boards are taped on three sides. Open the fourth. The wrapping is torn proof paper and on some of it there is half a heron; that belongs to you as well.

The ink is a week old and dry to the touch, but oil ink goes on hardening until about Easter. Do not put it behind glass before then. Lean it on a shelf, where it can breathe, and where it will smell faintly of linseed.

It is signed on the lower right, and on the left is the number, with no total under it. I printed as many as there were names, and then two, in case of rain.

If yours arrives bent, tell me, and keep it. I will send another.`,
  },
  {
    title: 'Plate 1, and why it will come last', age: 288, audience: 'paid',
    standfirst: 'A plate that starts the series has too much to say. I have moved it to the end of the queue.',
    teaser: 'For three weeks I tried to cut plate 1. It is the viaduct from upstream, with the whole valley behind it and all the year in front, and every time I sat down to it I found that I was designing a cover.',
    body: `It had a curlew in it. It had a train. By the end of January it had a small figure on the bank looking down the river, with a board under her arm, and when I saw that I put the lid on the ink.

The trouble is one of manners. You do not come into a room and explain the evening. A first plate should look as if it had been going on for some time before you came.

So I have planed the block down, which takes an hour and is very soothing, and I will cut the others first. When I know what eleven of them are like I will know what the first should leave unsaid.

The curlew is on the stove shelf, sawn out. I could not quite plane the curlew.`,
  },
  {
    title: 'Sharpening, before anything else', age: 305, audience: 'paid',
    standfirst: 'The first three days of every year are spent not making anything.',
    teaser: 'There are fourteen gouges in the roll and I use five. In January I sharpen all of them, the nine idle ones too, because it is the only way to remember why I do not use them.',
    body: `A blunt gouge still cuts. That is what makes it dangerous: it cuts by being pushed, and whatever is pushed will sooner or later arrive. You can tell from the chip. A sharp tool lifts a curl that holds together. A blunt one leaves crumbs.

## What I do

Fine stone, six drops of oil, and the bevel flat on it. I rock the tool from corner to corner as I draw it back, so that every part of the curve has its turn. Then the inside, with a slip of slate I shaped to fit. Then the strop, until it will take a shaving off the edge of a candle without marking the candle.

Twenty-five minutes for each. On the second afternoon my hands know it, and I can listen to the rain and think about the river.`,
  },
  {
    title: 'This year it is the river', age: 322, audience: 'public', tags: ['the bay'],
    standfirst: 'Twelve plates, from the viaduct to the sands, and a map with the numbers on it.',
    teaser: 'Last year was the saltmarsh, and I finished it in wet socks. This year I want something that moves. On New Year\'s Day I walked the river from the viaduct down to where it stops being one, and put a pencil mark wherever I had stood for longer than a minute.',
    body: `There were nineteen marks. I crossed out the ones where I had been eating.

The twelve that are left run down the river in order: plate 1 is the viaduct from above, plate 12 is open sand. I will not cut them in that order. I will cut them as the light and the tide allow, so you may see plate 9 before plate 2, and the number tells you where you are standing and nothing about when.

No plate will be wider than my forearm, because I want to print each of them in a single pass of the old press. There will be a book at the end of it. I have said that aloud now.`,
  },
  {
    title: 'Ink at six degrees', age: 341, audience: 'public', tags: ['ink'],
    standfirst: 'The last plate of the saltmarsh, a cold loft, and a hot-water bottle under the slab.',
    teaser: 'The stove takes until eleven to make any difference, and before eleven the black comes off the knife like tar. I had thirty sheets of the saltmarsh left to print and wanted them gone before the shortest day.',
    body: `You can thin cold ink with oil. I have done it, and by the afternoon, when the room is warm, it runs into every line you have cut and fills it. What you want is ink that is only warm now.

So there is a hot-water bottle under the slab, in a knitted cover, and a second one in the box where the rollers live. The ink loosens in ten minutes. It tells you by the sound: it stops sucking at the roller and begins to talk.

The thirty are done. They hang from the net hooks down the whole length of the roof, which is what the hooks were for, and when the door opens they all turn to look.`,
  },
];
