// Letters between friends: a subject and the letters in turn, the first one from the friend. See phrase.ts for
// the brackets. A newcomer's trap: letters name nobody but {me}, {friend} and {third}; greetings are added later.

export interface Exchange {
  subject: string;
  /** Alternating, the correspondent first. Paragraphs are separated by an empty line. */
  letters: readonly string[];
  /** A file that goes with the letter of that number. */
  attach?: { letter: number; kind: 'photo' | 'photos' | 'pdf' | 'docx' | 'zip'; name: string };
}

export const PERSONAL: readonly Exchange[] = [
  {
    subject: '[The weekend|This weekend|Saturday] at {place}',
    letters: [
      `[I finally|At last I] talked to the people at {place} and they [kept two places for us|still have room for us] on {day}. [The last bus back leaves at {time}.|If we take the {time} train we are there by noon.]\n\n{third} [says she would bring soup|wants to bring the dog|might come along too]. [Shall I say yes?|Are you in?]`,
      `[Yes, please do!|Count me in.|Gladly.] I can [bring bread and something sweet|bring the big thermos|take the tent, it is dry again]. [The only thing|One thing]: I have to be back [by nine|before dark] because [my sister calls from {city}|the plumber comes early the next morning].`,
      `[Perfect, then it is settled.|Good, I told them yes.] [Meet you|See you] at the stop at {time}. [Take a warm jacket, the wind is sharp up there.|And bring the good binoculars if you find them.]`,
    ],
  },
  {
    subject: 'Photos from {city}',
    letters: [
      `[Here are|As promised, here are] the [pictures|photos] from {city}. [Not all of them are sharp|Half of them show my thumb], but [the one from the harbour|the one with the pigeons] [came out well|makes me laugh every time].\n\n[Could you send me yours from the second day?|Did you take any of the market? Mine are all too dark.]`,
      `[These are lovely.|What a nice surprise this morning.] [I had forgotten how green the water was.|I would frame the third one.] Mine are still [on the camera|on the old phone]; I will [send them on {day}|put them on a stick for you].`,
    ],
    attach: { letter: 0, kind: 'photos', name: '{city}' },
  },
  {
    subject: '[Recipe|The recipe] you asked for',
    letters: [
      `[Since you asked twice|Because you praised it so much]: [400 g flour, 7 g salt, 3 g dry yeast, 300 g water|two onions, a tin of tomatoes, red lentils, a lemon]. [Mix it in the evening, fold it once, leave it in the cold until morning.|Cook it slower than you think is right.]\n\nMy grandmother [added a spoon of honey|swore by a pinch of caraway], [but she would deny it|and never wrote it down].`,
      `[It worked!|Tried it {day}.] [The crust sang when it cooled.|There was nothing left.] [I used half rye because that was what I had.|I took less salt.] {third} [wants it too|asks whether you have a version without onions].`,
      `[Half rye is even better.|Of course, pass it on.] [Next time put a pan of water in the oven.|Let it rest a day, it gets better.]`,
    ],
    attach: { letter: 0, kind: 'pdf', name: 'Recipe' },
  },
  {
    subject: 'Keys and plants [while we are away|in the first two weeks]',
    letters: [
      `[We leave on {day}|Our train goes on {day} at {time}] and you kindly offered to look after the [plants|tomatoes]. The key is [with {third} on the ground floor|in the usual place]. [Only the fern wants water every second day|The basil drinks like a horse], [the rest is happy with once a week|the cactus please leave alone].\n\n[Help yourself to whatever is in the fridge.|The rhubarb in the garden must be eaten, please.]`,
      `[No problem at all.|With pleasure.] [I pass by on my way to work anyway.|I will come on Mondays and Thursdays.] [Should I take in the post as well?|Does the cat next door still expect breakfast?]`,
      `[Yes please, just put it on the table.|The post can wait, but the parcel for {third} is urgent.] [You are a treasure.|We will bring you something from {city}.]`,
    ],
  },
  {
    subject: '[Birthday|A birthday] on {day}',
    letters: [
      `[{third} turns forty|{third} is going to be sixty, can you believe it], and [we want to surprise her|a few of us are planning something] at {place}, {day} at {time}. [Not a word to her!|She thinks it is a meeting about the choir.]\n\n[Everybody brings one dish|We collect ten each for a bicycle basket]. [Could you do the music?|Would you write the card? You have the nicest hand.]`,
      `[What a good idea.|Wonderful.] [I am there|We are both coming]. [I take care of the music, but no speeches.|I will write the card; send me a few lines about her.] [Does she still dislike coriander?|Who else knows?]`,
    ],
  },
  {
    subject: 'That book [about lighthouses|on moss|about the two sisters]',
    letters: [
      `[I finished it last night|Read the last page on the tram and missed my stop]. [The middle part is slow, but then!|I did not expect the ending at all.] [You may have it back|I put it in an envelope for you] [on {day}|when we meet at {place}].`,
      `[So you liked it!|I knew it.] [What did you think of the letter in chapter nine?|I had to think of {third} all the time.] [Keep it a little, {third} wants to read it next.|Give it to {third} when you are through, it wants to travel.]`,
      `[Chapter nine is the heart of it.|I read chapter nine twice.] [Have you got the next one?|Is there more by her in the library?]`,
      `[The library in {city} has it; I ordered it for us.|There is one more, out of print. I am searching.]`,
    ],
  },
  {
    subject: '[New flat|We moved]!',
    letters: [
      `[It is done|The last box is up]: since {day} we live [in the yellow house behind the tram depot|on the fourth floor, with a view over half of {city}]. [There is no lift and the kitchen is orange, but the light is wonderful.|The neighbours sing.]\n\n[Come and see it before we paint|There will be soup on {day} at {time}, on boxes]. [Everybody who carries one box up is invited.|You get the only chair.]`,
      `[Congratulations!|How wonderful.] [Keep the orange!|An orange kitchen is good luck.] [I come on {day} and carry two boxes|I bring a plant and a spirit level]. [Is the old number still right?|Do you need curtains? I have ten metres of blue linen.]`,
    ],
    attach: { letter: 0, kind: 'photo', name: 'kitchen' },
  },
  {
    subject: '[Running|Walking|Swimming] on [Tuesday|Thursday]?',
    letters: [
      `[It has stopped raining|The forecast is kind] and I [need to move|have sat for three days]. [Tuesday|Thursday], {time}, at {place}? [Slow, I promise.|We can talk the whole way.]`,
      `[Slow is my only speed.|I will be there, with bad knees.] [Make it half an hour later?|Can we take the path along the water?]`,
      `[Fine with me.|Half an hour later it is.]`,
    ],
  },
  {
    subject: '[Concert|Tickets] in {city}',
    letters: [
      `[There are four tickets left for the quartet|The little orchestra plays in {city}] on {day}. [The cheap seats are behind a column but one hears everything.|We could stay with {third}.] [Shall I buy two?|They hold them until tonight, so tell me quickly.]`,
      `[Buy them!|Yes, yes.] [I pay you back at {place}.|The column and I are old friends.]`,
      `[Bought.|We have them: row 14.] [The doors open at {time}.|I attach the tickets in case we lose each other.]`,
    ],
    attach: { letter: 2, kind: 'pdf', name: 'Tickets' },
  },
  {
    subject: '[Lost|Forgotten]: [one green scarf|one umbrella|a pair of glasses]',
    letters: [
      `[After you left|When we tidied up] we found [something that must be yours|this on the coat rack]. [Or does it belong to {third}?|It smells of wood smoke, so it is yours.] [I can bring it on {day}.|It is at {place} until you claim it.]`,
      `[Mine! I looked for it everywhere.|Not mine, but I know whose it is: {third}.] [Thank you for keeping it.|You saved my winter.]`,
    ],
    attach: { letter: 0, kind: 'photo', name: 'found' },
  },
  {
    subject: '[How is|Any news of] {third}?',
    letters: [
      `[I heard {third} is back from the hospital|Somebody said {third} broke her wrist]. [How is she?|Is there anything one can do?] [I could cook for a few days|I have time on {day} and a car].`,
      `[She is cheerful and bored.|Better every day, thank you for asking.] [Cooking would help a lot, nothing with garlic.|Visits are welcome in the afternoon, {time} or so.] [She reads crime novels by the dozen, bring some.|The plaster comes off in three weeks.]`,
      `[Soup arrives on {day}.|I have a whole shelf of crime novels, I come on {day}.] [Tell her I think of her.|Give her a careful hug.]`,
    ],
  },
  {
    subject: '[Allotment|Garden]: [too many courgettes|the shed roof|seed swap]',
    letters: [
      `[It is that time of the year again.|You will not believe how much grew in a week.] [Take as many as you can carry, they are in the crate by the gate.|I need two hands and a ladder on {day}; there will be plum cake.] [{third} has already fled.|The slugs took the rest.]`,
      `[I come with the big bag.|I have a ladder and half a day.] [Do you want jam jars? I have forty.|Is the water back on?]`,
    ],
  },
  {
    subject: 'Your letter of {day}',
    letters: [
      `[I read it twice|It lay in the box between two bills and saved the day]. [You asked what I do all day|So you want to know how it is in {city}]: [in the morning I write, in the afternoon I throw most of it away|it rains, and then it rains from the side, and I like it more than I thought].\n\nOn {day} I [walked to the end of the pier|sat two hours in {place}] and [thought of our plan|counted ships]. [We should do it.|There were eleven.]\n\n[Work is the usual|The course is harder than I expected], but [{third} has a talent for making everybody laugh|the people are kind]. [Write again soon|Your turn], [and not only half a page|with more about the dog].`,
      `[Eleven ships!|You make me want to pack.] [Here the lime trees are in flower|Here the heating has failed for the third time]. [The dog is well and has eaten a slipper.|The dog sends a paw.]\n\n[Let us really do it|About the plan]: [May would be good|I could take the first week of the month]. [I look up the trains.|I ask {third} whether the hut is free.]`,
    ],
  },
  {
    subject: '[Choir|Band|Rehearsal] on {day}',
    letters: [
      `[The hall is taken on Wednesday|The heating in the hall is off], so we [meet|rehearse] on {day} at {time} in {place}. [Please bring the blue folder.|We begin with the piece we always get wrong.] [Altos, we need you.|If you can't come, tell {third}.]`,
      `[I will be ten minutes late|I can come], [but I am there|and I bring {third}]. [Is the second page in your copy also missing?|Do we sing it in the old key?]`,
    ],
    attach: { letter: 0, kind: 'pdf', name: 'Score' },
  },
  {
    subject: '[Could you read this?|A favour]',
    letters: [
      `[I have written a short speech|Here is the draft of my application], and [I have lost all feeling for it|you are the most honest reader I know]. [Could you look at it before {day}?|Please be cruel.] [It is two pages.|Mostly I worry about the beginning.]`,
      `[Read it on the train.|Done.] [The beginning is fine, cut the second paragraph|It is good. Say the thing about {city} first], and [trust your reader more|throw out every "very"]. [The ending made me smile.|I marked a few commas.]`,
      `[You are right about the second paragraph.|Out with it, then.] [Thank you, I owe you a coffee at {place}.|Sent it off this morning. Fingers crossed.]`,
    ],
    attach: { letter: 0, kind: 'docx', name: 'Draft' },
  },
  {
    subject: '[Spare room|A bed] in {city}?',
    letters: [
      `[I have to be in {city} from {day}|There is a course in {city}] and [the hotels are full or silly|would so much rather see you than a hotel]. [Is the sofa free for two nights?|Could I sleep in the study?] [I leave early and make no noise.|I pay in pancakes.]`,
      `[The sofa is yours.|Of course!] [{third} will be here as well, so it is going to be cosy.|We are away on the first night, but the key is with the bakery.] [Your train arrives when?|Pancakes accepted.]`,
      `[{time}, platform two, with a red bag.|I arrive at {time} if the connection holds.] [Don't cook.|Looking forward to it!]`,
    ],
  },
];
